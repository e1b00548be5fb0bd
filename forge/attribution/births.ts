/** How the words that a commit brings come to the world, and whose they are. */
import { parseFiche } from '../../content-schema/fiche.js'
import { isRecord } from '../../content-schema/header.js'
import { identify } from '../../content-schema/licences/identify.js'
import type { HistoryCommit, Identity } from './history.js'
import { authorsOf, distinctPeople, importOf, mapped, parseIdentities, samePerson, trailersOf, type Mailmap } from './identities.js'
import type { How } from './ledger.js'

export interface Birth {
  readonly how: How
  /** Who wrote the words that are new in `text`. Empty when the commit says it brings other people's words and nothing names them. */
  authors(text: string): readonly Identity[]
  /** The licence the commit declares for what it brings. */
  readonly licence?: string
  /** Whom the commit names beside its author, when who committed it is its author. */
  readonly beside: readonly Identity[]
}

export function birthOf(commit: HistoryCommit, mailmap: Mailmap): Birth {
  const trailers = trailersOf(commit.message)
  const authors = authorsOf(commit, mailmap)
  const licence = trailers.originalLicences.map((label) => identify(label)?.id).find((id) => id !== undefined)
  const imported = importOf(commit, mailmap)
  const isOwn = commit.committer === undefined || samePerson(mapped(mailmap, commit.author), mapped(mailmap, commit.committer))
  const beside = isOwn ? trailers.coAuthors.map((identity) => mapped(mailmap, identity)) : []
  if (imported === undefined) {
    const how = commit.parents.length > 1 ? 'merged' : isSquash(commit.message, trailers.coAuthors.length) ? 'squashed' : 'typed'
    return { how, beside, authors: () => authors, ...(licence !== undefined && { licence }) }
  }
  return {
    how: 'imported', beside, ...(licence !== undefined && { licence }),
    authors: (text) => (imported === 'unnamed' ? distinctPeople([...namedIn(text).map((identity) => mapped(mailmap, identity)), ...authors]) : authors),
  }
}

/** The authors that an imported text names in its own header: those of its sources, else its own. */
function namedIn(text: string): Identity[] {
  const { header, fields } = parseFiche(text)
  const sources = header['sources']
  const ofSources = (Array.isArray(sources) ? sources : [sources]).flatMap((source) => (isRecord(source) ? namesIn(source['auteurs'] ?? source['authors'] ?? source['auteur'] ?? source['author']) : []))
  return (ofSources.length > 0 ? ofSources : fields.auteurs.map(({ nom }) => nom)).flatMap(parseIdentities)
}

/** Names given as one text, a list of texts, or records with a name (and perhaps an address). */
function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (!isRecord(value)) return typeof value === 'string' ? [value] : []
  const name = [value['nom'], value['name']].find((each) => typeof each === 'string') ?? ''
  const email = [value['email'], value['courriel']].find((each) => typeof each === 'string')
  return [email === undefined ? name : `${name} <${email}>`]
}

/** Messages that `git merge --squash`, GitHub and GitLab write for a squash; and, with co-authors, this forge's. */
function isSquash(message: string, coAuthors: number): boolean {
  if (/^Squashed commit of the following:/m.test(message)) return true
  const lines = message.slice(0, 100_000).split('\n')
  const numbered = /\([#!]\d+\)\s*$/.test(lines[0]!.slice(-40))
  return (numbered && (coAuthors > 0 || lines.filter((line) => line.startsWith('* ')).length > 1))
    || (coAuthors > 0 && lines.some((line) => /^merge-request:/i.test(line)))
}
