/** How a word came where it stands, as sentences in French or English. */
import type { HistoryCommit, Oid } from '../../forge/attribution/history.js'
import type { ProvenanceStep } from '../../forge/attribution/provenance.js'
import { subjectOf } from '../../forge/attribution/contributions.js'
import type { Locale } from '../../web/messages/messages.js'

export interface ExplainedWord {
  readonly path: string
  readonly start: number
  /** Names of who wrote it. */
  readonly authors: readonly string[]
  readonly licence?: string
  readonly confidence: number
  readonly chain: readonly ProvenanceStep[]
  /** The version that brought it into the text asked about, when it was written beside it. */
  readonly integratedIn?: Oid
}

export interface KnownVersions {
  readonly commits: ReadonlyMap<Oid, HistoryCommit>
  /** Names of versions (`1.2`), by commit. */
  readonly names: ReadonlyMap<Oid, string>
}

const french = {
  links: { typed: 'écrit', copied: 'copié', restored: 'rétabli', imported: 'importé', merged: 'écrit en réunissant deux versions', squashed: 'écrit, et réuni avec d’autres changements', moved: 'le fichier a changé de nom', integrated: 'entré dans ce texte' },
  by: (names: string) => `par ${names}`, nobody: 'sans nom d’auteur : à confirmer', in: (path: string) => `dans ${path}`, from: (repository: string) => `dans la ressource ${repository}`,
  on: (day: string) => `le ${day}`, undated: 'date inconnue', version: (name: string) => `version ${name}`, quoted: (subject: string) => `«\u00a0${subject}\u00a0»`, and: ' et ',
  head: (word: string, at: number, of: number, path: string) => `«\u00a0${word}\u00a0», ${at} sur ${of}, dans ${path}`,
  licence: (id: string) => `licence à sa naissance\u00a0: ${id}`, sure: (part: string) => `sûreté\u00a0: ${part}`,
}
const english: typeof french = {
  links: { typed: 'written', copied: 'copied', restored: 'put back', imported: 'imported', merged: 'written while joining two versions', squashed: 'written, and joined with other changes', moved: 'the file changed its name', integrated: 'came into this text' },
  by: (names) => `by ${names}`, nobody: 'no author named: to confirm', in: (path) => `in ${path}`, from: (repository) => `in the resource ${repository}`,
  on: (day) => `on ${day}`, undated: 'date unknown', version: (name) => `version ${name}`, quoted: (subject) => `“${subject}”`, and: ' and ',
  head: (word, at, of, path) => `“${word}”, ${at} of ${of}, in ${path}`,
  licence: (id) => `licence at its birth: ${id}`, sure: (part) => `certainty: ${part}`,
}

/** One occurrence, a line a step. */
export function chainSentences(word: string, found: ExplainedWord, at: number, of: number, versions: KnownVersions, locale: Locale): string[] {
  const says = locale === 'en' ? english : french
  const lines = found.chain.map((step, i) => {
    const commit = versions.commits.get(step.commit)
    const writers = i === 0 ? found.authors : commit ? [commit.author.name || commit.author.email].filter((name) => name !== '') : []
    const who = writers.length > 0 ? says.by(listed(writers, says.and)) : i === 0 ? says.nobody : undefined
    return line([says.links[step.how], who, says.in(step.path), step.repository === undefined ? undefined : says.from(step.repository), ...when(step.commit, versions, says, locale)])
  })
  if (found.integratedIn !== undefined) {
    const name = versions.commits.get(found.integratedIn)?.author.name
    lines.push(line([says.links.integrated, name ? says.by(name) : undefined, ...when(found.integratedIn, versions, says, locale)]))
  }
  const part = new Intl.NumberFormat(locale, { style: 'percent' }).format(found.confidence)
  return [says.head(word, at, of, found.path), ...lines, line([found.licence === undefined ? undefined : says.licence(found.licence), says.sure(part)])]
}

const line = (parts: readonly (string | undefined)[]): string => `  ${parts.filter((part) => part !== undefined).join(', ')}`

function when(oid: Oid, { commits, names }: KnownVersions, says: typeof french, locale: Locale): string[] {
  const commit = commits.get(oid)
  const isDated = commit !== undefined && commit.at !== 0 && Number.isFinite(commit.at) && Math.abs(commit.at) < 8.64e15
  const day = isDated ? says.on(new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(commit.at)) : says.undated
  const subject = commit === undefined ? '' : subjectOf(commit.message)
  return [day, says.version(names.get(oid) ?? oid.slice(0, 8)) + (subject === '' ? '' : ` ${says.quoted(subject)}`)]
}

const listed = (names: readonly string[], and: string): string => (names.length < 2 ? names.join('') : names.slice(0, -1).join(', ') + and + names[names.length - 1]!)
