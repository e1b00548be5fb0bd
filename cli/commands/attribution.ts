import { statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { HistoryCommit } from '../../forge/attribution/history.js'
import type { Attribution } from '../../forge/attribution/provenance.js'
import type { ExplainedWord } from '../history/chain-sentences.js'
import type { LocalHistory } from '../history/local-history.js'
import { markdownAsked } from '../history/asked-file.js'
import { openHistory } from '../history/open.js'
import { progressBar } from '../progress.js'
import { Refused } from '../refusals.js'
import { asJson, type CommandContext, type Terminal } from '../terminal.js'

interface Options { readonly version?: string; readonly expliquer?: string; readonly serveur?: string; readonly json: boolean }

/** `communs attribution [DEPOT] [FICHIER]`: who wrote what, in any Git repository; with `--serveur`, who took part in a fiche of a forge. */
export function attribution(program: Command, { terminal }: CommandContext): void {
  program.command('attribution').alias('blame').description('dire qui a écrit quoi, mot par mot, dans n’importe quel dépôt Git')
    .argument('[depot]', 'dossier du dépôt ; par défaut celui-ci. Avec --serveur : COMMUNAUTE/FICHE').argument('[fichier]', 'un seul fichier Markdown')
    .option('--version <rev>', 'à cette version ; par défaut la dernière').option('--expliquer <mot>', 'd’où vient ce mot, étape par étape')
    .option('--serveur <adresse>', 'les contributions d’une fiche de cette forge').option('--json', 'répondre en JSON', false)
    .action(async (folder: string | undefined, file: string | undefined, options: Options) => {
      if (options.serveur !== undefined || (folder !== undefined && /^https?:\/\//.test(folder))) { await contributionsOf(terminal, folder, options); return }
      const asked = whereAndWhat(folder, file)
      const history = await openHistory(asked.folder, options.version)
      try { await attributed(terminal, history, asked.file, options) } finally { history.close() }
    })
}

/** A file alone names the repository it is in. */
function whereAndWhat(folder: string | undefined, file: string | undefined): { folder: string; file: string | undefined } {
  if (folder !== undefined && file === undefined && statSync(folder, { throwIfNoEntry: false })?.isFile()) return { folder: path.dirname(folder), file: path.basename(folder) }
  return { folder: folder ?? '.', file }
}

async function attributed(terminal: Terminal, history: LocalHistory, file: string | undefined, options: Options): Promise<void> {
  const { attribute } = await import('../../forge/attribution/provenance.js')
  // Versions that were squashed or picked often still stand on a branch: their words are those of who wrote them there.
  const commits = [...history.commits(), ...await history.elsewhere()]
  const bar = progressBar(terminal, 'versions', commits.length)
  const paths = file === undefined ? undefined : [await markdownAsked(history, file)]
  const result = await attribute({ ...history, commits: () => commits }, { at: history.at, ...(paths && { paths }), onProgress: (done, total) => { bar.at(done, total) } }).finally(() => { bar.end() })
  if (options.expliquer !== undefined) await explained(terminal, history, commits, result, options.expliquer, options.json)
  else if (options.json) writeJson(result)
  else sayShares(terminal, history, result)
}

/** Where each occurrence of a word comes from. */
async function explained(terminal: Terminal, history: LocalHistory, commits: readonly HistoryCommit[], result: Attribution, asked: string, asJsonToo: boolean): Promise<void> {
  const [{ chainOf }, { integrations }, { chainSentences }] = await Promise.all([import('../../forge/attribution/provenance.js'), import('../../forge/attribution/order.js'), import('../history/chain-sentences.js')])
  const word = asked.normalize('NFC')
  const broughtBy = integrations(history.commits(), history.at)
  const found = result.files.flatMap(({ path: each, tokens }) => tokens.filter(({ text }) => text.normalize('NFC') === word).map((token): ExplainedWord => {
    const chain = chainOf(result, token)
    const last = chain[chain.length - 1]!.commit
    const integratedIn = broughtBy.get(last)
    return {
      path: each, start: token.start, authors: token.authors.map(({ name, email }) => name || email || 'sans nom'), confidence: token.confidence, chain,
      ...(token.licence !== undefined && { licence: token.licence }), ...(integratedIn !== undefined && integratedIn !== last && { integratedIn }),
    }
  }))
  if (found.length === 0) throw new Refused('word.unknown', `« ${asked} » n’est pas dans cette version (le mot s’écrit exactement comme dans le texte).`)
  if (asJsonToo) { terminal.json({ mot: asked, occurrences: found }); return }
  const versions = { commits: new Map(commits.map((commit) => [commit.oid, commit])), names: await history.versionNames() }
  found.forEach((each, i) => { for (const sentence of chainSentences(asked, each, i + 1, found.length, versions, terminal.locale)) terminal.say(sentence) })
}

/** File by file, so that a whole repository is never one string. */
function writeJson({ files, people, notCovered }: Attribution): void {
  process.stdout.write('{"files":[')
  files.forEach((file, i) => {
    const tokens = file.tokens.map(({ text, commit, path: born, authors, how, confidence, licence }) => ({ text, commit, path: born, authors: authors.map(({ name, email }) => ({ name, email })), how, confidence, ...(licence !== undefined && { licence }) }))
    process.stdout.write(`${i === 0 ? '' : ','}${asJson({ path: file.path, tokens })}`)
  })
  process.stdout.write(`],"people":${asJson(people.map(({ name, email, words, share }) => ({ name, email, words, share })))}${notCovered.length > 0 ? `,"notCovered":${asJson(notCovered)}` : ''}}\n`)
}

const count = new Intl.NumberFormat('fr')
const percent = new Intl.NumberFormat('fr', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 })

function sayShares(terminal: Terminal, history: LocalHistory, { files, people, notCovered }: Attribution): void {
  const words = files.reduce((sum, { tokens }) => sum + tokens.length, 0)
  const [only] = files
  terminal.say(`Qui a écrit quoi — ${files.length === 1 && only ? only.path : `${count.format(files.length)} fichiers`}, version ${history.at.slice(0, 8)}, ${count.format(words)} mots`)
  const writers = people.filter(({ words: written }) => written > 0)
  const names = named(people)
  const width = Math.min(40, Math.max(0, ...writers.map((person) => [...names(person)].length)))
  for (const person of writers) terminal.say(`  ${names(person).padEnd(width)}  ${count.format(person.words).padStart(8)} mot${person.words > 1 ? 's' : ' '}  ${(person.share < 0.0005 ? '< 0,1 %' : percent.format(person.share)).padStart(8)}`)
  const others = people.filter(({ words: written }) => written === 0)
  if (others.length > 0) terminal.say(`Aussi dans l’historique, sans mot dans cette version : ${others.map(names).join(', ')}.`)
  if (people.length === 0) terminal.say('  Personne n’est nommé dans cet historique.')
  terminal.say('Parts : calcul indicatif, un mot à plusieurs mains compte pour chacune à égalité. Il ne dit pas le droit d’auteur.')
  if (notCovered.length > 0) terminal.say(`Non couvert : ${notCovered.slice(0, 5).map((each) => notCoveredSentences[each.kind](each.oid.slice(0, 8), 'path' in each ? each.path : '')).join(' ; ')}${notCovered.length > 5 ? ` ; et ${notCovered.length - 5} autres` : ''}.`)
}

const notCoveredSentences = {
  missing_commit: (version: string) => `la version ${version} manque dans cette copie partielle`,
  unreadable_file: (version: string, file: string) => `${file} (${version}) est illisible`,
  not_text: (_: string, file: string) => `${file} n’est pas un texte`,
} as const

/** A name, with its address where two people have the same one. */
function named(people: Attribution['people']): (person: Attribution['people'][number]) => string {
  const times = new Map<string, number>()
  for (const { name } of people) times.set(name, (times.get(name) ?? 0) + 1)
  return ({ name, email }) => (name === '' ? email || 'sans nom' : (times.get(name) ?? 0) > 1 && email !== '' ? `${name} <${email}>` : name)
}

const said = { author: 'écriture', coauthor: 'écriture', improver: 'amélioration', reviewer: 'relecture', importer: 'import', integrator: 'intégration', restorer: 'retour en arrière', steward: 'garant·e de la fiche', adapter: 'adaptation' } as const
async function contributionsOf(terminal: Terminal, address: string | undefined, options: Options): Promise<void> {
  if (options.version !== undefined || options.expliquer !== undefined) throw new Refused('usage.local_only', 'Sur une forge, la commande dit qui a pris part ; pour les mots, clonez la fiche (communs cloner), puis relancez-la dans la copie.')
  const [api, { placeOf }] = await Promise.all([import('../../forge/contract/api.js'), import('../place.js')])
  const place = await placeOf(address, options.serveur)
  const { people } = await place.client.call(api.listContributions, { params: { owner: place.owner, slug: place.slug } })
  if (options.json) terminal.json({ people })
  else for (const { name, roles, versions, fromOrigin } of people) terminal.say(`${name} — ${roles.map((role) => said[role as keyof typeof said] ?? role).join(', ')}${fromOrigin ? ' (fiche d’origine)' : ''}, ${versions} version${versions > 1 ? 's' : ''}`)
}
