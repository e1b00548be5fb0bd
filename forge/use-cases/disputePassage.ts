import { plainWords } from '../attribution/reuse/plain-words.js'
import { keyAt, readWords } from '../attribution/reuse/read-words.js'
import { wall } from '../attribution/reuse/word-kinds.js'
import { ForgeError } from '../domain/errors.js'
import type { DisputedPassage, PassageEvent } from '../domain/journal.js'
import { refTo, type Actor } from '../domain/person.js'
import { mustBeAllowed } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import type { PassageText } from '../domain/shared-passages.js'
import { circumstancesOf, personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { comparedTexts } from './indexPassages.js'
import { indexResource, indexRoles } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { circumstancesOfDispute, freshDisputes } from './readDisputes.js'
import { oneLine, someLines } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

const longestReason = 2_000
const longestQuote = 4_000
/** Fewer words do not say which passage is meant. */
const fewestWords = 5
/** Open at once on one resource by one person. */
const mostOpen = 5

type Needs = Writing & Pick<Deps, 'emails'>

export interface Disputing {
  readonly resource: Resource
  /** Words of the published text, as they are copied from the page. */
  readonly words: string
  /** Who wrote them, or where they were before, in words. */
  readonly from: string
  /** The resource of this instance they would come from. */
  readonly other?: string
  readonly reason: string
  /** When it is said, if not now. */
  readonly at?: number
}

/**
 * « Ce passage vient d’ailleurs »: kept in the resource's journal for all to read, and told to those who answer for both texts; nothing is removed.
 * Refuses `invalid` for words that are not in the published text, or without saying where from and why; `conflict` for what one says already.
 */
export async function disputePassage(deps: Needs, actor: Actor, input: Disputing): Promise<void> {
  const person = personActing(actor)
  const { resource } = input
  mustBeAllowed('dispute_passage', await circumstancesOf(deps, actor, resource))
  const from = oneLine(input.from, 300), reason = someLines(input.reason, longestReason)
  const passage = resource.tip === undefined ? undefined : passageIn(await comparedTexts(deps, resource.id, resource.tip), resource, input.words)
  if (passage === undefined) throw new ForgeError('invalid', 'reuse.not_here', { field: 'passage' })
  if (from === '') throw new ForgeError('invalid', 'reuse.from_missing', { field: 'origine' })
  if (reason === '') throw new ForgeError('invalid', 'reuse.reason_missing', { field: 'motif' })
  const other = input.other === undefined || input.other === resource.id ? undefined : (await deps.resources.find(input.other))?.id
  await oneAtATime(resource.id, async () => {
    const own = (await freshDisputes(deps, resource)).filter(({ by, lifted }) => by.id === person.id && lifted === undefined)
    if (own.some((one) => one.passage.quote === passage.quote && one.other === other)) throw new ForgeError('conflict', 'reuse.said_already')
    if (own.length >= mostOpen) throw new ForgeError('conflict', 'reuse.too_many', { most: mostOpen })
    await record(deps, actor, resource, { kind: 'passage_disputed', actor: refTo(person), passage, from, ...(other !== undefined && { other }), reason }, input.at)
  })
}

/** Answers what somebody said of a passage, or takes it back (`lifts`: only who said it). Refuses `not_found`, `invalid` for an empty answer, `conflict` once it is taken back. */
export async function answerPassageDispute(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly dispute: string; readonly text: string; readonly lifts: boolean; readonly at?: number }): Promise<void> {
  const person = personActing(actor)
  const { resource, lifts } = input
  const text = someLines(input.text, longestReason)
  await oneAtATime(resource.id, async () => {
    const dispute = (await freshDisputes(deps, resource)).find(({ event }) => event === input.dispute)
    if (dispute === undefined) throw new ForgeError('not_found', 'not_found.passage_dispute')
    mustBeAllowed(lifts ? 'lift_passage' : 'answer_passage', await circumstancesOfDispute(deps, actor, resource, dispute))
    if (dispute.lifted !== undefined) throw new ForgeError('conflict', 'reuse.lifted')
    if (text === '' && !lifts) throw new ForgeError('invalid', 'reuse.answer_missing', { field: 'texte' })
    await record(deps, actor, resource, { kind: 'passage_dispute_answered', actor: refTo(person), dispute: dispute.event, text, lifts }, input.at)
  })
}

async function record(deps: Needs, actor: Actor, resource: Resource, payload: PassageEvent, at = deps.clock.now()): Promise<void> {
  await noted(deps, resource.id, 'journal', async () => {
    await deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author: signatureOf(deps, personActing(actor), at), payload: { ...payload } }])
    await indexResource(deps, resource.id)
    await indexRoles(deps, resource.id)
  })
}

/** Where words stand in published texts, whatever marks surround them; the main file first. */
function passageIn(texts: readonly PassageText[], { mainPath, tip }: Resource, words: string): DisputedPassage | undefined {
  const wanted = readWords(words.slice(0, longestQuote))
  const keys = [...wanted.hashes.keys()].filter((at) => wanted.hashes[at] !== wall).map((at) => keyAt(wanted, at))
  if (keys.length < fewestWords) return undefined
  for (const { path, text } of [...texts].sort((a, b) => Number(b.path === mainPath) - Number(a.path === mainPath))) {
    const read = readWords(text)
    const first = read.hashes.findIndex((_, at) => at + keys.length <= read.hashes.length && keys.every((key, i) => read.hashes[at + i] !== wall && keyAt(read, at + i) === key))
    if (first === -1) continue
    const at = [read.starts[first]!, read.ends[first + keys.length - 1]!] as const
    return { commit: tip ?? '', path, at, quote: plainWords(text.slice(...at)) }
  }
  return undefined
}
