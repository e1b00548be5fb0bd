import { isAccepted, type NameClaim } from '../../../forge/domain/name-claims.js'
import type { NameChoice, NameReach } from '../../../forge/domain/naming.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { displayNameMaximum } from '../../../forge/domain/account.js'
import { html, type Html } from '../../html.js'
import { dateText } from './dates.js'
import { hidden } from './field.js'
import { personLink } from './people.js'
import type { Ui } from '../ui.js'

/** What names somebody on a resource whatever they choose. */
export interface StayingNames { readonly texts: readonly { readonly path: string; readonly times: number }[]; readonly proposals: readonly number[]; readonly messages: number }

/** What a reader may do about names on a resource. */
export interface NameRights {
  /** What this person chose here, as it is in force; undefined for a visitor. `isHere`: the history names them. */
  readonly mine: { readonly choice: NameChoice; readonly reach: NameReach; readonly isHere: boolean; readonly stays: StayingNames } | undefined
  /** Names that no account stands behind. */
  readonly claimable: readonly { readonly name: string; readonly where: 'header' | 'history' | 'role' }[]
  readonly contestable: readonly string[]
  readonly claims: readonly NameClaim[]
  readonly mayAnswer: boolean
}

/** « Les noms sur cette fiche »: one's own name, « C'est moi », « Contester », and what was answered. Plain forms, folded until needed. */
export function nameRights(ui: Ui, resource: Resource, data: NameRights): Html {
  const { naming: m } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<section class="name-rights" aria-labelledby="noms" id="noms-de-la-fiche"><h2 id="noms">${m.title}</h2>
${data.mine === undefined ? html`<p>${m.signIn} <a href="/connexion?suite=${encodeURIComponent(`${base}/contributions#noms-de-la-fiche`)}" rel="nofollow">${m.signInLink}</a></p>` : html`${ownName(ui, resource, data.mine)}${claimForm(ui, base, data.claimable)}${contestForm(ui, base, data.contestable)}`}
${data.claims.length === 0 ? '' : html`<section aria-labelledby="noms-dits"><h3 id="noms-dits">${m.claims}</h3><ol class="plain rows claims">${data.claims.map((claim) => claimItem(ui, base, claim, data.mayAnswer))}</ol></section>`}</section>`
}

const kinds = ['named', 'pseudonym', 'anonymous', 'withdrawn'] as const

function ownName(ui: Ui, resource: Resource, { choice, reach, isHere, stays }: NonNullable<NameRights['mine']>): Html {
  const { naming: m } = ui.m
  const { person } = ui
  if (!person) return html``
  const label = (kind: (typeof kinds)[number]): string => (kind === 'named' ? m.kinds.named(person.displayName) : m.kinds[kind])
  const now = choice.kind === 'pseudonym' ? m.mineNow.pseudonym(choice.name) : m.mineNow[choice.kind]
  return html`<details class="card fold"${choice.kind === 'named' ? '' : html` open`}><summary>${m.mine}</summary>
<p>${isHere || choice.kind !== 'named' ? now : m.unwritten}</p>
${resource.owner.id === person.id && choice.kind !== 'named' ? html`<p class="banner warn" role="note">${m.addressHolds(person.handle)}</p>` : ''}
<form method="post" action="/${addressOf(resource)}/noms">${hidden('_csrf', ui.csrf)}
<fieldset><legend>${m.mineLegend}</legend>${kinds.map((kind) => html`<label class="check"><input type="radio" name="nom" value="${kind}"${choice.kind === kind && html` checked`} aria-describedby="nom-${kind}"> ${label(kind)}</label><p class="hint indented" id="nom-${kind}">${m.kindHints[kind]}</p>${kind === 'pseudonym' ? html`<div class="field indented"><label for="nom-pseudonyme">${m.pseudonym}</label><input type="text" id="nom-pseudonyme" name="pseudonyme" maxlength="${displayNameMaximum}" autocomplete="off" value="${choice.kind === 'pseudonym' ? choice.name : ''}"></div>` : ''}`)}</fieldset>
<label class="check"><input type="checkbox" name="adaptations" value="oui"${reach === 'family' && html` checked`} aria-describedby="nom-famille"> ${m.family}</label><p class="hint indented" id="nom-famille">${m.familyHint}</p>
${stayingNames(ui, resource, stays)}
<p class="actions"><button class="btn primary">${m.button}</button></p></form>
<form method="post" action="/${addressOf(resource)}/noms/texte" id="nom-du-texte">${hidden('_csrf', ui.csrf)}</form></details>`
}

/** What would stay written on a resource, said before anything is chosen; what the text says can be changed as any text. */
function stayingNames(ui: Ui, resource: Resource, stays: StayingNames): Html {
  const { naming: m } = ui.m
  const base = `/${addressOf(resource)}`
  const isClear = stays.texts.length + stays.proposals.length + stays.messages === 0
  return html`<section class="hint-box stays" aria-labelledby="nom-reste"><h3 id="nom-reste">${m.staysTitle}</h3><ul><li>${m.staysAlways}</li>
${stays.texts.map(({ path, times }, place) => html`<li>${m.staysText(path === resource.mainPath ? undefined : path, times)}${place === 0 && html` ${m.staysTextHow}`}<br><button class="btn small" form="nom-du-texte" name="chemin" value="${path}">${m.staysTextButton}</button></li>`)}
${stays.messages > 0 && html`<li>${m.staysMessages(stays.messages)}</li>`}
${stays.proposals.length > 0 && html`<li>${m.staysProposals} ${stays.proposals.map((number, place) => html`${place > 0 && ', '}<a href="${base}/propositions/${number}">nº\u00A0${number}</a>`)}</li>`}
${isClear && html`<li>${m.staysNothing}</li>`}</ul></section>`
}

function names(id: string, label: string, list: readonly { readonly name: string; readonly said?: string }[]): Html {
  return html`<div class="field"><label for="${id}">${label}</label><select id="${id}" name="nom">${list.map(({ name, said }) => html`<option value="${name}">${name}${said !== undefined && ` (${said})`}</option>`)}</select></div>`
}

function reason(id: string, label: string, hint: string): Html {
  return html`<div class="field"><label for="${id}">${label}</label><p class="hint" id="${id}-aide">${hint}</p><textarea id="${id}" name="motif" rows="3" maxlength="2000" required aria-describedby="${id}-aide"></textarea></div>`
}

function claimForm(ui: Ui, base: string, list: NameRights['claimable']): Html {
  const { naming: m } = ui.m
  if (list.length === 0) return html``
  return html`<details class="card fold"><summary>${m.claimTitle}</summary><p>${m.claimLead} <a href="/reglages/adresses">${m.claimAddresses}</a></p>
<form method="post" action="${base}/noms/revendiquer">${hidden('_csrf', ui.csrf)}${names('revendique', m.claimName, list.map(({ name, where }) => ({ name, said: m.claimWhere[where] })))}${reason('revendique-motif', m.claimReason, m.claimReasonHint)}<p class="actions"><button class="btn">${m.claimButton}</button></p></form></details>`
}

function contestForm(ui: Ui, base: string, list: readonly string[]): Html {
  const { naming: m } = ui.m
  if (list.length === 0) return html``
  return html`<details class="card fold"><summary>${m.contestTitle}</summary><p>${m.contestLead}</p>
<form method="post" action="${base}/noms/contester">${hidden('_csrf', ui.csrf)}${names('conteste', m.contestName, list.map((name) => ({ name })))}${reason('conteste-motif', m.contestReason, m.contestReasonHint)}<p class="actions"><button class="btn">${m.contestButton}</button></p></form></details>`
}

const quoted = (text: string): Html => html`<blockquote class="reason">${text.split(/\n{2,}/).slice(0, 12).map((paragraph) => html`<p>${paragraph}</p>`)}</blockquote>`

function claimItem(ui: Ui, base: string, claim: NameClaim, mayAnswer: boolean): Html {
  const { naming: m } = ui.m
  const { kind } = claim
  const id = `nom-${claim.id.slice(0, 12)}`
  const answers = claim.answers.map(({ by, at, accepted, reason: why }) => html`<div class="answer"><p><strong>${accepted ? m.accepted[kind] : m.refused[kind]}</strong> <span class="soft">${m.answeredBy(by.name, dateText(at, ui.locale))}</span></p>${quoted(why)}</div>`)
  const answerForm = !mayAnswer || claim.by.id === ui.person?.id ? '' : html`<details class="fold"><summary>${claim.answers.length === 0 ? m.answer : m.answerAgain}</summary><form method="post" action="${base}/noms/repondre">${hidden('_csrf', ui.csrf)}${hidden('dit', claim.id)}
<fieldset><legend class="vh">${m.answer}</legend>${(['oui', 'non'] as const).map((value) => html`<label class="check"><input type="radio" name="reponse" value="${value}" required${claim.answers.length > 0 && (value === 'oui') === isAccepted(claim) && html` checked`}> ${value === 'oui' ? m.answerYes[kind] : m.answerNo[kind]}</label>`)}</fieldset>${reason(`${id}-motif`, m.answerReason, m.answerReasonHint)}<p class="actions"><button class="btn">${m.answerButton}</button></p></form></details>`
  return html`<li id="${id}"><p>${personLink(claim.by)} ${kind === 'claimed' ? m.claimed(claim.name) : m.contested(claim.name)} <span class="soft">${dateText(claim.at, ui.locale)}</span></p>${quoted(claim.text)}${answers.length === 0 ? html`<p class="soft">${m.waiting}</p>` : answers}${answerForm}</li>`
}
