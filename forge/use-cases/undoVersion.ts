import { personTrailer, type Trailer } from '../attribution/trailers.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid, UnsettledFile } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import { refTo, type Actor } from '../domain/person.js'
import { addressOf, MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { subjectOf, undoingsOf } from '../domain/undoing.js'
import { isAllowed, personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { openProposal } from './openProposal.js'
import { explanationOf } from './readHistory.js'
import { finishUndo } from './recoverPending.js'
import { refuseBroken, takeBack, versionToTakeBack, type SettledUndo } from './takeBack.js'
import { someLines, versionMessage } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

export type Undone =
  | { readonly kind: 'undone'; readonly commit: Oid; readonly resource: Resource }
  /** The rule asks for a proposition, or the person may only propose. */
  | { readonly kind: 'proposed'; readonly number: number }
  /** Passages changed since: a person settles these files against `published`. Nothing was written. */
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly files: readonly UnsettledFile[] }

/**
 * Takes back exactly what one published version changed, as a new version that keeps everything later (docs/decisions/0008): at once for
 * whoever may publish, as a proposition otherwise. Taking back a version that took another back puts that one back.
 *
 * Two-phase as an integration: intent in the journal, `main` by compare-and-swap, outcome; a crash in between is ended by recoverPending.
 * Refuses `not_found`, `invalid` (the first version; nothing left; it would bring a problem back), and as `propose` does.
 */
export async function undoVersion(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  /** A commit of the published history. */
  readonly version: Oid
  readonly reason: string
  readonly settled?: SettledUndo
  readonly at?: number
}): Promise<Undone> {
  const person = personActing(actor)
  const { resource, version, settled } = input
  const isDirect = await isAllowed(deps, 'publish', actor, resource)
  if (!isDirect) await requireAllowed(deps, 'propose', actor, resource)
  const reason = someLines(input.reason, 2000)
  const by = signatureOf(deps, person, input.at ?? deps.clock.now())
  // The rule is asked again once alone, at its own moment: what is proposed goes through propositions.
  if (!isDirect) return deps.git.keeping(resource.id, () => propose())
  return oneAtATime(resource.id, async () => {
    await requireAllowed(deps, 'publish', actor, (await deps.resources.find(resource.id)) ?? resource)
    await finishUndo(deps, resource.id)
    return noted(deps, resource.id, 'undo', publish)
  })

  /** The version to put on top of `main`: its commit, or what must be settled. */
  async function written(main: Oid): Promise<{ kind: 'written'; target: Oid; title: string; before: Oid } | Extract<Undone, { kind: 'conflicts' }>> {
    const { before } = await versionToTakeBack(deps, resource, version, main)
    const outcome = await takeBack(deps, { resource, version, before, main, by, ...(settled && { settled }) })
    if (outcome.kind === 'conflicts') return outcome
    const title = await titleOf(deps, resource, version)
    const trailers: Trailer[] = [
      ...(settled?.wroteWords ? [{ key: 'Co-authored-by', value: personTrailer(by) }] : []), { key: 'Undoes', value: `${deps.settings.baseUrl}/${addressOf(resource)}/versions/${version}` },
    ]
    const target = await deps.git.writeCommit(resource.id, { parents: [main], baseTree: outcome.tree, files: new Map(), author: by, committer: by, message: versionMessage(title, reason, trailers) })
    await refuseBroken(deps, resource, main, target)
    return { kind: 'written', target, title, before }
  }

  async function publish(): Promise<Undone> {
    const say = (event: ResourceEvent) => deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author: by, payload: { ...event } }])
    for (;;) {
      const main = await published()
      const done = await written(main)
      if (done.kind === 'conflicts') return done
      const { target, before } = done
      const judged = await mayBePublished(deps, { resource, from: main, to: target, proposer: person.id, whoChanges: [refTo(person)], bringsBack: before })
      await say({ kind: 'undo_intended', actor: refTo(person), undone: version, target, mainWas: main, reason })
      if ((await movePublished(deps, judged, by)) === 'moved') {
        await say({ kind: 'undo_abandoned', actor: refTo(person), target })
        continue
      }
      await say({ kind: 'undone', actor: refTo(person), undone: version, commit: target, reason })
      const indexed = await indexResource(deps, resource.id)
      if (!indexed) throw new Error(`resource ${resource.id} took a version back but cannot be indexed`)
      return { kind: 'undone', commit: target, resource: indexed }
    }
  }

  async function propose(): Promise<Undone> {
    const main = await published()
    const done = await written(main)
    if (done.kind === 'conflicts') return done
    const request = await openProposal(deps, actor, { resource, head: done.target, base: main, title: done.title, description: reason, undoes: version, at: by.at })
    return { kind: 'proposed', number: request.number }
  }

  async function published(): Promise<Oid> {
    const main = await deps.git.resolve(resource.id, MAIN)
    if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
    return main
  }
}

/** What the new version says it does: « Revenir sur « … » », or « Rétablir « … » » for a version that had been taken back. In French, as the forge writes histories. */
async function titleOf(deps: Pick<Writing, 'git'>, resource: Resource, version: Oid): Promise<string> {
  const subject = subjectOf(undoingsOf(await deps.git.events(resource.id, RESOURCE_JOURNAL)), version)
  const { title } = explanationOf((await deps.git.commit(resource.id, subject.version)).message)
  const named = title === '' ? subject.version.slice(0, 8) : title
  return subject.effect === 'undo' ? `Revenir sur «\u00a0${named}\u00a0»` : `Rétablir «\u00a0${named}\u00a0»`
}
