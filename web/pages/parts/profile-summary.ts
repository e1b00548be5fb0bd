import { fieldOf, fieldsFor, type FieldDefinition } from '../../../content-schema/fields.js'
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
    [m.communityTypes, profile.types.map((type) => ui.lexicon.typeLabel(type, ui.locale))], [m.communityLicence, [licenceLabel(profile.defaultLicence)]], [m.communityLicences, profile.licences.map(licenceLabel)],
    [m.communityFields, profile.fields.map(label)], [m.communityRequired, required.map(label)], [m.communityLists, profile.vocabularies.map((list) => (isFr ? list.fr : list.en))],
  ]
  const sentences: typeof lines = [
    [m.communityLabels, Object.entries(profile.labels).map(([key, said]) => { const field = fieldOf(key); return m.communityLabel(field ? label(field) : key, isFr ? said.fr : said.en) })],
    [m.communityRules, rulesOf(ui, profile)], [m.communityQuestions, profile.questions.map(({ fr, en }) => (isFr ? fr : en))],
  ]
  const all = [...lines.map(([name, said]) => [name, said.length === 0 ? [] : [said.join(' · ')]] as const), ...sentences]
  return html`<dl class="profile">${all.filter(([, said]) => said.length > 0).map(([name, said]) => html`<dt>${name}</dt>${said.map((one) => html`<dd>${one}</dd>`)}`)}</dl>`
}

/** What its members ask of each other, a sentence each; nothing for what everybody does. */
function rulesOf(ui: Ui, { rules }: Profile): readonly string[] {
  const { communityRule: m } = ui.m.forms
  return [
    ...(rules.experimentRequired ? [m.experiment] : []), ...(rules.duplicates === 'variant' ? [m.variant] : []),
    ...(rules.cooptation === 'none' ? [] : [rules.cooptation === 'decisions' ? m.decisions : m.contribution]), ...(rules.mapRegistration ? [m.map] : []),
  ]
}
