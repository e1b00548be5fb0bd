import type { ConsentToGive } from '../../forge/domain/consent-to-give.js'
import type { Obstacle } from '../../forge/domain/decision.js'
import { placeOfEvent, type Expectation, type Told } from '../../forge/domain/inbox.js'
import type { DiscussionEvent, LicenceEvent, MakingEvent, MergeRequestEvent } from '../../forge/domain/journal.js'
import { excerptOf, type MentionReason } from '../../forge/domain/mentions.js'
import type { MergeRequest } from '../../forge/domain/merge-request.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { isHeldBy, type RoleClaim } from '../../forge/domain/role-claim.js'
import { html, type Html } from '../html.js'
import { editingQuery } from './improve.js'
import { layout } from './layout.js'
import { roleAnchor, roleAnswers } from './parts/contributions/role-card.js'
import { date, dateText, timeText } from './parts/dates.js'
import { effortMark } from './parts/effort.js'
import { askAnchor } from './parts/licences/consent-card.js'
import { shortName } from './parts/licences/weighed-words.js'
import { personLink } from './parts/people.js'
import { proposalLine, stateBadge } from './proposals.js'
import type { Ui } from './ui.js'

export const inboxTabs = { toReview: undefined, mine: 'miennes', mentions: 'mentions' } as const
export type InboxTab = keyof typeof inboxTabs

export interface InboxData {
  readonly tab: InboxTab
  readonly counts: { readonly toReview: number; readonly mine: number; readonly mentions: number }
  readonly toReview: readonly { readonly request: MergeRequest; readonly resource: Resource; readonly expects: Expectation; readonly waitingSince: number; readonly isNew: boolean }[]
  /** What people are said to have done, and wait for this person's word. */
  readonly roles: readonly { readonly claim: RoleClaim; readonly resource: Resource; readonly isOwn: boolean; readonly waitingSince: number; readonly isNew: boolean }[]
  /** Accords that wait for this person, for words they wrote. */
  readonly consents: readonly ConsentToGive[]
  /** Texts this person began to change and has not sent, the latest first. */
  readonly drafts: readonly { readonly resource: Resource; readonly path: string; readonly proposal: { readonly number: number; readonly title: string } | undefined; readonly updatedAt: number }[]
  /** Open propositions that expect nothing of this person in particular. */
  readonly elsewhere: readonly { readonly request: MergeRequest; readonly resource: Resource }[]
  readonly mine: readonly { readonly request: MergeRequest; readonly resource: Resource; readonly obstacles: readonly Obstacle[]; readonly news: readonly Told[] }[]
  readonly mentions: readonly {
    readonly mention: { readonly number: number; readonly oid: string; readonly at: number; readonly event: MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent; readonly reason: MentionReason }
    readonly resource: Resource; readonly title: string | undefined; readonly isNew: boolean
  }[]
}

/** What awaits somebody: to review, their own propositions, messages for them. */
export function inboxPage(ui: Ui, data: InboxData): string {
  const { flow: m } = ui.m
  const tab = (name: InboxTab): Html => {
    const count = data.counts[name]
    const query = inboxTabs[name]
    return html`<li><a href="/propositions${query === undefined ? '' : `?onglet=${query}`}"${name === data.tab && html` aria-current="page"`}>${m.tabs[name]}${count > 0 && html` <span class="count">${count}${name !== 'toReview' && html`<span class="vh"> (${m.newCount(count)})</span>`}</span>`}</a></li>`
  }
  const main = html`<h1>${m.inboxTitle}</h1>
<nav class="views inbox-tabs" aria-label="${m.tabsLabel}"><ul>${(Object.keys(inboxTabs) as InboxTab[]).map(tab)}</ul></nav>
${data.tab === 'toReview' ? reviews(ui, data) : data.tab === 'mine' ? own(ui, data) : messages(ui, data)}`
  return layout(ui, { title: `${m.tabs[data.tab]} – ${m.inboxTitle}`, main, section: 'review', unlisted: true })
}

const newMark = (ui: Ui, isNew: boolean): Html | '' => (isNew ? html` <span class="mark is-new">${ui.m.flow.isNew}</span>` : '')
const placeOf = (request: MergeRequest, resource: Resource): string => `/${addressOf(resource)}/propositions/${request.number}`

/** Propositions, roles and accords alike, the longest waiting first. */
function reviews(ui: Ui, data: InboxData): Html {
  const { flow: m } = ui.m
  const waiting = [...data.toReview.map((one) => ({ at: one.waitingSince, card: proposalToReview(ui, one) })), ...data.roles.map((one) => ({ at: one.waitingSince, card: roleToAnswer(ui, one) })), ...data.consents.map((one) => ({ at: one.waitingSince, card: consentToGive(ui, one) }))].sort((a, b) => a.at - b.at)
  return html`<section aria-labelledby="a-relire"><h2 class="vh" id="a-relire">${m.tabs.toReview}</h2>
${waiting.length === 0 ? html`<p class="lead">${m.reviewNone}</p>` : html`<p>${m.reviewLead}</p>
<ul class="proposals inbox">${waiting.map(({ card }) => card)}</ul>`}</section>
${data.elsewhere.length > 0 ? html`<section aria-labelledby="ailleurs"><h2 id="ailleurs">${m.elsewhere}</h2><p class="soft">${m.elsewhereLead}</p>
<ul class="proposals">${data.elsewhere.map(({ request, resource }) => proposalLine(ui, request, resource, { showFiche: true }))}</ul></section>` : ''}`
}

function proposalToReview(ui: Ui, { request, resource, expects, waitingSince, isNew }: InboxData['toReview'][number]): Html {
  const { flow: m, proposing } = ui.m
  return html`<li class="card${isNew && ' is-new'}"><h3><a href="${placeOf(request, resource)}">${request.title}</a>${newMark(ui, isNew)}</h3>
<p class="expects">${expectation(ui, expects)}</p>
<p class="soft">${effortMark(ui, request)} ${proposing.by} ${personLink(request.proposedBy)} ${proposing.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>, ${m.waitsSince} ${date(waitingSince, ui.locale)}</p></li>`
}

/** What somebody is said to have done: answered here, in one gesture. */
function roleToAnswer(ui: Ui, { claim, resource, isOwn, waitingSince, isNew }: InboxData['roles'][number]): Html {
  const { flow: m, contributing, proposing } = ui.m
  const role = contributing.roleNames[claim.role]
  const holder = 'person' in claim.holder ? claim.holder.person.name : claim.holder.name
  const isOwnClaim = isHeldBy(claim, claim.by.id)
  return html`<li class="card${isNew && ' is-new'}"><h3><a href="/${addressOf(resource)}/contributions#${roleAnchor(claim.event)}">${isOwn ? m.roleOffered(role) : m.roleToConfirm(holder, role)}</a>${newMark(ui, isNew)}</h3>
<p class="expects">${isOwn ? m.roleOfferedBy(claim.by.name, contributing.roleHints[claim.role]) : isOwnClaim ? m.roleSaidBySelf(holder) : m.roleSaidBy(claim.by.name)}</p>
${claim.note !== '' && html`<blockquote>${claim.note}</blockquote>`}
<div class="role-actions">${roleAnswers(ui, resource, { event: claim.event, state: claim.state, isOwn, isOwnClaim, isPending: true, may: { confirm: true, decline: true } }, undefined, 'a-relire')}</div>
<p class="soft">${proposing.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>, ${m.waitsSince} ${date(waitingSince, ui.locale)}</p></li>`
}

/** An accord that others wait for: said where it can be read what it means. */
function consentToGive(ui: Ui, { resource, event, by, licence, reason, passage, waitingSince, isNew }: ConsentToGive): Html {
  const { flow: m, proposing } = ui.m
  const at = `/${addressOf(resource)}${passage === undefined ? `/licence#${askAnchor(event)}` : `/propositions/${passage.number}#ailleurs`}`
  return html`<li class="card${isNew && ' is-new'}"><h3><a href="${at}">${m.relabelAsked(shortName(licence))}</a>${newMark(ui, isNew)}</h3>
<p class="expects">${passage === undefined ? m.relabelAskedBy(by.name) : m.grantAskedBy(by.name, resource.title)}</p>
${passage !== undefined && html`<blockquote>${passage.quote}</blockquote>`}${reason !== '' && html`<p>${by.name}${ui.locale === 'fr' ? '\u00a0' : ''}: <q>${reason}</q></p>`}
<p class="role-actions"><a class="btn" href="${at}">${m.answerHere}</a></p>
<p class="soft">${proposing.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>, ${m.waitsSince} ${date(waitingSince, ui.locale)}</p></li>`
}

/** What a proposition expects, in one sentence. */
export function expectation(ui: Ui, expects: Expectation): string {
  const sentence = ui.m.flow.expects[expects.kind] as (e: Expectation, date: (at: number) => string) => string
  return sentence(expects, (at) => dateText(at, ui.locale))
}

const newsShown = 4

function own(ui: Ui, data: InboxData): Html {
  const { flow: m, proposing } = ui.m
  return html`${drafts(ui, data)}<section aria-labelledby="miennes"><h2${data.drafts.length === 0 && html` class="vh"`} id="miennes">${m.mineTitle}</h2>
${data.mine.length === 0 ? html`<p class="lead">${m.mineNone}</p>` : html`<p>${m.mineLead}</p>
<ul class="proposals inbox">${data.mine.map(({ request, resource, obstacles, news }) => {
    const integrated = news.find(({ event }) => event.kind === 'merged')
    const happened = news.filter((one) => one !== integrated)
    return html`<li class="card${news.length > 0 && ' is-new'}"><h3><a href="${placeOf(request, resource)}">${request.title}</a>${newMark(ui, news.length > 0)}</h3>
${integrated && html`<p class="thanks">${m.thanksMine(nameIn(integrated.event), resource.title)}</p>`}
${request.state === 'open' ? html`<p class="expects">${missing(ui, data, obstacles, resource)}</p>` : ''}
<p class="soft">${stateBadge(ui, request)} ${request.state === 'open' ? effortMark(ui, request) : ''} ${proposing.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>, ${date(request.openedAt, ui.locale)}</p>
${happened.length > 0 && html`<p class="since">${m.sinceLastLook}</p><ul class="happened">${happened.slice(-newsShown).map((one) => html`<li>${newsSentence(ui, nameIn(one.event), one.event)}, ${date(one.at, ui.locale)}</li>`)}${happened.length > newsShown && html`<li>${m.moreNews(happened.length - newsShown)}</li>`}</ul>`}</li>`
  })}</ul>`}
${data.counts.mine > 0 && seenForm(ui, 'mine')}</section>`
}

/** What one began to write: nobody else sees it, and it is found again here. */
function drafts(ui: Ui, data: InboxData): Html {
  const { flow: m, proposing } = ui.m
  if (data.drafts.length === 0) return html``
  return html`<section aria-labelledby="brouillons"><h2 id="brouillons">${m.drafts}</h2><p>${m.draftsLead}</p>
<ul class="proposals drafts">${data.drafts.map(({ resource, path, proposal, updatedAt }) => html`<li class="card"><h3><a href="/${addressOf(resource)}/ameliorer${editingQuery({ resource, path, proposal })}">${proposal ? proposing.updateTitle(proposal.title) : path === resource.mainPath ? resource.title : m.draftOfFile(path, resource.title)}</a></h3>
<p class="soft">${m.draftKeptAt(`${dateText(updatedAt, ui.locale)}, ${timeText(updatedAt, ui.locale)}`)}</p></li>`)}</ul></section>`
}

/** What an own proposition still needs, and who can act. */
function missing(ui: Ui, data: InboxData, obstacles: readonly Obstacle[], resource: Resource): string {
  const { standing, and, anySteward } = ui.m.rules
  const { m: { flow } } = ui
  const [obstacle] = obstacles
  switch (obstacle?.kind) {
    case 'objections': {
      const names = [...new Set(obstacle.objections.map(({ by }) => by.name))]
      return names.length === 1 ? standing.objection(names[0] ?? '') : standing.objections(and(names))
    }
    case 'consents': return standing.readings(Math.max(1, obstacle.need - obstacle.have))
    case 'delay': return standing.delayFirst(dateText(obstacle.until, ui.locale))
    default: return standing.ready(resource.rule.kind === 'ouverte' && resource.owner.kind === 'community' ? flow.anyMember(resource.owner.name) : anySteward)
  }
}

const nameIn = (event: MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent): string => event.actor.name

/** « Noé consent »; what is not for people to read says who came by. */
function newsSentence(ui: Ui, name: string, event: MergeRequestEvent): string {
  const { news } = ui.m.flow
  const key = event.kind === 'verdict' ? `verdict_${event.verdict}` as const : event.kind
  return key in news ? news[key as keyof typeof news](name) : news.comment(name)
}

function messages(ui: Ui, data: InboxData): Html {
  const { flow: m, proposing } = ui.m
  const said = ({ mention, title }: InboxData['mentions'][number]): string => {
    const name = nameIn(mention.event)
    if (mention.reason === 'thanked') return m.thanksReader(name, title ?? '')
    if (mention.event.kind in m.ofPassages && mention.reason !== 'named') return m.ofPassages[mention.event.kind as keyof typeof m.ofPassages](name)
    return m.reasons[mention.reason === 'on_mine' && mention.number === 0 ? 'on_fiche' : mention.reason](name)
  }
  return html`<section aria-labelledby="mentions"><h2 class="vh" id="mentions">${m.tabs.mentions}</h2>
${data.mentions.length === 0 ? html`<p class="lead">${m.mentionsNone}</p>` : html`<p>${m.mentionsLead}</p>
<ul class="proposals inbox">${data.mentions.map((one) => {
    const { mention, resource, title, isNew } = one
    const words = mention.reason === 'thanked' ? '' : excerptOf(mention.event)
    const at = `/${addressOf(resource)}${placeOfEvent(mention)}`
    return html`<li class="card${isNew && ' is-new'}"><h3><a href="${at}">${said(one)}</a>${newMark(ui, isNew)}</h3>
${words !== '' && html`<blockquote>${words}</blockquote>`}
<p class="soft">${title !== undefined && mention.reason !== 'thanked' && html`${title}, `}${proposing.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>, ${date(mention.at, ui.locale)}</p></li>`
  })}</ul>`}
${data.counts.mentions > 0 && seenForm(ui, 'mentions')}</section>`
}

const seenForm = (ui: Ui, tab: InboxTab): Html => html`<form method="post" action="/propositions/vu"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="onglet" value="${inboxTabs[tab] ?? ''}"><button class="btn">${ui.m.flow.markAllSeen}</button></form>`
