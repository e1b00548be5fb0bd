/** What a local copy knows of who made its text and where it comes from: its history, its journal when it was fetched, and what its header says. */
import { parseFiche } from '../../content-schema/fiche.js'
import { importedOrigin, saidOrigins } from '../../forge/attribution/cite-origins.js'
import type { CreditContributor, CreditedWork, CreditPerson } from '../../forge/attribution/cite.js'
import { creditLicence } from '../../forge/attribution/credit-licence.js'
import { contributions, type Contributor } from '../../forge/attribution/contributions.js'
import { wrote, wroteVersion } from '../../forge/attribution/credited.js'
import type { HistoryCommit } from '../../forge/attribution/history.js'
import type { ChainEvent } from '../../forge/domain/git.js'
import { foldedName } from '../../forge/domain/naming.js'
import { inheritedRoles, roleEventsIn, rolesOf, withRecognised } from '../../forge/domain/replay-roles.js'
import { replayResource, type ResourceFacts } from '../../forge/domain/replay.js'
import type { FormerOrigin } from '../../forge/domain/resource.js'
import { isInForce, type RoleHolder, type RoleName } from '../../forge/domain/role-claim.js'
import { roleWords } from '../../forge/domain/role-words.js'
import type { LocalHistory } from '../history/local-history.js'

export interface LocalLineage {
  readonly authors: readonly CreditPerson[]
  /** Who changed the text after its authors. */
  readonly later: readonly CreditPerson[]
  /** Who did something else than writing, here and before the adaptation. */
  readonly helpers: readonly CreditContributor[]
  readonly origins: readonly CreditedWork[]
  /** The licence that its stewards stated where the text says none. */
  readonly clarified: string | undefined
}

/**
 * The credit of the copy's main text, as the page « Citer » of its fiche makes it: an adaptation's authors are those who adapted, what was
 * written before is its origin's. `site`: where the fiche is published, whose other addresses its journal names; undefined when unknown.
 */
export async function localLineage(history: LocalHistory, asked: { readonly site: string | undefined; readonly path: string; readonly locale: 'fr' | 'en' }): Promise<LocalLineage> {
  const chain = await history.journal()
  const facts = replayResource(chain)
  const people = peopleOf(history, facts)
  const works = facts?.origin ? [{ ...facts.origin, commits: [facts.origin.commit, facts.origin.takenUpTo] }, ...(facts.origin.before ?? []).map((one) => ({ ...one, commits: [one.commit] }))] : []
  const inherited = works.map(({ commits }) => upTo(history.commits(), commits))
  /** Those of a text, once what it was adapted from is set aside; `before`: of everything it was adapted from. */
  const madeBy = async (level: number, version: string): Promise<Made> => {
    // A version from before the adaptation holds none of what was taken then: it is itself the origin's.
    const [held, taken] = [inherited[level - 1]?.size === 0 ? undefined : inherited[level - 1], inherited[level]]
    const own = people(history.commits().filter(({ oid }) => (held === undefined || held.has(oid)) && taken?.has(oid) !== true))
    const before = taken === undefined ? { all: [], first: [], later: [] } : people(history.commits().filter(({ oid }) => taken.has(oid)))
    const { fields } = parseFiche((await history.fileAt(version, asked.path)) ?? '')
    const known = new Set([...own.all, ...before.all].map(({ name }) => foldedName(name)))
    const isAdapted = (taken?.size ?? 0) > 0
    return {
      first: isAdapted ? [] : own.first, later: isAdapted ? [...own.first, ...own.later] : own.later, before: [...before.first, ...before.later],
      declared: fields.auteurs.filter(({ nom }) => !known.has(foldedName(nom))).map(({ nom }) => ({ name: nom })), said: saidOrigins(fields),
    }
  }
  const made = await madeBy(0, history.at)
  const origin = await originFrom(0)
  // As long as nothing was changed since, every word is still of those before.
  const adapters = made.later.length > 0 ? made.later : made.before
  const isAdapted = works.length > 0 && made.first.length === 0
  return {
    authors: [...(isAdapted ? adapters : made.first), ...made.declared], later: isAdapted ? [] : made.later, helpers: helpersIn(chain, facts, asked),
    origins: [...origin, ...importedOrigin(facts?.importedFrom?.source), ...made.said], clarified: facts?.clarifiedLicence,
  }

  /** What a text was adapted from, and so on back, as far as its journal tells. */
  async function originFrom(level: number): Promise<readonly CreditedWork[]> {
    const work = works[level]
    if (!work) return []
    const theirs = await madeBy(level + 1, work.commits.findLast((oid) => inherited[level]?.has(oid)) ?? history.at)
    const origins = [...(await originFrom(level + 1)), ...importedOrigin(work.source), ...theirs.said]
    return [{ ...named(work, asked), authors: [...theirs.first, ...theirs.later, ...theirs.declared], ...(origins.length > 0 && { origins }) }]
  }
}

interface Made { readonly first: readonly CreditPerson[]; readonly later: readonly CreditPerson[]; readonly before: readonly CreditPerson[]; readonly declared: readonly CreditPerson[]; readonly said: readonly CreditedWork[] }

function named({ title, owner, slug, licence: label }: Pick<FormerOrigin, 'title' | 'owner' | 'slug'> & { readonly licence?: string | undefined }, { site, locale }: { readonly site: string | undefined; readonly locale: 'fr' | 'en' }): Pick<CreditedWork, 'title' | 'url' | 'licence'> {
  const licence = creditLicence(label, locale)
  return { title, ...(site !== undefined && { url: `${site}/${owner}/${slug}` }), ...(licence && { licence }) }
}

interface Writers { readonly all: readonly CreditPerson[]; readonly first: readonly CreditPerson[]; readonly later: readonly CreditPerson[] }

/** Who took part in some versions, authors of the oldest apart; names that the resource recognised as somebody's are theirs. */
function peopleOf(history: LocalHistory, facts: ResourceFacts | undefined): (commits: readonly HistoryCommit[]) => Writers {
  const recognised = new Map((facts?.recognised ?? []).map(({ name, person }) => [foldedName(name), person.name]))
  const person = ({ identity: { name, email } }: Contributor): CreditPerson =>
    ({ name: (/@users\.noreply\./.test(email) ? undefined : recognised.get(foldedName(name))) ?? (name || email.replace(/@.*$/, '')) })
  return (commits) => {
    const people = contributions(commits, history.mailmap === undefined ? {} : { mailmap: history.mailmap }).filter(({ roles }) => roles.some((role) => role !== 'robot'))
    const writers = people.filter(wrote)
    const oldest = oldestOf(commits)
    const isFirst = ({ what }: Contributor): boolean => wroteVersion(what, oldest)
    return { all: people.map(person), first: writers.filter(isFirst).map(person), later: writers.filter((one) => !isFirst(one)).map(person) }
  }
}

/** The version that comes from none of the others, the earliest if several do. */
function oldestOf(commits: readonly HistoryCommit[]): string | undefined {
  const here = new Set(commits.map(({ oid }) => oid))
  const when = ({ committedAt, at }: HistoryCommit): number => committedAt ?? at
  return commits.filter(({ parents }) => !parents.some((parent) => here.has(parent))).reduce<HistoryCommit | undefined>((first, one) => (first === undefined || when(one) < when(first) ? one : first), undefined)?.oid
}

/** The roles in force: said here, then those the adaptation was born with. */
function helpersIn(chain: readonly ChainEvent[], facts: ResourceFacts | undefined, { site, locale }: { readonly site: string | undefined; readonly locale: 'fr' | 'en' }): readonly CreditContributor[] {
  const helper = ({ role, holder }: { readonly role: RoleName; readonly holder: RoleHolder }): CreditContributor => ({
    name: 'person' in holder ? holder.person.name : holder.name, role: roleWords[locale][role],
    ...('person' in holder && holder.person.handle !== '' && site !== undefined && { url: `${site}/@${holder.person.handle}` }),
  })
  return [...withRecognised(rolesOf(roleEventsIn(chain)).filter(isInForce), facts?.recognised), ...withRecognised(inheritedRoles(chain), facts?.recognised)].map(helper)
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
