import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import type { DisputeReading, RolePerson, RoleReading } from '../../../../forge/domain/role-reading.js'
import { html, type Html } from '../../../html.js'
import { dateText } from '../dates.js'
import { personLink } from '../people.js'
import type { Ui } from '../../ui.js'

/** A form that was refused: which, why, and what was typed. */
export interface RefusedForm { readonly form: string; readonly sentence: string; readonly field: string | undefined; readonly typed: Readonly<Record<string, string>> }

export const roleAnchor = (event: string): string => `r-${event.slice(0, 12)}`

/** What somebody is said to have done, its whole story, and what this reader may do about it. */
export function roleCard(ui: Ui, resource: Resource, role: RoleReading, refused: RefusedForm | undefined): Html {
  const { contributing: m } = ui.m
  const awaitsMe = role.awaits !== undefined && role.may.confirm
  const isDisputed = role.disputes.some(({ lifted }) => lifted === undefined)
  return html`<li class="card role ${role.state}${awaitsMe && ' awaits-me'}" id="${roleAnchor(role.event)}"><h3>${role.isTakenBack ? m.takenBack : role.person === undefined ? m.removedName : personLink(role.person)} <span class="what">${m.roleNames[role.role]}</span></h3>
<p class="marks"><span class="state ${stateClass[role.state]}">${awaitsMe ? m.awaitsYou : role.isTakenBack ? m.takenBackMark : m.states[role.state]}</span>${isDisputed && html` <span class="state warn">${m.disputedMark}</span>`}</p>
${role.note !== '' && html`<div class="note">${paragraphs(role.note)}</div>`}
<ul class="story">${story(ui, role)}</ul>
${role.disputes.map((dispute) => disputeShown(ui, resource, role, dispute, refused))}
${actions(ui, resource, role, refused)}${isNameAlone(role) && ui.csrf !== '' && html`<p class="soft"><a href="#revendique">${ui.m.naming.claimThis}</a></p>`}</li>`
}

/** Somebody without an account here, as far as is known. */
const isNameAlone = ({ person, state }: RoleReading): boolean => person !== undefined && person.handle === undefined && person.key.startsWith('name ') && state !== 'withdrawn'

const stateClass = { claimed: 'open', offered: 'open', confirmed: 'merged', declined: 'declined', withdrawn: 'withdrawn' } as const

const paragraphs = (text: string): Html[] => text.split(/\n{2,}/).map((one) => html`<p>${one}</p>`)
const named = (ui: Ui, by: RolePerson | undefined): string => by?.name ?? ui.m.contributing.somebody

function story(ui: Ui, role: RoleReading): Html[] {
  const { contributing: m } = ui.m
  const on = (at: number) => dateText(at, ui.locale)
  const said = role.isOwnClaim ? m.saidBySelf(on(role.at)) : m.saidBy(named(ui, role.by), on(role.at))
  return [
    html`<li>${said}</li>`,
    ...role.answers.map(({ by, at, answer, reason }, place) => {
      const isOwnWord = role.isOnOwnWord && answer === 'confirmed' && place === role.answers.length - 1
      return html`<li>${isOwnWord ? m.onOwnWord(on(at)) : m.answers[answer](named(ui, by), on(at))}${reason !== '' && html`${ui.locale === 'fr' ? '\u00a0: ' : ': '}<q>${reason}</q>`}</li>`
    }),
  ]
}

/** A form of one gesture about a role. `back`: the page it was made from, when it is not the resource's. */
function gesture(ui: Ui, action: string, form: Html, back?: RoleAnswersBack): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="_csrf" value="${ui.csrf}">${back && html`<input type="hidden" name="retour" value="${back}">`}${form}</form>`
}

/** Where else a role is answered from: « À relire ». */
export type RoleAnswersBack = 'a-relire'

/** A gesture that asks for words: folded until it is wanted, or was refused. */
function worded(ui: Ui, action: string, said: { readonly label: string; readonly hint: string; readonly field: string; readonly send: string; readonly isOptional?: boolean; readonly more?: Html; readonly back?: RoleAnswersBack | undefined }, refused: RefusedForm | undefined): Html {
  const id = `champ-${action.split('/roles/')[1]?.replaceAll('/', '-') ?? 'role'}`
  const mine = refused?.form === action ? refused : undefined
  return html`<details class="gesture"${mine && html` open`}><summary class="btn small">${said.label}</summary>
${gesture(ui, action, html`<div class="field"><label for="${id}">${said.field}${said.isOptional && html` <span class="required">(${ui.m.contributing.optional})</span>`}</label><p class="hint" id="${id}-aide">${said.hint}</p>
<textarea id="${id}" name="reason" rows="3" maxlength="2000" aria-describedby="${id}-aide${mine && ` ${id}-erreur`}"${mine && html` aria-invalid="true"`}>${mine?.typed.reason ?? ''}</textarea>${mine && html`<p class="error" id="${id}-erreur">${mine.sentence}</p>`}</div>
<div class="actions"><button class="btn" name="geste" value="envoyer">${said.send}</button>${said.more}</div>`, said.back)}</details>`
}

/** Yes or no to what somebody is said to have done; who speaks of somebody else says why not. */
export function roleAnswers(ui: Ui, resource: Resource, role: Pick<RoleReading, 'event' | 'state' | 'isOwn' | 'isOwnClaim'> & { readonly isPending: boolean; readonly may: Pick<RoleReading['may'], 'confirm' | 'decline'> }, refused?: RefusedForm, back?: RoleAnswersBack): Html {
  const { contributing: m } = ui.m
  const { may } = role
  const base = `/${addressOf(resource)}/contributions/roles/${role.event}`
  const confirm = role.state === 'declined' ? m.changeMind : role.isOwn && !role.isOwnClaim ? m.accept : m.confirm
  return html`${may.confirm && gesture(ui, `${base}/confirmer`, html`<button class="btn${role.isPending && ' primary'}">${confirm}</button>`, back)}
${may.decline && (role.isOwn ? gesture(ui, `${base}/decliner`, html`<button class="btn">${m.declineOwn}</button>`, back) : worded(ui, `${base}/decliner`, { label: m.decline, hint: m.declineHint, field: m.reason, send: m.decline, back }, refused))}`
}

function actions(ui: Ui, resource: Resource, role: RoleReading, refused: RefusedForm | undefined): Html | '' {
  const { contributing: m } = ui.m
  const { may } = role
  if (ui.csrf === '' || !(may.confirm || may.decline || may.withdraw || may.dispute)) return ''
  const base = `/${addressOf(resource)}/contributions/roles/${role.event}`
  const isPending = role.awaits !== undefined
  const withdraw = role.isOwn ? m.withdraw : isPending && role.by?.key === ui.person?.id ? m.withdrawOffer : m.withdrawNamed
  return html`<div class="role-actions">
${roleAnswers(ui, resource, { ...role, isPending }, refused)}
${may.withdraw && worded(ui, `${base}/retirer`, { label: withdraw, hint: withdraw === m.withdrawNamed ? m.withdrawNamedHint : withdraw === m.withdrawOffer ? m.withdrawOfferHint : m.withdrawHint, field: m.reason, send: withdraw, ...(withdraw !== m.withdrawNamed && { isOptional: true }) }, refused)}
${may.dispute && worded(ui, `${base}/contester`, { label: m.dispute, hint: m.disputeHint, field: m.reason, send: m.dispute }, refused)}
</div>`
}

function disputeShown(ui: Ui, resource: Resource, role: RoleReading, dispute: DisputeReading, refused: RefusedForm | undefined): Html {
  const { contributing: m } = ui.m
  const on = (at: number) => dateText(at, ui.locale)
  const base = `/${addressOf(resource)}/contributions/roles/${role.event}/contestations/${dispute.event}`
  return html`<div class="dispute${dispute.lifted && ' lifted'}"><p><strong>${dispute.by === undefined ? m.disputesSelf(on(dispute.at)) : m.disputes(dispute.by.name, on(dispute.at))}</strong></p>${paragraphs(dispute.reason)}
${dispute.answers.map(({ by, at, text }) => html`<div class="reply"><p><strong>${by === undefined ? m.repliesSelf(on(at)) : m.replies(by.name, on(at))}</strong></p>${paragraphs(text)}</div>`)}
${dispute.lifted && html`<p class="soft">${m.disputeLifted(on(dispute.lifted.at))}</p>${paragraphs(dispute.lifted.reason)}`}
${ui.csrf !== '' && dispute.may.answer && worded(ui, base, { label: dispute.may.lift ? `${m.reply} / ${m.lift}` : m.reply, hint: m.noteHint, field: m.replyText, send: m.reply, ...(dispute.may.lift && { more: html` <button class="btn" name="geste" value="lever">${m.lift}</button>` }) }, refused)}</div>`
}
