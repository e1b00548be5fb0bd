import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import { ForgeError } from '../domain/errors.js'
import { lastAnswerOf, type LicenceStory } from '../domain/licence-story.js'
import type { Actor } from '../domain/person.js'
import { MAIN } from '../domain/resource.js'
import { foldedName } from '../domain/role-claim.js'
import { requireAllowed } from './access.js'
import { licenceNamed, weighChange } from './askRelicensing.js'
import { labelAt } from './labels.js'
import { sayOfLicence, type SpeakingOfLicence } from './recordLicence.js'
import { oneLine, someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

const longest = 2000

/**
 * Says yes or no, for one's own words and nobody else's: all those written here up to the published version, under the licence asked for. A later answer counts
 * more. Refuses `forbidden` to whoever was not asked, `conflict` once the change was given up, for the same answer again, or for taking back
 * what the published text relies on (a licence given is not taken back).
 */
export async function answerRelicensing(deps: Writing, actor: Actor, input: SpeakingOfLicence & { readonly ask: string; readonly answer: 'consented' | 'refused'; readonly text: string }): Promise<LicenceStory> {
  const { resource, answer } = input
  await requireAllowed(deps, 'answer_relicensing', actor, resource)
  return sayOfLicence(deps, actor, input, async (story, self) => {
    const ask = story.asks.find(({ event }) => event === input.ask)
    if (!ask) throw new ForgeError('not_found', 'not_found.ask')
    if (ask.closed) throw new ForgeError('conflict', 'licence.ask_closed')
    if (!ask.people.some(({ id }) => id === self.id) && ask.by.id !== self.id && !(await hasWords(deps, actor, input, ask.licence))) throw new ForgeError('forbidden', 'licence.not_your_words')
    const version = await deps.git.resolve(resource.id, MAIN)
    if (version === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
    const before = lastAnswerOf(story, self.id, ask.licence)
    if (answer === 'refused' && before?.answer === 'consented' && isSameLabel(await labelAt(deps, resource, version), ask.licence)) throw new ForgeError('conflict', 'licence.granted_stays')
    if (before?.answer === answer && before.version === version) throw new ForgeError('conflict', answer === 'consented' ? 'licence.consented_already' : 'licence.refused_already')
    return [{ kind: answer === 'consented' ? 'licence_consented' : 'licence_refused', actor: self, licence: ask.licence, version, ask: ask.event, text: someLines(input.text, longest) }]
  })
}

/** Whether one wrote words of the text since one was asked. */
async function hasWords(deps: Writing, actor: Actor, { resource }: SpeakingOfLicence, licence: string): Promise<boolean> {
  if (actor.kind !== 'person') return false
  const { ingredients } = await weighChange(deps, { kind: 'visitor' }, resource, licence)
  return ingredients.some(({ people }) => people.some(({ key }) => key === actor.person.id))
}

/**
 * Records a permission received outside (a letter, a mail) from somebody who has no account here: under which name they wrote, for which licence, in what terms.
 * Whoever has an account answers for themselves: nobody says it in their place. Refuses `invalid` for a name that stands under none of the words, or without its terms.
 */
export async function recordPermission(deps: Writing, actor: Actor, input: SpeakingOfLicence & { readonly name: string; readonly licence: string; readonly text: string }): Promise<LicenceStory> {
  const { resource } = input
  await requireAllowed(deps, 'change_licence', actor, resource)
  const name = oneLine(input.name, 120)
  const text = someLines(input.text, longest)
  const licence = licenceNamed(input.licence)
  if (text === '') throw new ForgeError('invalid', 'licence.terms_missing', { field: 'text' })
  const { ingredients, at } = await weighChange(deps, { kind: 'visitor' }, resource, licence)
  const named = ingredients.flatMap(({ people }) => people).filter(({ writtenAs }) => writtenAs.some((one) => foldedName(one) === foldedName(name)))
  if (named.length === 0) throw new ForgeError('invalid', 'licence.name_unknown', { name, field: 'name' })
  if (named.some(({ isConfirmed }) => isConfirmed)) throw new ForgeError('conflict', 'licence.answers_themselves', { name })
  return sayOfLicence(deps, actor, input, (_story, self) => [{ kind: 'permission_received', actor: self, name, licence, version: at, text }])
}

/** Takes a recorded permission out of force, and says why (written by mistake, taken for another); it stays readable. */
export async function withdrawPermission(deps: Writing, actor: Actor, input: SpeakingOfLicence & { readonly permission: string; readonly reason: string }): Promise<LicenceStory> {
  await requireAllowed(deps, 'change_licence', actor, input.resource)
  const reason = someLines(input.reason, longest)
  if (reason === '') throw new ForgeError('invalid', 'licence.why_missing', { field: 'reason' })
  return sayOfLicence(deps, actor, input, (story, self) => {
    const one = story.permissions.find(({ event }) => event === input.permission)
    if (!one) throw new ForgeError('not_found', 'not_found.permission')
    if (one.withdrawn) throw new ForgeError('conflict', 'licence.permission_withdrawn')
    return [{ kind: 'permission_withdrawn', actor: self, permission: one.event, reason }]
  })
}
