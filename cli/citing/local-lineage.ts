/** What a local copy knows of where its text comes from: its journal, when it was fetched, and what its header says. */
import { identify } from '../../content-schema/licences/identify.js'
import { contributions } from '../../forge/attribution/contributions.js'
import type { CreditedWork, CreditLicence, CreditPerson } from '../../forge/attribution/cite.js'
import type { HistoryCommit } from '../../forge/attribution/history.js'
import { replayResource } from '../../forge/domain/replay.js'
import type { LocalHistory } from '../history/local-history.js'

export interface LocalLineage {
  /** Who wrote here, after what was inherited. */
  readonly own: readonly CreditPerson[]
  readonly origins: readonly CreditedWork[]
}

/** `home`: the copy's address on the web, whose neighbours its journal names; '' when it has none. */
export async function localLineage(history: LocalHistory, home: string, locale: 'fr' | 'en'): Promise<LocalLineage> {
  const facts = replayResource(await history.journal())
  const commits = history.commits()
  const origin = facts?.origin
  const inherited = origin ? upTo(commits, [origin.commit, origin.takenUpTo]) : new Set<string>()
  const wrote = (some: readonly HistoryCommit[]): CreditPerson[] => contributions(some, history.mailmap === undefined ? {} : { mailmap: history.mailmap })
    .filter(({ roles }) => roles.includes('auteur') || roles.includes('co-auteur')).map(({ identity: { name, email } }) => ({ name: name || email }))
  const own = wrote(commits.filter(({ oid }) => !inherited.has(oid)))
  const licence = origin?.licence === undefined ? undefined : licenceNamed(origin.licence, locale)
  const site = siteOf(home)
  return {
    own: origin && own.length === 0 ? wrote(commits) : own,
    origins: [
      ...(origin ? [{ title: origin.title, authors: wrote(commits.filter(({ oid }) => inherited.has(oid))), ...(site !== undefined && { url: `${site}/${origin.owner}/${origin.slug}` }), ...(licence && { licence }) }] : []),
      ...(facts?.importedFrom && /^https?:\/\//i.test(facts.importedFrom.source) ? [{ title: facts.importedFrom.source.replace(/^https?:\/\/|\.git$/g, ''), url: facts.importedFrom.source, authors: [], relation: 'source' as const }] : []),
    ],
  }
}

export function licenceNamed(label: string, locale: 'fr' | 'en'): CreditLicence | undefined {
  const licence = identify(label)
  return licence && { name: locale === 'fr' ? licence.nameFr : licence.nameEn, shortName: licence.shortName, uri: licence.uri, id: licence.id }
}

/** Commits reachable from these. */
function upTo(commits: readonly HistoryCommit[], from: readonly string[]): Set<string> {
  const parents = new Map(commits.map((commit) => [commit.oid, commit.parents]))
  const seen = new Set<string>()
  const waiting = from.filter((oid) => parents.has(oid))
  for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
    if (seen.has(oid)) continue
    seen.add(oid)
    waiting.push(...parents.get(oid) ?? [])
  }
  return seen
}

function siteOf(home: string): string | undefined {
  try { return new URL(home).origin } catch { return undefined }
}
