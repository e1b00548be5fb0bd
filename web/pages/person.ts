import { WORDS_TYPES } from '../../content-schema/data/fields-of-words.js'
import type { Person } from '../../forge/domain/person.js'
import type { RoleName } from '../../forge/domain/role-claim.js'
import { addressOf } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { dateText } from './parts/dates.js'
import { ficheGrid, type CardData } from './parts/fiche-card.js'
import type { Ui } from './ui.js'

export interface PersonData {
  readonly person: Person
  /** Asked to be named nowhere. */
  readonly isAnonymous: boolean
  readonly written: readonly CardData[]
  readonly stewarded: readonly CardData[]
  /** What they did besides writing, role by role. */
  readonly doings: readonly { readonly doing: RoleName; readonly cards: readonly CardData[] }[]
  readonly memberships: readonly { readonly handle: string; readonly name: string; readonly role: 'member' | 'steward' }[]
}

/** A list of words or a profile serves the fiches: whoever keeps forty of them is not hidden behind. */
const isOfWords = ({ resource }: CardData): boolean => WORDS_TYPES.includes(resource.fields.type ?? '')

/** Who somebody is here: what they wrote, what they keep, where they belong. */
export function personPage(ui: Ui, { person, isAnonymous, written, stewarded, doings, memberships }: PersonData): string {
  const { reading, common, contributing: m } = ui.m
  if (isAnonymous) {
    return layout(ui, {
      title: ui.m.naming.anonymousTitle, unlisted: true,
      main: html`<nav class="crumbs" aria-label="${reading.crumbs}"><a href="/">${common.library}</a> › ${reading.personKind}</nav>
<h1>${ui.m.naming.anonymousTitle}</h1><p>${ui.m.naming.anonymousPage}</p>${ui.person?.id === person.id ? html`<p><a class="btn small" href="/reglages/nom">${ui.m.naming.settingsTab}</a></p>` : ''}`,
    })
  }
  const shelf = (id: string, title: string, cards: readonly CardData[]): Html => {
    const [fiches, words] = [cards.filter((card) => !isOfWords(card)), cards.filter(isOfWords)]
    return html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${fiches.length === 0 ? html`<p class="soft">${reading.noFicheYet}</p>` : ficheGrid(ui, fiches)}
${words.length > 0 && html`<details class="card"><summary>${reading.alsoWords(words.length)}</summary><ul class="plain rows">${words.map(({ resource }) => html`<li><a href="/${addressOf(resource)}">${resource.title}</a> <span class="soft">${resource.owner.name}</span></li>`)}</ul></details>`}</section>`
  }
  return layout(ui, {
    title: person.displayName, canonical: `/@${person.handle}`,
    main: html`<nav class="crumbs" aria-label="${reading.crumbs}"><a href="/">${common.library}</a> › ${reading.personKind}</nav>
<h1>${person.displayName}</h1><p class="soft">@${person.handle} · ${reading.since(dateText(person.createdAt, ui.locale))}</p>
${person.bio === '' ? html`<p class="soft">${reading.noBio}</p>` : html`<div class="bio">${person.bio.split(/\n\s*\n/).map((paragraph) => html`<p>${paragraph}</p>`)}</div>`}
${ui.person?.id === person.id ? html`<p><a class="btn small" href="/reglages">${reading.editProfile}</a></p>` : ''}
${memberships.length === 0 ? '' : html`<section aria-labelledby="communautes"><h2 id="communautes">${reading.memberOf}</h2><ul class="chips">${memberships.map(({ handle, name, role }) => html`<li><a href="/c/${handle}">${name} <span class="count">${role === 'steward' ? reading.stewardOf : reading.member}</span></a></li>`)}</ul></section>`}
${shelf('ecrites', reading.writtenBy(person.displayName), written)}
${doings.length > 0 && html`<section aria-labelledby="autrement"><h2 id="autrement">${m.doingsTitle}</h2><dl class="doings-by-role">${doings.map(({ doing, cards }) => html`<div><dt>${m.doings[doing]}</dt><dd><ul class="plain">${cards.map(({ resource }) => html`<li><a href="/${addressOf(resource)}">${resource.title}</a> <span class="soft">${resource.owner.name}</span></li>`)}</ul></dd></div>`)}</dl></section>`}
${stewarded.length === 0 ? '' : shelf('gardees', reading.stewardedBy(person.displayName), stewarded)}`,
  })
}
