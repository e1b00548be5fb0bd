import { statSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import type { Attribution } from '../../forge/attribution/provenance.js'
import type { LocalHistory } from '../history/local-history.js'
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
  const { attribute, explain, AttributionMemory } = await import('../../forge/attribution/provenance.js')
  const memory = new AttributionMemory()
  const bar = progressBar(terminal, 'versions', history.commits().length)
  const paths = file === undefined ? undefined : [await pathIn(history, file)]
  const result = await attribute(history, { at: history.at, memory, ...(paths && { paths }), onProgress: (done) => { bar.at(done) } }).finally(() => { bar.end() })
  if (options.expliquer !== undefined) {
    const word = options.expliquer
    const found = []
    for (const { path: each } of result.files) for (const { start, chain } of await explain(history, { at: history.at, memory, path: each, word })) found.push({ path: each, start, chain })
    if (options.json) { terminal.json({ mot: word, occurrences: found }); return }
    sayChains(terminal, history, word, found)
    return
  }
  if (options.json) writeJson(result)
  else sayShares(terminal, history, result)
}

/** The exact path of a file of the version: from the repository's root, from the folder asked, or written with other Unicode forms. */
async function pathIn(history: LocalHistory, asked: string): Promise<string> {
  const wanted = asked.replace(/^\.\//, '')
  for (const candidate of [history.prefix + wanted, wanted]) if ((await history.file(candidate)) !== undefined) return markdownOnly(candidate)
  const known = new Set(history.commits().flatMap((commit) => [...commit.changes.keys()]))
  for (const each of known) if (each.normalize('NFC') === wanted.normalize('NFC') && (await history.file(each)) !== undefined) return each
  const close = [...known].filter((each) => path.basename(each).toLowerCase() === path.basename(wanted).toLowerCase()).slice(0, 3)
  throw new Refused('file.unknown', `Cette version n’a pas de fichier « ${asked} ».${close.length > 0 ? ` Peut-être : ${close.join(', ')}` : ''}`)
}

function markdownOnly(file: string): string {
  if (!/\.(md|markdown)$/i.test(file)) throw new Refused('file.not_markdown', `« ${file} » n’est pas un fichier Markdown : seuls leurs mots sont attribués.`)
  return file
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
  if (notCovered.length > 0) terminal.say(`Non couvert : ${notCovered.slice(0, 5).map((each) => (each.kind === 'missing_commit' ? `la version ${each.oid.slice(0, 8)} manque dans cette copie partielle` : `${each.path} (${each.oid.slice(0, 8)}) est illisible`)).join(' ; ')}${notCovered.length > 5 ? ` ; et ${notCovered.length - 5} autres` : ''}.`)
}

/** A name, with its address where two people have the same one. */
function named(people: Attribution['people']): (person: Attribution['people'][number]) => string {
  const times = new Map<string, number>()
  for (const { name } of people) times.set(name, (times.get(name) ?? 0) + 1)
  return ({ name, email }) => (name === '' ? email || 'sans nom' : (times.get(name) ?? 0) > 1 && email !== '' ? `${name} <${email}>` : name)
}

const said = { author: 'écriture', coauthor: 'écriture', improver: 'amélioration', reviewer: 'relecture', importer: 'import', integrator: 'intégration', restorer: 'retour en arrière', steward: 'garant·e de la fiche', adapter: 'adaptation' } as const
const hows = { moved: 'fichier renommé', typed: 'écrit', copied: 'copié', restored: 'rétabli', imported: 'importé', merged: 'écrit en intégrant', squashed: 'écrit, puis réuni à d’autres versions' } as const

function sayChains(terminal: Terminal, history: LocalHistory, word: string, found: readonly { path: string; chain: readonly { how: string; commit: string; path: string }[] }[]): void {
  if (found.length === 0) { terminal.say(`« ${word} » n’est pas dans cette version (le mot s’écrit exactement comme dans le texte).`); return }
  const commits = new Map(history.commits().map((commit) => [commit.oid, commit]))
  found.forEach(({ path: where, chain }, i) => {
    terminal.say(`« ${word} », ${i + 1} sur ${found.length}, dans ${where}`)
    for (const { how, commit, path: through } of chain) {
      const version = commits.get(commit)
      const day = version && Number.isFinite(version.at) && Math.abs(version.at) < 8.64e15 ? new Date(version.at).toISOString().slice(0, 10) : 'date inconnue'
      terminal.say(`  ${hows[how as keyof typeof hows] ?? how} — ${through}, version ${commit.slice(0, 8)} (${day}), ${version?.author.name || version?.author.email || 'sans nom'}`)
    }
  })
}

async function contributionsOf(terminal: Terminal, address: string | undefined, options: Options): Promise<void> {
  if (options.version !== undefined || options.expliquer !== undefined) throw new Refused('usage.local_only', 'Sur une forge, la commande dit qui a pris part ; pour les mots, clonez la fiche (communs cloner), puis relancez-la dans la copie.')
  const [api, { placeOf }] = await Promise.all([import('../../forge/contract/api.js'), import('../place.js')])
  const place = await placeOf(address, options.serveur)
  const { people } = await place.client.call(api.listContributions, { params: { owner: place.owner, slug: place.slug } })
  if (options.json) terminal.json({ people })
  else for (const { name, roles, versions, fromOrigin } of people) terminal.say(`${name} — ${roles.map((role) => said[role as keyof typeof said] ?? role).join(', ')}${fromOrigin ? ' (fiche d’origine)' : ''}, ${versions} version${versions > 1 ? 's' : ''}`)
}
