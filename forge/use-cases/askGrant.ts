import { ForgeError } from '../domain/errors.js'
import { answerTo, grantAsksIn } from '../domain/grant-asks.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { grantWords } from './grantWords.js'
import { judgeProposal } from './judgeProposal.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

interface OfPassage {
  readonly resource: Resource
  readonly number: number
  /** The ingredient's name. */
  readonly passage: string
  /** A word to whom it is said. */
  readonly text: string
}

const longest = 2000

/**
 * Asks those who wrote a passage that a proposition brings, and that its licence keeps out, whether it may be used under the label of the resource.
 * Refuses `not_found` for what does not come in any more, `forbidden` when nobody with an account wrote it, `conflict` when all of them were asked already.
 */
export async function askGrant(deps: Writing & Pick<Deps, 'people'>, actor: Actor, input: OfPassage): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const { request, chain } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'ask_words', actor, resource, request)
    const { ingredients, target } = await judgeProposal(deps, resource, request, chain)
    const ingredient = ingredients.find(({ name }) => name === input.passage)
    const source = ingredient?.from.passage
    if (ingredient === undefined || source === undefined || target === undefined) throw new ForgeError('not_found', 'licences.nothing_to_grant')
    const wrote = ingredient.mayGrant.filter((id) => id !== person.id)
    if (wrote.length === 0) throw new ForgeError('forbidden', 'licences.nobody_to_ask')
    const asked = new Set(grantAsksIn(chain).filter(({ passage, licence }) => passage === ingredient.name && licence === target).flatMap(({ people }) => people.map(({ id }) => id)))
    const people = await deps.people.findMany(wrote.filter((id) => !asked.has(id)))
    if (people.size === 0) throw new ForgeError('conflict', 'licences.asked_already')
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, deps.clock.now()), [{
      kind: 'grant_asked', actor: refTo(person), passage: ingredient.name, licence: target, source: { resource: source.resource, commit: source.commit, path: source.path },
      path: ingredient.here.path, quote: firstWords(ingredient.here.quote), people: [...people.values()].map(refTo), reason: someLines(input.text, longest),
    }])
  })
}

/** A quote that was cut ends with a whole word. */
const firstWords = (quote: string): string => (quote.endsWith('…') ? quote.slice(0, quote.lastIndexOf(' ')) : quote)

/**
 * Says yes or no, for one's own words, to whoever asked; or yes without having been asked. A yes is a grant (`grantWords`, which refuses somebody else's words), and stays.
 * Refuses `forbidden` a no from somebody who was not asked, `conflict` once it was granted or for the same no again.
 */
export async function answerGrant(deps: Writing, actor: Actor, input: OfPassage & { readonly granted: boolean }): Promise<void> {
  const person = personActing(actor)
  const { resource, number, granted } = input
  const { request, chain } = await freshProposal(deps, resource, number)
  const asks = grantAsksIn(chain).filter(({ passage, people }) => passage === input.passage && people.some(({ id }) => id === person.id))
  const ask = asks.at(-1)
  if (granted) await grantWords(deps, actor, { resource, incoming: await judgeProposal(deps, resource, request, chain), names: [input.passage] })
  else {
    await requireAllowed(deps, 'answer_words', actor, resource, request)
    if (ask === undefined) throw new ForgeError('forbidden', 'licences.not_asked')
    const before = answerTo(ask, person.id)
    if (before) throw new ForgeError('conflict', before.granted ? 'licence.granted_stays' : 'licence.refused_already')
  }
  if (ask === undefined) return
  await sayOnProposal(deps, resource, number, signatureOf(deps, person, deps.clock.now()), [{ kind: 'grant_answered', actor: refTo(person), ask: ask.event, granted, text: someLines(input.text, longest) }])
}
