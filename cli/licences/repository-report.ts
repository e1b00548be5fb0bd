/** What the files of a folder declare of their licences, for people and for programs. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { LicenceDeclaration } from '../../content-schema/licences/detect.js'
import { identify } from '../../content-schema/licences/identify.js'
import { isMedia, isRead, licencesOfRepository, type RepositoryFile, type RepositoryLicences } from '../../content-schema/licences/repository.js'
import { mostBytes } from '../files.js'
import { Refused } from '../refusals.js'
import type { Terminal } from '../terminal.js'

interface Said { readonly ou: string; readonly dit: string; readonly licence: string | null; readonly ligne?: number }
type State = 'declaree' | 'choix' | 'ensemble' | 'plusieurs' | 'contradictoire' | 'inconnue' | 'absente'
interface FileReport { readonly fichier: string; readonly etat: State; readonly licence: string | null; readonly declarations: readonly Said[] }
interface Report {
  readonly accord: 'une' | 'par-partie' | 'incomplet' | 'plusieurs' | 'contradictoire' | 'aucune'
  /** `uri` is null for a label of several licences. */
  readonly licences: readonly { readonly licence: string; readonly uri: string | null; readonly fiches: number }[]
  readonly dossiers: readonly { readonly dossier: string; readonly licences: readonly string[]; readonly fiches: number }[]
  /** What the root says of the whole (LICENSE, LICENSES, README). */
  readonly depot: Omit<FileReport, 'fichier'>
  readonly logiciel: string | null
  readonly fiches: readonly FileReport[]
  readonly images: readonly { readonly fichier: string; readonly licence: string | null; readonly declarations: readonly Said[] }[]
}

const agreements: Readonly<Record<RepositoryLicences['state'], Report['accord']>> = { one: 'une', 'per-part': 'par-partie', incomplete: 'incomplet', several: 'plusieurs', contradictory: 'contradictoire', none: 'aucune' }
const mostFiles = 50_000

/** Reads a folder (hidden ones and `node_modules` left out, links not followed), or the last version of a bare repository, and says what it declares. Refuses what is neither, and a repository without any version. */
export async function reportOf(folder: string): Promise<Report> {
  if (!existsSync(folder)) throw new Refused('repository.not_here', `Le dossier «\u00a0${folder}\u00a0» n’existe pas.`)
  if (!statSync(folder).isDirectory()) throw new Refused('repository.not_here', `«\u00a0${folder}\u00a0» n’est pas un dossier.`)
  const isBare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(path.join(folder, name)))
  const files = isBare ? await (await import('./bare-repository.js')).filesOfBare(folder, { isKept: isShown, most: mostFiles }) : filesOf(folder)
  const found = licencesOfRepository(files)
  const detected = found.fiches.map(({ path: fichier, detected: one, joined }) => ({ fichier, ...stateOf(one), ...(joined && { etat: joined.kind === 'or' ? 'choix' as const : 'ensemble' as const, licence: joined.label }) }))
  const counted = new Map<string, { licence: string; uri: string | null; fiches: number }>()
  for (const { licence } of detected) if (licence !== null) counted.set(licence, { licence, uri: identify(licence)?.uri ?? null, fiches: (counted.get(licence)?.fiches ?? 0) + 1 })
  return {
    accord: agreements[found.state], licences: [...counted.values()].sort((a, b) => b.fiches - a.fiches), dossiers: foldersOf(detected),
    depot: stateOf(found.whole), logiciel: found.software?.id ?? null, fiches: detected,
    images: found.media.map(({ path: fichier, licence, declared }) => ({ fichier, licence: licence?.id ?? null, declarations: declared.map(saidOf) })),
  }
}

/** Neither hidden, nor a module's, nor under a name that is no text. */
const isShown = (name: string): boolean => name.split('/').every((part, depth) => part !== 'node_modules' && !(part.startsWith('.') && !(depth === 0 && part === '.reuse')) && !part.includes('\ufffd'))

function filesOf(folder: string): RepositoryFile[] {
  const files: RepositoryFile[] = []
  const walk = (inside: string): void => {
    for (const entry of readdirSync(path.join(folder, inside), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (!isShown(name)) continue
      if (entry.isDirectory()) walk(name)
      else if (entry.isFile() && (isRead(name) || isMedia(name)) && files.length < mostFiles) files.push(fileOf(folder, name))
    }
  }
  walk('')
  return files
}

/** What is not UTF-8 is read with what cannot be read replaced: a licence is in plain letters. */
function fileOf(folder: string, name: string): RepositoryFile {
  const full = path.join(folder, name)
  return isRead(name) && statSync(full).size <= mostBytes ? { path: name, text: new TextDecoder('utf-8').decode(readFileSync(full)) } : { path: name }
}

function stateOf({ state, licence, several, declared }: RepositoryLicences['whole']): Omit<FileReport, 'fichier'> {
  const etat: State = state === 'declared' ? 'declaree' : state === 'contradictory' ? (several === true ? 'plusieurs' : 'contradictoire') : state === 'unknown' ? 'inconnue' : 'absente'
  return { etat, licence: licence?.id ?? null, declarations: declared.map(saidOf) }
}

const saidOf = ({ where, label, licence, line }: LicenceDeclaration): Said => ({ ou: where, dit: label.replace(/\s+/g, ' ').trim().slice(0, 200), licence: licence?.id ?? null, ...(line !== undefined && { ligne: line }) })

/** Each folder whose fiches do not say what the folder above says. */
function foldersOf(files: readonly FileReport[]): Report['dossiers'] {
  const folders = new Map<string, FileReport[]>()
  for (const file of files) {
    const folder = path.posix.dirname(file.fichier)
    folders.set(folder, [...(folders.get(folder) ?? []), file])
  }
  return [...folders].map(([dossier, inside]) => ({ dossier, licences: [...new Set(inside.map(({ licence, etat }) => licence ?? etat))].sort(), fiches: inside.length })).sort((a, b) => (a.dossier < b.dossier ? -1 : 1))
}

const words = {
  fr: {
    accord: { 'une': 'Toutes les fiches ont la même licence.', 'par-partie': 'Chaque fiche a une licence, pas toutes la même.', 'incomplet': 'Des fiches n’ont pas de licence claire.', 'plusieurs': 'Des fiches sont sous plusieurs licences à la fois\u00a0: une personne doit dire si l’on choisit, ou quelle partie est sous laquelle.', 'contradictoire': 'Des fiches se contredisent sur leur licence\u00a0: une personne doit choisir.', 'aucune': 'Aucune licence n’est déclarée\u00a0: tous les droits sont réservés.' },
    etat: { declaree: '', choix: 'au choix', ensemble: 'toutes à la fois', plusieurs: 'plusieurs licences à la fois', contradictoire: 'déclarations contradictoires', inconnue: 'licence à préciser', absente: 'aucune licence déclarée' },
    software: (one: string) => `Le logiciel à côté est sous ${one}\u00a0; les textes ont la leur.`, whole: 'Le dépôt', line: 'ligne', images: (all: number, known: number) => `Images et médias\u00a0: ${all}, dont ${known} avec une licence déclarée.`, fiches: (n: number) => `${n} fiche${n > 1 ? 's' : ''}`, softwareOnly: 'une licence de logiciel seulement\u00a0: vaut-elle aussi pour le texte\u00a0?', folders: 'Les dossiers qui ne disent pas comme la plupart', others: (n: number) => `et ${n} autre${n > 1 ? 's' : ''}`, more: (n: number) => `… et ${n} autres`,
  },
  en: {
    accord: { 'une': 'All fiches have the same licence.', 'par-partie': 'Each fiche has a licence, not all the same.', 'incomplet': 'Some fiches have no clear licence.', 'plusieurs': 'Some fiches are under several licences at once: a person has to say whether one chooses, or which part is under which.', 'contradictoire': 'Some fiches contradict themselves about their licence: a person has to choose.', 'aucune': 'No licence is declared: all rights are reserved.' },
    etat: { declaree: '', choix: 'a choice', ensemble: 'all at once', plusieurs: 'several licences at once', contradictoire: 'contradictory declarations', inconnue: 'licence to be stated', absente: 'no licence declared' },
    software: (one: string) => `The software beside is under ${one}; the texts have their own.`, whole: 'The repository', line: 'line', images: (all: number, known: number) => `Pictures and media: ${all}, ${known} of them with a declared licence.`, fiches: (n: number) => `${n} fiche${n === 1 ? '' : 's'}`, softwareOnly: 'a software licence only: does it cover the text too?', folders: 'Folders that do not say as most do', others: (n: number) => `and ${n} more`, more: (n: number) => `… and ${n} more`,
  },
} as const
const mostShown = 20

export function sayReport(terminal: Terminal, report: Report): void {
  const w = words[terminal.locale]
  const colon = terminal.locale === 'fr' ? '\u00a0:' : ':'
  terminal.say(report.fiches.length === 0 ? (terminal.locale === 'fr' ? 'Aucune fiche ici (fichiers .md).' : 'No fiche here (.md files).') : w.accord[report.accord])
  const joined = new Map(report.fiches.flatMap(({ licence, etat }) => (licence !== null && (etat === 'choix' || etat === 'ensemble') ? [[licence, etat] as const] : [])))
  for (const { licence, fiches } of report.licences) { const how = joined.get(licence); terminal.say(`  ${licence}${how === undefined ? '' : ` (${w.etat[how]})`} — ${w.fiches(fiches)}`) }
  if (report.depot.declarations.length > 0) terminal.say(`${w.whole}${colon} ${report.depot.licence ?? w.etat[report.depot.etat]} (${report.depot.declarations.map(oneSaid).join(' ; ')})`)
  if (report.logiciel !== null) terminal.say(w.software(report.logiciel))
  const apart = report.licences.length > 1 ? report.dossiers.filter(({ licences }) => licences.length !== 1 || licences[0] !== report.licences[0]?.licence) : []
  if (apart.length > 0 && report.dossiers.length > 1) {
    terminal.say(`${w.folders}${colon}`)
    for (const { dossier, licences, fiches } of apart.slice(0, mostShown)) terminal.say(`  ${dossier} — ${licences.map((one) => (one in w.etat ? w.etat[one as State] : one)).join(', ')} (${w.fiches(fiches)})`)
    if (apart.length > mostShown) terminal.say(`  ${w.more(apart.length - mostShown)}`)
  }
  // What a README or a LICENSE says of many fiches is said once.
  const unclear = new Map<string, FileReport[]>()
  for (const one of report.fiches.filter(({ etat }) => etat !== 'declaree' && etat !== 'choix' && etat !== 'ensemble')) { const key = JSON.stringify([one.etat, one.declarations]); unclear.set(key, [...(unclear.get(key) ?? []), one]) }
  const groups = [...unclear.values()]
  for (const [first, ...others] of groups.slice(0, mostShown)) if (first) terminal.say(`  ${first.fichier}${others.length > 0 ? ` (${w.others(others.length)})` : ''} — ${whyUnclear(first, w)}`)
  if (groups.length > mostShown) terminal.say(`  ${w.more(groups.length - mostShown)}`)
  if (report.images.length > 0) terminal.say(w.images(report.images.length, report.images.filter(({ licence }) => licence !== null).length))
}

function whyUnclear({ etat, declarations }: FileReport, w: (typeof words)[Terminal['locale']]): string {
  const isSoftware = etat === 'inconnue' && declarations.length > 0 && declarations.every(({ licence }) => licence !== null && identify(licence)?.kind === 'software')
  const said = declarations.slice(0, 6).map((one) => `${oneSaid(one)}${one.ligne === undefined ? '' : `, ${w.line} ${one.ligne}`}`)
  return `${isSoftware ? w.softwareOnly : w.etat[etat]}${said.length > 0 ? ` (${said.join(' ; ')})` : ''}`
}

const oneSaid = ({ ou, dit }: Said): string => `${ou}\u00a0: ${dit}`.replace(/\s*[\r\n]\s*/g, ' ')
