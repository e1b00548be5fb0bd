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
type State = 'declaree' | 'plusieurs' | 'contradictoire' | 'inconnue' | 'absente'
interface FileReport { readonly fichier: string; readonly etat: State; readonly licence: string | null; readonly declarations: readonly Said[] }
interface Report {
  readonly accord: 'une' | 'par-partie' | 'incomplet' | 'plusieurs' | 'contradictoire' | 'aucune'
  readonly licences: readonly { readonly licence: string; readonly uri: string; readonly fiches: number }[]
  readonly dossiers: readonly { readonly dossier: string; readonly licences: readonly string[]; readonly fiches: number }[]
  /** What the root says of the whole (LICENSE, LICENSES, README). */
  readonly depot: Omit<FileReport, 'fichier'>
  readonly logiciel: string | null
  readonly fiches: readonly FileReport[]
  readonly images: readonly { readonly fichier: string; readonly licence: string | null; readonly declarations: readonly Said[] }[]
}

const agreements: Readonly<Record<RepositoryLicences['state'], Report['accord']>> = { one: 'une', 'per-part': 'par-partie', incomplete: 'incomplet', several: 'plusieurs', contradictory: 'contradictoire', none: 'aucune' }
const mostFiles = 50_000

/** Reads a folder (hidden ones and `node_modules` left out, links not followed) and says what it declares. Refuses what is no folder. */
export function reportOf(folder: string): Report {
  if (!existsSync(folder)) throw new Refused('repository.not_here', `Le dossier «\u00a0${folder}\u00a0» n’existe pas.`)
  if (!statSync(folder).isDirectory()) throw new Refused('repository.not_here', `«\u00a0${folder}\u00a0» n’est pas un dossier.`)
  const files = filesOf(folder)
  if (files.length === 0 && existsSync(path.join(folder, 'objects')) && existsSync(path.join(folder, 'HEAD'))) throw new Refused('repository.bare', 'Ce dépôt n’a pas de fichiers sortis\u00a0: faites-en une copie (git clone), puis donnez son dossier.')
  const found = licencesOfRepository(files)
  const detected = found.fiches.map(({ path: fichier, detected: one }) => ({ fichier, ...stateOf(one) }))
  const counted = new Map<string, { licence: string; uri: string; fiches: number }>()
  for (const { detected: { licence } } of found.fiches) if (licence) counted.set(licence.id, { licence: licence.id, uri: licence.uri, fiches: (counted.get(licence.id)?.fiches ?? 0) + 1 })
  return {
    accord: agreements[found.state], licences: [...counted.values()].sort((a, b) => b.fiches - a.fiches), dossiers: foldersOf(detected),
    depot: stateOf(found.whole), logiciel: found.software?.id ?? null, fiches: detected,
    images: found.media.map(({ path: fichier, licence, declared }) => ({ fichier, licence: licence?.id ?? null, declarations: declared.map(saidOf) })),
  }
}

function filesOf(folder: string): RepositoryFile[] {
  const files: RepositoryFile[] = []
  const walk = (inside: string): void => {
    for (const entry of readdirSync(path.join(folder, inside), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.name === 'node_modules' || (entry.name.startsWith('.') && name !== '.reuse') || entry.name.includes('\ufffd')) continue
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
    etat: { declaree: '', plusieurs: 'plusieurs licences à la fois', contradictoire: 'déclarations contradictoires', inconnue: 'licence à préciser', absente: 'aucune licence déclarée' },
    software: (one: string) => `Le logiciel à côté est sous ${one}\u00a0; les textes ont la leur.`, whole: 'Le dépôt', line: 'ligne', images: (all: number, known: number) => `Images et médias\u00a0: ${all}, dont ${known} avec une licence déclarée.`, fiches: (n: number) => `${n} fiche${n > 1 ? 's' : ''}`, softwareOnly: 'une licence de logiciel seulement\u00a0: vaut-elle aussi pour le texte\u00a0?', folders: 'Les dossiers qui ne disent pas comme la plupart', others: (n: number) => `et ${n} autre${n > 1 ? 's' : ''}`, more: (n: number) => `… et ${n} autres`,
  },
  en: {
    accord: { 'une': 'All fiches have the same licence.', 'par-partie': 'Each fiche has a licence, not all the same.', 'incomplet': 'Some fiches have no clear licence.', 'plusieurs': 'Some fiches are under several licences at once: a person has to say whether one chooses, or which part is under which.', 'contradictoire': 'Some fiches contradict themselves about their licence: a person has to choose.', 'aucune': 'No licence is declared: all rights are reserved.' },
    etat: { declaree: '', plusieurs: 'several licences at once', contradictoire: 'contradictory declarations', inconnue: 'licence to be stated', absente: 'no licence declared' },
    software: (one: string) => `The software beside is under ${one}; the texts have their own.`, whole: 'The repository', line: 'line', images: (all: number, known: number) => `Pictures and media: ${all}, ${known} of them with a declared licence.`, fiches: (n: number) => `${n} fiche${n === 1 ? '' : 's'}`, softwareOnly: 'a software licence only: does it cover the text too?', folders: 'Folders that do not say as most do', others: (n: number) => `and ${n} more`, more: (n: number) => `… and ${n} more`,
  },
} as const
const mostShown = 20

export function sayReport(terminal: Terminal, report: Report): void {
  const w = words[terminal.locale]
  const colon = terminal.locale === 'fr' ? '\u00a0:' : ':'
  terminal.say(report.fiches.length === 0 ? (terminal.locale === 'fr' ? 'Aucune fiche ici (fichiers .md).' : 'No fiche here (.md files).') : w.accord[report.accord])
  for (const { licence, fiches } of report.licences) terminal.say(`  ${licence} — ${w.fiches(fiches)}`)
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
  for (const one of report.fiches.filter(({ etat }) => etat !== 'declaree')) { const key = JSON.stringify([one.etat, one.declarations]); unclear.set(key, [...(unclear.get(key) ?? []), one]) }
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
