import { typeOfWords } from '../../../content-schema/words-as-fiches/read.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import type { FicheData } from './fiche-data.js'
import { profileSummary } from './profile-summary.js'
import { termsTree } from './terms-tree.js'

/** What a fiche of words holds, for people: the terms of a list, or what a community adds; and whether it is the one in force. */
export function wordsOfFiche(ui: Ui, { fiche, resource }: Pick<FicheData, 'fiche' | 'resource'>): Html {
  const v = ui.m.vocabularies
  const words = typeOfWords(fiche, resource.owner.kind === 'community' ? resource.owner.handle : '', ui.lexicon)
  if (words === undefined) return html``
  const aside = ui.words.setAside.get(resource.id)
  const [page, inForce] = words.kind === 'list'
    ? [`/vocabulaires/${words.vocabulary.id}`, ui.words.lists.get(words.vocabulary.id)?.resource === resource.id]
    : [`/c/${words.profile.community}`, ui.words.profiles.get(words.profile.community)?.resource === resource.id]
  const state = inForce ? html`<p class="soft">${words.kind === 'list' ? v.inForce : v.profileInForce} <a href="${page}">${words.kind === 'list' ? v.seeUses : v.seeCommunity}</a></p>` : aside === undefined ? '' : html`<p class="banner" role="note">${(words.kind === 'list' ? undefined : v.profileSetAside[aside]) ?? v.setAside[aside]}</p>`
  return html`<section class="vocabularies" aria-labelledby="mots"><h2 id="mots">${words.kind === 'list' ? v.termsOf(words.vocabulary.concepts.length) : ui.m.forms.communityProfile}</h2>${state}
${words.kind === 'list' ? termsTree(ui, { vocabulary: words.vocabulary }) : profileSummary(ui, words.profile)}</section>`
}
