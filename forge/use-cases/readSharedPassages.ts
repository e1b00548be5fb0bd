import type { Verdict } from '../../content-schema/licences/verdict.js'
import { plainWords } from '../attribution/reuse/plain-words.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { runsPast, type OriginRun, type ProvenanceAnswer } from '../domain/provenance.js'
import type { DeclaredLink, PassageElsewhere, PassageSide, ReuseReading, SharedWith } from '../domain/reuse-reading.js'
import { addressOf, type Resource } from '../domain/resource.js'
import type { Range, SharedPassage } from '../domain/shared-passages.js'
import { sharingNow } from './adaptationVerdict.js'
import { ancestorsOf, declaredLinks } from './declaredLinks.js'
import { hidingInPlace } from './hideNames.js'
import { comparedTexts } from './indexPassages.js'
import { labelNow } from './labels.js'
import { eachOnce, nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { birthsTold } from './passageBirths.js'
import { passageJudge } from './passagesTaken.js'
import { readDisputes } from './readDisputes.js'
import { familyOf, questionOf } from './readProvenance.js'
import { textFragment } from './textFragment.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'passages' | 'provenance' | 'settings' | 'communities'> & NamingAuthors

/** Resources and passages of each that one page shows: those that share most. */
const resourcesShown = 10
const passagesShown = 6
const quotedAtMost = 320

/** How many resources outside its family hold passages of what a resource publishes. */
export async function countShared(deps: Pick<Deps, 'resources' | 'passages'>, resource: Resource): Promise<number> {
  const others = await deps.passages.neighboursOf(resource.id)
  if (others.length === 0) return 0
  const mine = [resource.id, ...(await ancestorsOf(deps, resource))]
  let count = 0
  for (const id of others) {
    const other = await deps.resources.find(id)
    if (other && ![id, ...(await ancestorsOf(deps, other))].some((one) => mine.includes(one))) count += 1
  }
  return count
}

async function sharedOf(deps: Pick<Deps, 'git' | 'passages'>, { id, tip, state }: Resource): Promise<readonly SharedPassage[]> {
  return state !== 'published' || tip === undefined ? [] : deps.passages.sharedBy(await comparedTexts(deps, id, tip), { except: [id] })
}

/** « Ce passage existe aussi dans… »: what of a resource stands in others, with the facts of both sides, and what people say of it. Published texts only. */
export async function readSharedPassages(deps: Needs, actor: Actor, resource: Resource): Promise<ReuseReading> {
  const byOther = new Map<string, SharedPassage[]>()
  for (const one of await sharedOf(deps, resource)) {
    const known = byOther.get(one.elsewhere.resource)
    if (known) known.push(one); else byOther.set(one.elsewhere.resource, [one])
  }
  const total = (list: readonly SharedPassage[]): number => list.reduce((sum, { words }) => sum + words, 0)
  const ordered = [...byOther].sort(([, a], [, b]) => total(b) - total(a))
  const sides = sidesFor(deps)
  const shared: SharedWith[] = []
  for (const [id, found] of ordered.slice(0, resourcesShown)) {
    const other = await deps.resources.find(id)
    if (other) shared.push(await sharedWith(deps, sides, resource, other, found))
  }
  return {
    shared, more: Math.max(0, ordered.length - resourcesShown), disputes: await readDisputes(deps, actor, resource),
    isUnderWay: shared.some(({ passages }) => passages.some(({ here, there }) => here.state === 'under_way' || there.state === 'under_way')),
  }
}

async function sharedWith(deps: Needs, sides: Sides, resource: Resource, other: Resource, found: readonly SharedPassage[]): Promise<SharedWith> {
  const passages: PassageElsewhere[] = []
  for (const one of found.slice(0, passagesShown)) {
    const { path: theirPath, at: theirAt } = one.elsewhere
    const [ours, theirs] = await Promise.all([wordsAt(deps, resource, one.path, one.at), wordsAt(deps, other, theirPath, theirAt)])
    passages.push({
      path: one.path, quote: shortened(ours), theirs: one.changed > 0 ? shortened(theirs) : undefined, words: one.words, changed: one.changed, theirPath,
      here: await sides.of(resource, one.path, one.at), there: await sides.of(other, theirPath, theirAt),
      address: `/${addressOf(other)}${theirPath === other.mainPath ? '' : `/fichiers/${theirPath.split('/').map(encodeURIComponent).join('/')}`}${textFragment(theirs)}`,
    })
  }
  const links = await declaredLinks(deps, resource, other)
  const { from, because } = direction(links, passages[0])
  const taken = from === 'here' ? found.map((one) => turned(one, resource)) : found
  const said = await judged(deps, sides, from === 'here' ? { source: resource, into: other } : { source: other, into: resource }, taken.slice(0, passagesShown))
  return { resource: other, links, passages, more: found.length - passages.length, verdict: { from, because, said } }
}

/** The same passage, told from the other resource. */
const turned = ({ path, at, words, changed, elsewhere }: SharedPassage, { id, tip = '' }: Resource): SharedPassage =>
  ({ path: elsewhere.path, at: elsewhere.at, words, changed, elsewhere: { resource: id, commit: tip, path, at } })

const rank = { pass: 0, warn: 1, block: 2 }

/** What the licences say of these passages of `source` in `into`, as its doors would; the strictest. The dates that the page shows say which text is older. */
async function judged(deps: Needs, sides: Sides, { source, into }: { readonly source: Resource; readonly into: Resource }, passages: readonly SharedPassage[]): Promise<Verdict> {
  const target = await labelNow(deps, into)
  if (target === undefined) return sharingNow(deps, source, into)
  const judge = passageJudge(deps, { resource: into, target, isRelabelled: false, proposer: undefined }, undefined, {
    births: async (of, passage) => birthsTold(deps, into, of, passage, await sides.ask(of, passage.elsewhere.path)), hadBefore: async () => false,
  })
  const verdicts: Verdict[] = []
  for (const passage of passages) verdicts.push(...(await judge({ source, passage, text: '', alsoIn: [] })).map(({ ingredient }) => ingredient.verdict))
  return verdicts.length === 0 ? sharingNow(deps, source, into) : verdicts.reduce((worst, one) => (rank[one.verdict] > rank[worst.verdict] ? one : worst))
}

/** From which of the two words are taken to come: as it is declared, else from where the longest passage is the older. */
function direction(links: readonly DeclaredLink[], longest: PassageElsewhere | undefined): Pick<SharedWith['verdict'], 'from' | 'because'> {
  if (links.includes('origin') || links.includes('source')) return { from: 'there', because: 'declared' }
  if (links.includes('adaptation') || links.includes('named')) return { from: 'here', because: 'declared' }
  if (longest?.here.state !== 'known' || longest.there.state !== 'known' || longest.here.from === longest.there.from) return { from: 'there', because: 'unknown' }
  return { from: longest.here.from < longest.there.from ? 'here' : 'there', because: 'older' }
}

/** Words of a published text as they may be shown: without the names of those who asked not to be named there. */
async function wordsAt(deps: Needs, resource: Resource, path: string, [start, end]: Range): Promise<string> {
  const text = (await comparedTexts(deps, resource.id, resource.tip ?? '', path))[0]?.text ?? ''
  const { shown, cuts } = await hidingInPlace(deps, resource, text)
  const kept = runsPast([[start, end, 0]], cuts)
  return kept.length === 0 ? '' : shown.slice(kept[0]![0], kept.at(-1)![1])
}

function shortened(words: string): string {
  const line = plainWords(words)
  if (line.length <= quotedAtMost) return line
  const cut = line.slice(0, quotedAtMost)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), quotedAtMost - 60)).replace(/[\uD800-\uDBFF]$/, '')}…`
}

interface Sides {
  ask(resource: Resource, path: string): Promise<ProvenanceAnswer>
  of(resource: Resource, path: string, at: Range): Promise<PassageSide>
}

/** When the words of a passage were born, under which licences, and who wrote them; each file asked once. */
function sidesFor(deps: Needs): Sides {
  const answers = new Map<string, Promise<ProvenanceAnswer>>()
  const askNow = async (resource: Resource, path: string): Promise<ProvenanceAnswer> => {
    if (resource.tip === undefined) return { kind: 'failed' }
    const family = await familyOf(deps, resource, { commit: resource.tip, at: resource.updatedAt })
    return deps.provenance.wordsOf(questionOf(resource, resource.tip, path, family))
  }
  const ask = (resource: Resource, path: string): Promise<ProvenanceAnswer> => {
    const key = `${resource.id} ${path}`
    const asked = answers.get(key) ?? askNow(resource, path)
    answers.set(key, asked)
    return asked
  }
  const of = async (resource: Resource, path: string, at: Range): Promise<PassageSide> => {
    const answer = await ask(resource, path)
    if (answer.kind !== 'known') return { state: answer.kind === 'under_way' ? 'under_way' : 'unknown' }
    const origins = originsWithin(answer.words.runs, at).map((place) => answer.words.origins[place]!)
    if (origins.length === 0) return { state: 'unknown' }
    const nameOf = await nameAuthors(deps, origins.flatMap(({ authors }) => authors), [resource])
    const people = eachOnce(origins.flatMap(({ authors }) => authors.map((author) => nameOf(author)))).filter(({ name }) => name !== '')
    const dates = origins.map(({ at: born }) => born)
    const licences = [...new Set(origins.flatMap(({ licence }) => licence ?? []))]
    return { state: 'known', from: Math.min(...dates), to: Math.max(...dates), licences, people: people.map(({ name, handle }) => ({ name, handle })) }
  }
  return { ask, of }
}

/** Origins of the words between two offsets, those that hold most first. */
function originsWithin(runs: readonly OriginRun[], [from, to]: Range): readonly number[] {
  const held = new Map<number, number>()
  for (const [start, end, origin] of runs) {
    const length = Math.min(end, to) - Math.max(start, from)
    if (length > 0) held.set(origin, (held.get(origin) ?? 0) + length)
  }
  return [...held].sort(([, a], [, b]) => b - a).map(([origin]) => origin)
}
