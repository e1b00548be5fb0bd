import { identify } from '../../content-schema/licences/identify.js'
import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import { ForgeError } from '../domain/errors.js'
import type { LicenceEvent } from '../domain/journal.js'
import { lastAnswerOf, openAsks, type LicenceStory } from '../domain/licence-story.js'
import type { Actor, PersonRef } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Relicensing } from '../domain/relicensing.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { circumstancesOf, personActing, requireAllowed } from './access.js'
import { textOf } from './indexResource.js'
import { consentsMissing, judgeRelicensing, textsOf } from './judgeRelicensing.js'
import { labelAt, ownLabel } from './labels.js'
import { sayOfLicence, type SpeakingOfLicence } from './recordLicence.js'
import type { ReadingWords } from './survivingWords.js'
import { oneLine, someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

const longest = 2000

/** What asking for `licence` would come to, at the published version; `actor` counts as agreeing for their own words. Refuses `invalid` for a licence nobody knows. */
export async function weighChange(deps: ReadingWords, actor: Actor, resource: Resource, licence: string): Promise<Relicensing & { readonly at: string }> {
  const to = licenceNamed(licence)
  const at = await deps.git.resolve(resource.id, MAIN)
  if (at === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  const from = await labelAt(deps, resource, at)
  if (isSameLabel(from, to)) throw new ForgeError('invalid', 'licence.same_label', { field: 'licence' })
  // Texts that state their own licence keep it: only those under the resource's label change.
  const judged = await judgeRelicensing(deps, resource, { from, to, at, paths: await textsUnder(deps, resource, at), whoChanges: actor.kind === 'person' ? [actor.person] : [] })
  return { ...judged, at }
}

async function textsUnder(deps: Pick<ReadingWords, 'git'>, resource: Resource, at: string): Promise<readonly string[]> {
  const found: string[] = []
  for (const path of await textsOf(deps, resource, at)) if (path === resource.mainPath || !ownLabel(path, await textOf(deps, resource.id, at, path)).isStated) found.push(path)
  return found
}

/** The licence somebody typed or chose, as its id. Refuses `invalid` for what names none, or no version. */
export function licenceNamed(typed: string): string {
  const licence = identify(typed)
  if (!licence) throw new ForgeError('invalid', 'licence.unknown', { licence: oneLine(typed), field: 'licence' })
  return licence.id
}

/**
 * Asks those whose words need it whether the label may become another one; whoever asks says yes for their own words. Refuses `forbidden` to whoever may not change the label, `conflict` when it is asked already,
 * when nobody has to be asked, or what nobody's consent would allow, `invalid` without saying why.
 */
export async function askRelicensing(deps: Writing, actor: Actor, input: SpeakingOfLicence & { readonly licence: string; readonly reason: string }): Promise<LicenceStory> {
  personActing(actor)
  const { resource } = input
  await requireAllowed(deps, 'change_licence', actor, resource)
  const reason = someLines(input.reason, longest)
  if (reason === '') throw new ForgeError('invalid', 'licence.why_missing', { field: 'reason' })
  const judged = await weighChange(deps, actor, resource, input.licence)
  if (judged.atBest.verdict === 'block') throw consentsMissing(deps, resource, judged)
  const people = judged.missing.flatMap((author): PersonRef[] => (author.isConfirmed ? [{ id: author.key, handle: author.handle ?? '', name: author.name }] : []))
  return sayOfLicence(deps, actor, input, (story, self) => {
    if (judged.missing.length === 0 && judged.nobodys === 0) throw new ForgeError('conflict', 'licence.nobody_to_ask')
    if (openAsks(story, undefined).some(({ licence }) => isSameLabel(licence, judged.to))) throw new ForgeError('conflict', 'licence.asked_already')
    const asked: LicenceEvent = { kind: 'relicence_asked', actor: self, licence: judged.to, reason, version: judged.at, people }
    return judged.agreed.some(({ key }) => key === self.id) && lastAnswerOf(story, self.id, judged.to)?.answer !== 'consented' ? [asked, { kind: 'licence_consented', actor: self, licence: judged.to, version: judged.at, text: '' }] : [asked]
  })
}

/** Gives a change of label up: nobody has to answer any more. What was answered stays said. Only who asked, or those who answer for the resource. */
export async function closeAsk(deps: Writing, actor: Actor, input: SpeakingOfLicence & { readonly ask: string; readonly reason: string }): Promise<LicenceStory> {
  const { resource } = input
  await requireAllowed(deps, 'comment', actor, resource)
  const isSteward = may('change_licence', await circumstancesOf(deps, actor, resource))
  return sayOfLicence(deps, actor, input, (story, self) => {
    const ask = story.asks.find(({ event }) => event === input.ask)
    if (!ask) throw new ForgeError('not_found', 'not_found.ask')
    if (!isSteward && ask.by.id !== self.id) throw new ForgeError('forbidden', 'policy.stewards_only')
    if (ask.closed) throw new ForgeError('conflict', 'licence.ask_closed')
    return [{ kind: 'relicence_closed', actor: self, ask: ask.event, reason: someLines(input.reason, longest) }]
  })
}
