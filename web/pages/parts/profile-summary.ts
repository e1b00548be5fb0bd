import { fieldsFor, type FieldDefinition } from '../../../content-schema/fields.js'
import type { Profile } from '../../../content-schema/profile.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { licenceLabel } from './fields/licence-chooser.js'

/** What a community adds to fiches, in a few lines; nothing for what it leaves as it is. */
export function profileSummary(ui: Ui, profile: Profile): Html {
  const { forms: m } = ui.m
  const isFr = ui.locale === 'fr'
  const label = (field: FieldDefinition): string => (isFr ? field.labelFr : field.labelEn)
  const required = fieldsFor(undefined, profile).filter((field) => profile.required.includes(field.key))
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [m.communityTypes, profile.types.map((type) => ui.lexicon.typeLabel(type, ui.locale))], [m.communityLicence, [licenceLabel(profile.defaultLicence)]],
    [m.communityFields, profile.fields.map(label)], [m.communityRequired, required.map(label)], [m.communityLists, profile.vocabularies.map((list) => (isFr ? list.fr : list.en))],
    [m.communityQuestions, profile.questions.map(({ fr, en }) => (isFr ? fr : en))],
  ]
  return html`<dl class="profile">${lines.filter(([, said]) => said.length > 0).map(([name, said]) => html`<dt>${name}</dt><dd>${said.join(' · ')}</dd>`)}</dl>`
}
