import { COMMUNITY_FIELDS } from '../../content-schema/community-fields.js'
import type { FieldDefinition } from '../../content-schema/fields.js'
import type { Control } from '../../content-schema/form-values.js'
import type { Profile } from '../../content-schema/profile.js'
import type { Community } from '../../forge/domain/community.js'
import type { TypedRule } from '../../forge/domain/decision-rules.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { profileSummary } from './parts/profile-summary.js'
import { correctionsSummary, namedErrors, type FieldErrors } from './parts/corrections.js'
import { ficheField } from './parts/fiche-form.js'
import { ruleChoice } from './parts/rule-choice.js'
import type { Ui } from './ui.js'
import { visitorsSetting } from './visitor-suggestions.js'

/** The name of the rule's input among the fields of a community. */
export const COMMUNITY_RULE = 'champ.regle'

export interface CommunitySettingsData {
  readonly community: Community
  readonly profile: Profile
  readonly typed: { readonly name: string; readonly description: string; readonly rule: TypedRule }
  readonly errors: FieldErrors
  /** Whether people without an account are asked for suggestions. */
  readonly invites: boolean
  /** The prefix offered or typed to a community that has none, and why it was refused. */
  readonly prefix: { readonly typed: string; readonly error?: string }
}

/** Settings of a community, for its stewards: what it says of itself, as the fields of a fiche are asked; what its profile brings, to read. */
export function communitySettingsPage(ui: Ui, data: CommunitySettingsData): string {
  const { forms: m, reading } = ui.m
  const { community, typed, errors } = data
  const base = `/c/${community.handle}`
  const asked = (field: FieldDefinition, control: Control) => ({ field, control })
  const fields = [
    asked(COMMUNITY_FIELDS.name, { kind: 'text', value: typed.name }), asked(COMMUNITY_FIELDS.description, { kind: 'longtext', value: typed.description }),
  ]
  const title = m.communityTitle(community.name)
  const main = html`<nav class="crumbs" aria-label="${reading.crumbs}"><a href="/communautes">${reading.communitiesTitle}</a> › <a href="${base}">${community.name}</a></nav>
<div class="narrow"><h1>${title}</h1>
${correctionsSummary(ui, namedErrors(ui, fields, [...errors].map(([field, text]) => ({ field, text }))))}
<form method="post" action="${base}/reglages"><input type="hidden" name="_csrf" value="${ui.csrf}">
${fields.map((f) => ficheField(ui, f, { errors: new Map([...errors].map(([key, text]) => [key, [text]])) }))}
${ruleChoice(ui, { name: COMMUNITY_RULE, typed: typed.rule, legend: ui.m.rules.communityRule, hint: ui.m.rules.communityRuleHint, errors })}
<p class="actions"><button class="btn primary">${m.communitySave}</button></p></form>
${profileCard(ui, data)}
${visitorsSetting(ui, { action: `${base}/suggestions`, invites: data.invites, hint: ui.m.passages.allowHint })}</div>`
  return layout(ui, { title, main, section: 'communities', unlisted: true })
}

/** What its profile brings, and where it changes. */
function profileCard(ui: Ui, { community, profile, prefix }: CommunitySettingsData): Html {
  const { forms: m } = ui.m
  const fiche = ui.words.profiles.get(community.handle)
  const base = fiche && `/${fiche.owner}/${fiche.slug}`
  return html`<section class="card" aria-labelledby="profil"><h2 id="profil">${m.communityProfile}</h2>
<p class="hint">${base !== undefined ? m.communityProfileFicheHint : profile.prefix === '' ? m.communityProfileNone : m.communityProfileHint}</p>${profile.prefix === '' ? '' : profileSummary(ui, profile)}
${base === undefined
    ? html`<form method="post" action="/c/${community.handle}/profil"><input type="hidden" name="_csrf" value="${ui.csrf}">${profile.prefix === '' && html`<div class="field"><label for="prefixe">${m.communityPrefix}</label><p class="hint" id="prefixe-aide">${m.communityPrefixHint}</p>${prefix.error !== undefined && html`<p class="error" id="prefixe-erreur" role="alert">${prefix.error}</p>`}<input type="text" id="prefixe" name="prefixe" value="${prefix.typed}" maxlength="16" spellcheck="false" autocapitalize="off" aria-describedby="prefixe-aide${prefix.error === undefined ? '' : ' prefixe-erreur'}"${prefix.error !== undefined && html` aria-invalid="true" autofocus`}></div>`}<p class="actions"><button class="btn">${profile.prefix === '' ? m.communityProfileStart : m.communityProfileOpen}</button></p></form>`
    : html`<p class="actions"><a class="btn" href="${base}/ameliorer">${m.communityProfileChange}</a> <a class="btn" href="${base}">${m.communityProfileSee}</a> <a class="btn" href="/nouvelle?type=vocabulaire&amp;owner=${community.handle}">${m.communityNewList}</a></p>`}</section>`
}
