import { ForgeError } from '../domain/errors.js'
import type { Incoming } from '../domain/incoming.js'
import type { ResourceEvent } from '../domain/journal.js'
import { refTo, type Actor, type Person } from '../domain/person.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { noted, type Writing } from './writing.js'

/** A passage keeps at most this much in the journal: beyond, its authors rather change their fiche's licence. */
const mostWordsKept = 50_000

/**
 * Records that somebody lets passages they wrote elsewhere be used under the label of the resource that takes them too: `names` are those of
 * ingredients of `incoming`, judged just now. Only who wrote them may, by a confirmed address of the version that brought them into the world;
 * where several wrote together each grants, and what one granted counts once all did. Nobody takes it back.
 *
 * Refuses `not_found` for what does not come in any more, `forbidden` for somebody else's words.
 */
export async function grantWords(deps: Writing, actor: Actor, input: { readonly resource: Resource; readonly incoming: Incoming; readonly names: readonly string[] }): Promise<void> {
  const person = personActing(actor)
  const { resource, incoming } = input
  await requireAllowed(deps, 'grant_words', actor, resource)
  const events = grantsOf(person, incoming, input.names)
  if (events.length === 0) return
  const author = signatureOf(deps, person, deps.clock.now())
  await oneAtATime(resource.id, () => noted(deps, resource.id, 'journal', async () => {
    await deps.git.append(resource.id, RESOURCE_JOURNAL, events.map((event) => ({ author, payload: { ...event } })))
    await indexResource(deps, resource.id)
  }))
}

/** What somebody’s grants of these passages are in a journal. Same refusals. */
export function grantsOf(person: Person, { ingredients, target }: Incoming, names: readonly string[]): readonly ResourceEvent[] {
  return [...new Set(names)].map((name): ResourceEvent => {
    const ingredient = ingredients.find((one) => one.name === name)
    const passage = ingredient?.from.passage
    if (ingredient === undefined || passage === undefined || target === undefined) throw new ForgeError('not_found', 'licences.nothing_to_grant')
    if (!ingredient.mayGrant.includes(person.id)) throw new ForgeError('forbidden', 'licences.not_yours_to_grant')
    if (passage.text.length > mostWordsKept) throw new ForgeError('too_large', 'licences.too_long_to_grant')
    return { kind: 'words_granted', actor: refTo(person), licence: target, source: { resource: passage.resource, commit: passage.commit, path: passage.path }, words: passage.text }
  })
}
