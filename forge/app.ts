/**
 * The one place that knows every layer: opens a data folder, wires adapters to ports, and serves.
 *
 * `openForge` is enough for commands on a stopped instance (`--donnees`); `serveForge` adds HTTP.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import pino from 'pino'
import { monotonicFactory } from 'ulid'
import { openHistories } from './adapters/git/import/open.js'
import { openGitStore } from './adapters/git/store.js'
import { lockDataFolder } from './adapters/git/data-lock.js'
import { recover } from './adapters/git/recovery.js'
import { openDatabase } from './adapters/sql/database.js'
import { sqlCommunities } from './adapters/sql/communities.js'
import { sqlJournals, sqlSeen } from './adapters/sql/journals.js'
import { sqlNaming } from './adapters/sql/naming.js'
import { sqlNotifications } from './adapters/sql/notifications.js'
import { sqlDrafts, sqlMergeRequests, sqlPendingOperations } from './adapters/sql/merge-requests.js'
import { sqlEmails, sqlIdentityLinks, sqlOneTimeLinks, sqlOwners, sqlPeople, sqlTokens } from './adapters/sql/people.js'
import { sqlPassages } from './adapters/sql/passages.js'
import { sqlDraftPictures } from './adapters/sql/draft-pictures.js'
import { sqlReviewDrafts } from './adapters/sql/review-drafts.js'
import { sqlResources } from './adapters/sql/resources.js'
import { SqlSessionStore } from './adapters/sql/sessions.js'
import { sqlPicks, sqlToursSeen } from './adapters/sql/settling.js'
import { sqlVisitorSuggestions } from './adapters/sql/visitors.js'
import { sqlWordOrigins } from './adapters/sql/word-origins.js'
import { openIdConnect, type OidcSettings } from './adapters/auth/oidc.js'
import { argon2Passwords } from './adapters/auth/passwords.js'
import { openPictures } from './adapters/images/pictures.js'
import { historyBytes } from './adapters/provenance/git-bytes.js'
import { openProvenance } from './adapters/provenance/provenance.js'
import { openRenderer } from './adapters/rendering/renderer.js'
import { createMailer } from './adapters/mail/mailer.js'
import { projectRoot } from './config.js'
import type { Forge } from './forge.js'
import type { AboutInstance, Clock, Deps, Log, Settings } from './domain/ports.js'
import { startRevisions, watchingChanges } from './domain/revisions.js'
import { keepWords } from './use-cases/keepWords.js'
import { namingThroughPorts } from './use-cases/namingThroughPorts.js'
import { composeMail } from '../web/messages/mails.js'

export interface ForgeOptions {
  readonly dataDir: string
  readonly settings?: Partial<Settings>
  readonly clock?: Clock
  /** `silent` in tests. */
  readonly logLevel?: string
  /** Where mail goes, as an SMTP URL; otherwise `.eml` files under the data folder. */
  readonly smtpUrl?: string
  /** Sender of mails; `ne-pas-repondre@<host>` when absent. */
  readonly mailFrom?: string
  /** Told where each mail was written, when there is no SMTP. */
  readonly announceMail?: (file: string) => void
  readonly oidc?: OidcSettings
  readonly about?: AboutInstance
}

export type { Forge } from './forge.js'

const megabyte = 1024 * 1024

/** Opens the data folder (alone: a second process is refused `unavailable`), after repairing what a crash may have left. */
export async function openForge(options: ForgeOptions): Promise<Forge> {
  const dataDir = path.resolve(options.dataDir)
  mkdirSync(dataDir, { recursive: true })
  const unlock = await lockDataFolder(dataDir)
  try {
    await recover(dataDir)
    const log = pino({ level: options.logLevel ?? process.env.COMMUNS_JOURNAL ?? 'warn' }, pino.destination(2))
    const database = openDatabase(dataDir)
    const git = await openGitStore({ dataDir })
    const sessions = new SqlSessionStore(database.db)
    const ulid = monotonicFactory()
    const baseUrl = options.settings?.baseUrl ?? 'http://127.0.0.1:4000'
    const clock = options.clock ?? { now: () => Date.now() }
    const settings: Settings = {
      baseUrl, host: new URL(baseUrl).hostname, instanceName: 'Forge à communs', maxPushBytes: 200 * megabyte, maxFileBytes: 20 * megabyte, allowPrivateImports: false, trustedProxies: [],
      ...options.settings,
    }
    const logged: Log = { info: (facts, sentence) => { log.info(facts, sentence) }, warn: (facts, sentence) => { log.warn(facts, sentence) }, error: (facts, sentence) => { log.error(facts, sentence) } }
    const mailer = createMailer({
      dataDir, compose: composeMail, clock, log: logged, ...(options.smtpUrl !== undefined && { smtpUrl: options.smtpUrl }),
      sender: () => ({ name: settings.instanceName, address: options.mailFrom ?? `ne-pas-repondre@${settings.host}` }),
      ...(options.announceMail && { written: options.announceMail }),
    })
    // The words in force are read with the help of what is opened here.
    const opened: { words?: Deps['words'] } = {}
    const renderer = openRenderer({ lexicon: () => opened.words?.inForce().lexicon })
    const provenance = openProvenance({ git, bytes: historyBytes(git), store: sqlWordOrigins(database.db), clock, log: logged })
    const revisions = startRevisions()
    const deps: Deps = await keepWords(namingThroughPorts(watchingChanges({
      git, histories: openHistories({ store: git, dataDir, addresses: () => ({ allowPrivate: settings.allowPrivateImports }) }), renderer, provenance, clock, settings, ids: { next: () => ulid().toLowerCase() },
      people: sqlPeople(database.db), emails: sqlEmails(database.db), tokens: sqlTokens(database.db), links: sqlOneTimeLinks(database.db),
      identities: sqlIdentityLinks(database.db), communities: sqlCommunities(database.db), owners: sqlOwners(database.db),
      resources: sqlResources(database.db), mergeRequests: sqlMergeRequests(database.db), journals: sqlJournals(database.db), passages: sqlPassages(database.db), seen: sqlSeen(database.db), notifications: sqlNotifications(database.db), drafts: sqlDrafts(database.db), draftPictures: sqlDraftPictures(database.db), pictures: openPictures({ dataDir }), reviewDrafts: sqlReviewDrafts(database.db), pending: sqlPendingOperations(database.db),
      visitors: sqlVisitorSuggestions(database.db), naming: sqlNaming(database.db), picks: sqlPicks(database.db), tours: sqlToursSeen(database.db),
      sessions, passwords: argon2Passwords(), mailer, log: logged,
    }, revisions)), revisions)
    opened.words = deps.words
    return {
      dataDir, deps, git, sessions, revisions, about: options.about ?? {},
      ...(options.oidc && { oidc: openIdConnect(options.oidc) }),
      async close() {
        sessions.close()
        await mailer.close()
        await renderer.close()
        await provenance.close()
        await git.close()
        await database.close()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** A secret of this instance, made once and kept in its data folder, readable by its owner only. */
function instanceSecret(dataDir: string): string {
  const file = path.join(dataDir, 'secret')
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
  return readFileSync(file, 'utf8')
}

/** Built assets by source name, from the manifest that the build writes. */
function assetNames(): (name: string) => string {
  const file = path.join(projectRoot, 'dist/assets/manifest.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
  return (name) => {
    const built = manifest[name]
    if (built === undefined) throw new Error(`no asset ${name}: run npm run build`)
    return `/assets/${built}`
  }
}

/** How long a request under way may go on once the forge is asked to stop. */
const lastAnswersMs = 3000

/** How often the forge asks who is due a mail. */
const mailEveryMs = 30_000

export interface ServedForge { readonly url: string; readonly server: Server; stop(): Promise<void> }

/** Listens, and answers until stopped. Port 0 takes a free one, and then becomes part of `settings.baseUrl` unless one was set. */
export async function serveForge(forge: Forge, where: { readonly port: number; readonly host?: string; readonly publicUrl?: string }): Promise<ServedForge> {
  const server = createServer()
  // Slow clients: headers in seconds, silence in minutes (a push says something every few seconds), a whole request in half an hour.
  server.headersTimeout = 20_000
  server.requestTimeout = 30 * 60_000
  server.setTimeout(2 * 60_000)
  server.maxHeadersCount = 200
  // The address must be known before the routes are made: who asks meanwhile waits, and is answered.
  let wired: (handler: RequestListener) => void = () => undefined
  const answering = new Promise<RequestListener>((resolve) => { wired = resolve })
  const early = (req: IncomingMessage, res: ServerResponse) => { void answering.then((handler) => { handler(req, res) }) }
  server.on('request', early)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(where.port, where.host ?? '127.0.0.1', () => { server.off('error', reject); resolve() })
  })
  const { port } = server.address() as AddressInfo
  const host = where.host ?? '127.0.0.1'
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`
  Object.assign(forge.deps.settings, { baseUrl: where.publicUrl ?? url })
  const { wireHttp } = await import('./wire-http.js')
  const handler = await wireHttp(forge, { asset: assetNames(), assetsDir: path.join(projectRoot, 'dist/assets'), sessionSecret: instanceSecret(forge.dataDir) })
  server.off('request', early).on('request', handler)
  wired(handler)
  const { recoverPending } = await import('./use-cases/recoverPending.js')
  let repairing: Promise<unknown> | undefined
  // What an accident interrupted while the forge runs (the Git engine died) is ended within a moment, not at the next start.
  const repairs = setInterval(() => {
    repairing ??= recoverPending(forge.deps).catch((error: unknown) => { forge.deps.log.error({ err: error }, 'repairs failed') }).finally(() => { repairing = undefined })
  }, 1000)
  repairs.unref()
  const { completeJournals } = await import('./use-cases/completeJournals.js')
  const { sendDueMail } = await import('./use-cases/sendDueMail.js')
  const mailFailed = (error: unknown) => { forge.deps.log.error({ err: error }, 'mails could not be sent') }
  let isStopping = false
  // Before the first mail, journals that an older forge did not keep in its index: nobody is told half a story.
  const rounds = { goesOn: () => !isStopping, putOff: new Map<string, number>() }
  const sendMails = () => sendDueMail(forge.deps, rounds).catch(mailFailed).finally(() => { mailing = undefined })
  let mailing: Promise<unknown> | undefined = completeJournals(forge.deps).catch(mailFailed).then(sendMails)
  const { noticeTouchedWords } = await import('./use-cases/noticeTouchedWords.js')
  const noticing = () => noticeTouchedWords(forge.deps, rounds).catch((error: unknown) => { forge.deps.log.error({ err: error }, 'touched words could not be noticed') })
  // Texts published before the index of passages was there are read into it, after what people wait for.
  const { completePassages } = await import('./use-cases/completePassages.js')
  const completing = completePassages(forge.deps, rounds.goesOn).catch((error: unknown) => { forge.deps.log.error({ err: error }, 'passages could not be read into the index') })
  const mails = setInterval(() => { mailing ??= noticing().then(sendMails) }, mailEveryMs)
  mails.unref()
  return {
    url, server,
    async stop() {
      clearInterval(repairs)
      clearInterval(mails)
      isStopping = true
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve() }) })
      // What is being answered may end; whoever is still there after that is cut, and repaired at the next start.
      const answered = setInterval(() => { server.closeIdleConnections() }, 50)
      const late = setTimeout(() => { server.closeAllConnections() }, lastAnswersMs)
      await Promise.all([closed, repairing, mailing, completing])
      clearInterval(answered)
      clearTimeout(late)
    },
  }
}
