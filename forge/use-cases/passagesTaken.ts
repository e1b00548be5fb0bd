import { createHash } from 'node:crypto'
import { identify } from '../../content-schema/licences/identify.js'
import { verdict, type Verdict } from '../../content-schema/licences/verdict.js'
import { COMMONS_POLICY, type LicencePolicy } from '../../content-schema/licences/policy.js'
import { addedWords, bareWords, holdsWords } from '../attribution/added-words.js'
import { distinctPeople } from '../attribution/identities.js'
import type { Oid } from '../domain/git.js'
import { grantsIn, type Grant } from '../domain/grants.js'
import type { Ingredient } from '../domain/incoming.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import type { SharedPassage } from '../domain/shared-passages.js'
import { decodeText } from './indexResource.js'
import type { IncomingTexts } from './incomingTexts.js'
import { labelNow } from './labels.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { passageBirths, stoodBefore, type Birth } from './passageBirths.js'

export type Judging = Pick<Deps, 'git' | 'resources' | 'provenance' | 'passages'> & NamingAuthors

/** What is asked of the words of a change: of which resource, under which label, who offers them. */
export interface Judged {
  readonly resource: Pick<Resource, 'id' | 'tip' | 'origin'>
  readonly target: string
  /** The label itself changes: every word comes under the new one, not only those added. */
  readonly isRelabelled: boolean
  readonly proposer: PersonId | undefined
  /** Texts the resource was offered before, and when it got them. */
  readonly offeredBefore?: readonly { readonly head: Oid; readonly at: number }[]
}

/** What stands for a licence nobody can name. */
export const toState = 'licence à préciser'
/** From how many words on a passage found elsewhere is worth a line: the index finds all of those, and below sentences meet by chance. */
const leastWords = 12
/** Histories read through for one change; further sources are judged by their declared licence alone. */
const mostHistories = 12
const quoteLength = 240
/** Fiches that let a passage in, looked through for older words. */
const mostOlder = 3

/** A source of a passage, judged. */
export interface Candidate { readonly passage: SharedPassage; readonly source: Resource; readonly at: number; readonly ingredient: Ingredient }

/**
 * The passages a change adds that stand in other public fiches, each under its licence: that of its words' birth where their history tells,
 * else the fiche's own. Words that were in this resource before the other had them, or that both have from this one, are not told; nor are
 * those of its family where the licences agree.
 */
export async function passagesTaken(deps: Judging, asked: Judged, incoming: IncomingTexts, policy: LicencePolicy = COMMONS_POLICY): Promise<readonly Ingredient[]> {
  if (incoming.texts.length === 0) return []
  const shared = await deps.passages.sharedBy(incoming.texts, { except: [asked.resource.id], least: leastWords })
  if (shared.length === 0) return []
  const held = asked.isRelabelled ? [] : await incoming.held()
  const texts = new Map(incoming.texts.map(({ path, text }) => [path, { text, added: addedWords(text, held) }]))
  const added = shared.filter(({ path, at, words }) => isThisChanges(words, texts.get(path)?.added(at) ?? 0, policy))
  const sources = new Map((await Promise.all([...new Set(added.map(({ elsewhere }) => elsewhere.resource))].map(async (id) => deps.resources.find(id)))).flatMap((one) => (one?.state === 'published' ? [[one.id, one] as const] : [])))
  const judge = passageJudge(deps, asked, policy)
  const candidates: Candidate[] = []
  // The oldest fiches first: they are the likeliest to be where the words come from, and their histories are read before those of others.
  const ordered = added.flatMap((passage) => { const source = sources.get(passage.elsewhere.resource); return source ? [{ passage, source }] : [] }).sort((a, b) => a.source.createdAt - b.source.createdAt)
  for (const { passage, source } of ordered) {
    const alsoIn = ordered.filter((other) => other.source.id !== source.id && haveCommon(other.passage, passage)).map((other) => other.source.id)
    candidates.push(...await judge({ source, passage, text: texts.get(passage.path)!.text, alsoIn: [...new Set(alsoIn)].slice(0, mostOlder) }))
  }
  return told(deps, candidates, asked.resource)
}

/** Whether a passage is this change's doing: it adds enough of its words, or those that make it long enough to stop. So no slices add up to one. */
const isThisChanges = (words: number, added: number, { passageWords }: LicencePolicy): boolean => added >= leastWords || (added > 0 && words >= passageWords && words - added < passageWords)

/**
 * Those to tell: what stops or warns, once per birth; what was granted; and of the rest, the oldest source of words that nothing else tells,
 * unless it is family.
 */
async function told(deps: Pick<Deps, 'git'>, candidates: readonly Candidate[], into: Judged['resource']): Promise<readonly Ingredient[]> {
  const passing = candidates.filter(({ ingredient }) => ingredient.verdict.verdict === 'pass').sort((a, b) => Number(b.ingredient.granted.length > 0) - Number(a.ingredient.granted.length > 0) || a.at - b.at)
  const kept = new Map<string, Candidate>()
  for (const one of candidates.filter(({ ingredient }) => ingredient.verdict.verdict !== 'pass')) {
    if (kept.has(one.ingredient.name)) continue
    const { ingredient } = one
    const others = passing.filter((other) => isOfSameWords(other, one)).slice(0, mostOlder)
    const older = ingredient.verdict.verdict === 'block' ? await olderAmong(deps, others, ingredient.from.passage?.text ?? '', one.at) : undefined
    // Both may have the words from the older fiche, whose licence lets them in: a person looks.
    kept.set(ingredient.name, older === undefined ? one : { ...one, ingredient: { ...ingredient, olderIn: { title: older.title, address: addressOf(older) }, mayGrant: [], verdict: { ...ingredient.verdict, verdict: 'warn' } } })
  }
  for (const one of passing) {
    if (isFamily(one.source, into) || (one.ingredient.granted.length === 0 && [...kept.values()].some((other) => isOfSameWords(other, one)))) continue
    if (!kept.has(one.ingredient.name)) kept.set(one.ingredient.name, one)
  }
  return [...kept.values()].map(({ ingredient }) => ingredient)
}

/** Whether most of the shorter passage is in the longer one, in the text asked about. */
const isOfSameWords = ({ passage: a }: Candidate, { passage: b }: Candidate): boolean => haveCommon(a, b)

function haveCommon(a: SharedPassage, b: SharedPassage): boolean {
  const common = Math.min(a.at[1], b.at[1]) - Math.max(a.at[0], b.at[0])
  return a.path === b.path && common * 2 > Math.min(a.at[1] - a.at[0], b.at[1] - b.at[0])
}

const isFamily = (source: Resource, { id, origin }: Judged['resource']): boolean => source.id === origin?.resource || source.origin?.resource === id || (origin !== undefined && source.origin?.resource === origin.resource)

async function olderAmong(deps: Pick<Deps, 'git'>, candidates: readonly Candidate[], passage: string, at: number): Promise<Resource | undefined> {
  for (const { source } of candidates) if (passage !== '' && await stoodBefore(deps, source, passage, at)) return source
  return undefined
}

/** A passage, its source, and the text it comes into. */
export interface Judgeable {
  readonly source: Resource
  readonly passage: SharedPassage
  /** The whole text it comes into. */
  readonly text: string
  /** Other fiches that hold the same words. */
  readonly alsoIn: readonly ResourceId[]
}

/** How what is judged is known: the births of a passage's words, and whether the resource that takes them had them before a date. */
export interface Knowing {
  births(source: Resource, passage: SharedPassage): Promise<readonly Birth[] | undefined>
  hadBefore(words: string, at: number): Promise<boolean>
}

/** Judges one passage of one source; several answers when its words were born under several licences, none when they come home. */
export function passageJudge(deps: Judging, asked: Judged, policy: LicencePolicy = COMMONS_POLICY, knowing: Knowing = {
  births: (source, passage) => passageBirths(deps, asked.resource, source, passage), hadBefore: (words, at) => stoodBefore(deps, asked.resource, words, at, asked.offeredBefore),
}) {
  const { resource, target } = asked
  const grants = new Map<ResourceId, Promise<readonly Grant[]>>()
  let histories = 0
  const grantsTo = (id: ResourceId) => { const known = grants.get(id) ?? grantsOf(deps, id); grants.set(id, known); return known }

  return async ({ source, passage, text, alsoIn }: Judgeable): Promise<readonly Candidate[]> => {
    const label = await labelNow(deps, source)
    const quick = verdictOf(label, { copiedWords: passage.words })
    const isOriginHere = source.origin === undefined || (await deps.resources.find(source.origin.resource))?.state === 'published'
    // What its label lets in needs no history, unless it may have the words from a fiche nobody can look at any more.
    if (quick.verdict === 'pass' && isOriginHere) return [candidate(source, passage, text, { verdict: quick, licence: label, words: passage.words, at: undefined, people: [], birth: 'label' })]
    histories += 1
    const births = histories > mostHistories ? undefined : await knowing.births(source, passage)
    const quoted = await wordsThere(deps, passage)
    if (births === undefined) return [candidate(source, passage, text, { verdict: quick, licence: label, words: passage.words, at: undefined, people: [], birth: 'unknown' })]
    const judged: Candidate[] = []
    for (const group of byLicence(births)) {
      const [first] = group
      if (first === undefined || group.every(({ isFromHere }) => isFromHere)) continue
      const words = Math.min(passage.words, group.reduce((sum, one) => sum + one.words, 0))
      const at = Math.min(...group.map((one) => one.at))
      const offered = await licencesOf(deps, source, label, first)
      const identities = distinctPeople(group.flatMap(({ authors }) => authors))
      const nameOf = await nameAuthors(deps, identities, [source])
      const accountOf = await nameAuthors(deps, identities, [])
      const accounts = identities.map((identity) => { const { key, isConfirmed } = accountOf(identity); return isConfirmed ? key : undefined })
      // One's own words, where no label promises anything of them yet.
      if (target === toState && accounts.length > 0 && accounts.every((account) => account !== undefined && account === asked.proposer)) continue
      // What was granted to another fiche that holds the same words is granted to everybody, under that licence.
      const all = (await Promise.all([resource.id, ...alsoIn].map(grantsTo))).flat()
      const granted = all.filter((grant) => grant.source === source.id && holdsWords(bareWords(grant.words), bareWords(quoted)) && (grant.licence === target || verdictOf(grant.licence, { copiedWords: words }).verdict === 'pass'))
      const isGrantedBy = (account: string | undefined) => granted.some(({ by }) => by.id === account)
      const missing = [...new Set(accounts)].filter((account) => !isGrantedBy(account))
      const isProposers = asked.proposer !== undefined && accounts.includes(asked.proposer)
      const context = {
        copiedWords: words, grantProven: accounts.length > 0 && missing.length === 0, proposedByAuthor: isProposers, granted: isProposers && isGrantedBy(asked.proposer),
        coauthors: missing.filter((account) => account !== asked.proposer).length,
      }
      const answer = offered.map((licence) => ({ licence, verdict: verdictOf(licence, context) })).reduce((best, one) => (rank(one.verdict) < rank(best.verdict) ? one : best))
      if (answer.verdict.verdict !== 'pass' && await knowing.hadBefore(quoted, at)) continue
      judged.push(candidate(source, passage, text, {
        verdict: answer.verdict, licence: answer.licence, words, at, birth: group.map(({ commit }) => commit).sort().join(), quoted,
        people: identities.map((identity) => nameOf(identity)), granted, mayGrant: answer.verdict.verdict === 'block' ? missing.filter((one): one is string => one !== undefined) : [],
      }))
    }
    return judged
  }

  function verdictOf(licence: string | undefined, context: NonNullable<Parameters<typeof verdict>[0]['context']>): Verdict {
    return verdict({ relation: 'integration', sources: [{ licence: licence ?? toState }], target, context }, policy)
  }
}

/** Every grant made to a resource; none to one that is still to be made. */
const grantsOf = async (deps: Pick<Deps, 'git'>, id: string): Promise<readonly Grant[]> => (await deps.git.exists(id) ? grantsIn(await deps.git.events(id, RESOURCE_JOURNAL)) : [])

const rank = ({ verdict: answer }: Verdict): number => (answer === 'pass' ? 0 : answer === 'warn' ? 1 : 2)

/** A word keeps the licence of its birth, and what its own fiche grants since; the label of a fiche that took it from elsewhere grants nothing. */
async function licencesOf(deps: Pick<Deps, 'git'>, source: Resource, label: string | undefined, { licence, elsewhere }: Birth): Promise<readonly (string | undefined)[]> {
  if (elsewhere === undefined) return [label, ...(licence === undefined ? [] : [licence])]
  const there = elsewhere === null ? undefined : await labelNow(deps, elsewhere)
  return licence !== undefined || there !== undefined ? [licence, there].filter((one) => one !== undefined) : [source.licence.state === 'declared' ? label : undefined]
}

/** Births together when they were under one licence, in one fiche. */
function byLicence(births: readonly Birth[]): readonly (readonly Birth[])[] {
  const groups = new Map<string, Birth[]>()
  for (const birth of births) {
    const key = `${birth.isFromHere} ${birth.licence ?? ''} ${birth.elsewhere === undefined ? '' : birth.elsewhere?.id ?? '?'}`
    groups.set(key, [...(groups.get(key) ?? []), birth])
  }
  return [...groups.values()]
}

async function wordsThere(deps: Pick<Deps, 'git'>, { elsewhere: { resource, commit, path, at } }: SharedPassage): Promise<string> {
  const file = await deps.git.file(resource, commit, path)
  return file ? decodeText(file.bytes).slice(...at) : ''
}

function candidate(source: Resource, passage: SharedPassage, text: string, judged: {
  readonly verdict: Verdict
  readonly licence: string | undefined
  readonly words: number
  readonly at: number | undefined
  /** What tells two births apart. */
  readonly birth: string
  readonly people: Ingredient['people']
  readonly quoted?: string
  readonly granted?: readonly Grant[]
  readonly mayGrant?: readonly PersonId[]
}): Candidate {
  const here = text.slice(...passage.at).replace(/\s+/g, ' ').trim()
  const isLabel = judged.birth === 'label' || judged.birth === 'unknown'
  const name = createHash('sha256').update(JSON.stringify([isLabel ? source.id : judged.birth, bareWords(here)])).digest('hex').slice(0, 20)
  return {
    passage, source, at: judged.at ?? source.createdAt,
    ingredient: {
      kind: 'passage', name, words: judged.words, licence: shortName(judged.licence), people: judged.people.map(({ name: who, handle }) => ({ name: who, handle })), olderIn: undefined,
      here: { path: passage.path, line: text.slice(0, passage.at[0]).split('\n').length, quote: here.length > quoteLength ? `${here.slice(0, quoteLength)}…` : here },
      from: { title: source.title, address: addressOf(source), url: undefined, at: judged.at, passage: judged.quoted === undefined ? undefined : { resource: source.id, commit: passage.elsewhere.commit, path: passage.elsewhere.path, text: judged.quoted } },
      granted: (judged.granted ?? []).map(({ by, at }) => ({ by, at })), mayGrant: judged.mayGrant ?? [], verdict: judged.verdict,
    },
  }
}

export const shortName = (licence: string | undefined): string | undefined => (licence === undefined ? undefined : identify(licence)?.shortName ?? licence)

