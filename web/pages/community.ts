import type { Community, MembershipRole } from '../../forge/domain/community.js'
import type { MergeRequest } from '../../forge/domain/merge-request.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { date } from './parts/dates.js'
import { ficheGrid, type CardData } from './parts/fiche-card.js'
import { personLink } from './parts/people.js'
import type { Ui } from './ui.js'

export interface CommunityData {
  readonly community: Community
  readonly members: readonly { readonly role: MembershipRole; readonly ref: PersonRef }[]
  readonly total: number
  readonly shelves: readonly { readonly type: string; readonly count: number; readonly cards: readonly CardData[] }[]
  readonly toReview: readonly { readonly resource: Resource; readonly request: MergeRequest }[]
}

/** A community: what it says of itself, who, its shelves, what waits for a reader. */
export function communityPage(ui: Ui, data: CommunityData): string {
  const { reading, common } = ui.m
  const { community } = data
  return layout(ui, {
    title: community.name, section: 'communities', canonical: `/c/${community.handle}`, ...(community.description !== '' && { description: community.description.slice(0, 300) }),
    alternates: [{ type: 'application/atom+xml', href: `/c/${community.handle}.atom`, title: reading.communityFeed }],
    main: html`<nav class="crumbs" aria-label="${reading.crumbs}"><a href="/communautes">${reading.communitiesTitle}</a></nav>
<h1>${community.name}</h1>
${community.description.split(/\n\s*\n/).map((paragraph) => html`<p class="lead narrow">${paragraph}</p>`)}
<div class="cols right"><div>
<form class="ask-row narrow" action="/recherche" method="get" role="search"><input type="hidden" name="communaute" value="${community.handle}"><label class="vh" for="q">${reading.searchIn(community.name)}</label><input type="search" id="q" name="q" maxlength="200" placeholder="${reading.searchIn(community.name)}"><button class="btn">${reading.searchButton}</button></form>
${data.shelves.length === 0 ? html`<p>${reading.emptyShelves}</p>` : data.shelves.map((shelf, index) => html`<section class="shelf" aria-labelledby="s${index}"><h2 id="s${index}">${shelf.type === '' ? (data.shelves.length === 1 ? reading.allFiches : reading.otherFiches) : ui.lexicon.typeLabel(shelf.type, ui.locale)} <span class="count">${shelf.count}</span></h2>${ficheGrid(ui, shelf.cards, { type: shelf.type, owner: community.id })}
${shelf.count > shelf.cards.length ? html`<p><a href="/recherche?communaute=${community.handle}${shelf.type === '' ? '' : `&type=${encodeURIComponent(shelf.type)}`}">${shelf.type === '' ? reading.seeAll : reading.seeShelf(shelf.count)}</a></p>` : ''}</section>`)}
</div><aside>${review(ui, data)}${people(ui, data)}
<section class="card"><p>${rule(ui, community)}</p><p><a href="/c/${community.handle}.atom">${reading.communityFeed}</a></p><p><a class="btn small" href="/nouvelle?communaute=${community.handle}" rel="nofollow">${common.newFiche}</a></p>${mayManage(ui, data) ? html`<p><a class="btn small" href="/c/${community.handle}/reglages" rel="nofollow">${ui.m.forms.communityTab}</a></p>` : ''}</section></aside></div>`,
  })
}

/** As the policy `manage_community` says; the settings ask again. */
const mayManage = ({ person }: Ui, { members }: CommunityData): boolean => person !== undefined && (person.isAdmin || members.some(({ role, ref }) => role === 'steward' && ref.id === person.id))

function rule(ui: Ui, { defaultRule }: Community): string {
  const { decisionRules } = ui.m.reading
  switch (defaultRule.kind) {
    case 'relecture': return decisionRules.relecture(defaultRule.readers)
    case 'consentement': return decisionRules.consentement(defaultRule.days)
    default: return decisionRules[defaultRule.kind]
  }
}

function review(ui: Ui, { toReview }: CommunityData): Html {
  const { reading } = ui.m
  return html`<section class="card" aria-labelledby="relire"><h2 id="relire">${reading.toReviewHere}</h2>${toReview.length === 0 ? html`<p class="soft">${reading.nothingToReview}</p>` : html`<ul class="plain rows">${toReview.map(({ resource, request }) => html`<li><a href="/${addressOf(resource)}/propositions/${request.number}">${request.title}</a><br><span class="soft">${resource.title} · ${reading.proposedBy(request.proposedBy.name)} · ${date(request.openedAt, ui.locale)}</span></li>`)}</ul>`}</section>`
}

function people(ui: Ui, { members }: CommunityData): Html {
  const { reading } = ui.m
  const list = (role: MembershipRole): Html => html`<ul class="names">${members.filter((member) => member.role === role).slice(0, 60).map(({ ref }) => html`<li>${personLink(ref)}</li>`)}</ul>`
  const has = (role: MembershipRole): boolean => members.some((member) => member.role === role)
  return html`<section class="card" aria-labelledby="membres"><h2 id="membres">${reading.membersCount(members.length)}</h2>${has('steward') ? html`<h3>${reading.communityStewards}</h3>${list('steward')}` : ''}${has('member') ? html`<h3>${reading.communityMembers}</h3>${list('member')}` : ''}</section>`
}

export interface CommunitiesData { readonly communities: readonly { readonly community: Community; readonly members: number; readonly fiches: number; readonly lists: number }[] }

/** Every community of the instance. */
export function communitiesPage(ui: Ui, { communities }: CommunitiesData): string {
  const { reading, common } = ui.m
  return layout(ui, {
    title: reading.communitiesTitle, section: 'communities', canonical: '/communautes',
    main: html`<h1>${reading.communitiesTitle}</h1><p class="lead">${reading.communitiesLead}</p>
${communities.length === 0 ? html`<p>${reading.noCommunity}</p>` : html`<ul class="grid">${communities.map(({ community, members, fiches, lists }) => html`<li><article class="card"><h2><a href="/c/${community.handle}">${community.name}</a></h2><p>${community.description}</p><p class="foot soft">${fiches === 0 && lists > 0 ? ui.m.vocabularies.lists(lists) : common.fiches(fiches)} · ${reading.membersCount(members)}</p></article></li>`)}</ul>`}`,
  })
}
