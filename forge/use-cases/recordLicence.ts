import type { LicenceEvent } from '../domain/journal.js'
import type { LicenceStory } from '../domain/licence-story.js'
import { refTo, type Actor, type PersonRef } from '../domain/person.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexLicence, indexResource } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { freshStory } from './survivingWords.js'
import { noted, type Writing } from './writing.js'

export interface SpeakingOfLicence { readonly resource: Resource; readonly at?: number }

/** Decides alone from what was said so far, appends to the resource's journal, brings index and messages up to date. Answers the story as it stands after. */
export async function sayOfLicence(deps: Writing, actor: Actor, input: SpeakingOfLicence, say: (story: LicenceStory, self: PersonRef) => Promise<readonly LicenceEvent[]> | readonly LicenceEvent[]): Promise<LicenceStory> {
  const person = personActing(actor)
  const { resource } = input
  return oneAtATime(resource.id, async () => {
    const events = await say(await freshStory(deps, resource), refTo(person))
    if (events.length > 0) {
      await noted(deps, resource.id, 'journal', async () => {
        const author = signatureOf(deps, person, input.at ?? deps.clock.now())
        await deps.git.append(resource.id, RESOURCE_JOURNAL, events.map((payload) => ({ author, payload: { ...payload } })))
        await indexResource(deps, resource.id)
        await indexLicence(deps, resource.id)
      })
    }
    return freshStory(deps, resource)
  })
}
