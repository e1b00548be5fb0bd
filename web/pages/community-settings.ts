import { COMMUNITY_FIELDS, COMMUNITY_RULES } from '../../content-schema/community-fields.js'
import { fieldsFor, typeLabel, type FieldDefinition } from '../../content-schema/fields.js'
import type { Control } from '../../content-schema/form-values.js'
import type { Profile } from '../../content-schema/profile.js'
import type { Community } from '../../forge/domain/community.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { licenceLabel } from './parts/fields/licence-chooser.js'
import { correctionsSummary, ficheField, namedErrors, type FieldErrors } from './parts/fiche-form.js'
import type { Ui } from './ui.js'

export interface CommunitySettingsData {
  readonly community: Community
  readonly profile: Profile
  readonly typed: { readonly name: string; readonly description: string; readonly rule: string }
  readonly errors: FieldErrors
}

/** Settings of a community, for its stewards: what it says of itself, as the fields of a fiche are asked; what its profile brings, to read. */
export function communitySettingsPage(ui: Ui, data: CommunitySettingsData): string {
  const { forms: m, reading } = ui.m
  const { community, typed, errors } = data
  const base = `/c/${community.handle}`
  const asked = (field: FieldDefinition, control: Control) => ({ field, control })
  const fields = [
    asked(COMMUNITY_FIELDS.name, { kind: 'text', value: typed.name }), asked(COMMUNITY_FIELDS.description, { kind: 'longtext', value: typed.description }), asked(COMMUNITY_FIELDS.rule, { kind: 'choice', value: typed.rule }),
  ]
  const title = m.communityTitle(community.name)
  const rules = COMMUNITY_RULES.some((rule) => rule.notation === typed.rule) ? COMMUNITY_RULES : [...COMMUNITY_RULES, ...otherRule(ui, typed.rule)]
  const main = html`<nav class="crumbs" aria-label="${reading.crumbs}"><a href="/communautes">${reading.communitiesTitle}</a> › <a href="${base}">${community.name}</a></nav>
<div class="narrow"><h1>${title}</h1>
${correctionsSummary(ui, namedErrors(ui, fields, errors))}
<form method="post" action="${base}/reglages"><input type="hidden" name="_csrf" value="${ui.csrf}">
${fields.map((f) => ficheField(ui, f, { errors, concepts: { [COMMUNITY_FIELDS.rule.key]: rules } }))}
<p class="actions"><button class="btn primary">${m.communitySave}</button></p></form>
${profileCard(ui, data.profile)}</div>`
  return layout(ui, { title, main, section: 'communities', unlisted: true })
}

/** The present rule, when it is one that is not offered: it may stay. */
function otherRule(ui: Ui, kind: string) {
  const sentence = (ui.m.proposing.rules as Readonly<Record<string, string>>)[kind]
  return sentence === undefined ? [] : [{ notation: kind, fr: sentence, en: sentence }]
}

function profileCard(ui: Ui, profile: Profile): Html {
  const { forms: m } = ui.m
  const isFr = ui.locale === 'fr'
  const label = (field: FieldDefinition): string => (isFr ? field.labelFr : field.labelEn)
  const required = fieldsFor(undefined, profile).filter((field) => profile.required.includes(field.key))
  const lines: readonly (readonly [string, readonly string[]])[] = [
    [m.communityTypes, profile.types.map((type) => typeLabel(type, ui.locale))], [m.communityLicence, [licenceLabel(profile.defaultLicence)]],
    [m.communityFields, profile.fields.map(label)], [m.communityRequired, required.map(label)],
  ]
  return html`<section class="card" aria-labelledby="profil"><h2 id="profil">${m.communityProfile}</h2><p class="hint">${m.communityProfileHint}</p><dl class="profile">${lines.filter(([, said]) => said.length > 0).map(([name, said]) => html`<dt>${name}</dt><dd>${said.join(', ')}</dd>`)}</dl></section>`
}
