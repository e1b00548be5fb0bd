import type { LicenceStoryView } from '../contract/licence-story-view.js'
import { addressOf, type Resource } from '../domain/resource.js'
import type { LicenceFact, LicenceReading } from '../domain/licence-reading.js'
import type { Relicensing, WordAuthor } from '../domain/relicensing.js'

const iso = (at: number): string => new Date(at).toISOString()
const person = ({ name, handle }: { readonly name: string; readonly handle?: string | undefined }) => ({ name, handle: handle === undefined || handle === '' ? null : handle })
const author = (one: WordAuthor) => ({ ...person(one), hasAccount: one.isConfirmed })

/** The licence of a resource as programs read it: what it was, what is asked and answered, what another label would take. */
export function licenceStoryView(site: string, resource: Resource, { label, facts, asks, permissions, change }: LicenceReading): LicenceStoryView {
  return {
    page: `${site}/${addressOf(resource)}/licence`, licence: label ?? null,
    history: facts.map(factView),
    asks: asks.map((ask) => ({
      event: ask.event, licence: ask.licence, by: person(ask.by), at: iso(ask.at), reason: ask.reason, state: ask.weighed === undefined ? 'under_way' : 'known',
      people: ask.people.map(({ person: one, hasAgreed, answer }) => ({ ...author(one), hasAgreed, answer: answer ? { kind: answer.kind, at: iso(answer.at), text: answer.text } : null })),
    })),
    permissions: permissions.map((one) => ({ event: one.event, name: one.name, licence: one.licence, by: person(one.by), at: iso(one.at), text: one.text })),
    ...(change && { change: { licence: change.to, state: change.weighed === undefined ? 'under_way' : 'known', ...(change.weighed && weighedView(change.weighed)) } }),
  }
}

function factView(fact: LicenceFact): LicenceStoryView['history'][number] {
  const said = { at: iso(fact.at), ...(fact.event !== undefined && { event: fact.event }) }
  switch (fact.kind) {
    case 'label': return { kind: fact.kind, ...said, from: fact.from ?? null, to: fact.to ?? null, commit: fact.commit, by: fact.by.map(person) }
    case 'clarified': return { kind: fact.kind, ...said, licence: fact.to, by: [person(fact.by)], text: fact.text }
    case 'permission': case 'permission_withdrawn': return { kind: fact.kind, ...said, licence: fact.licence, name: fact.name, by: [person(fact.by)], text: fact.text }
    default: return { kind: fact.kind, ...said, licence: fact.licence, by: [person(fact.by)], text: fact.text }
  }
}

const weighedView = ({ verdict, ingredients, missing, agreed, nobodys }: Relicensing) => ({
  verdict: verdict.verdict, code: verdict.code, clause: verdict.clause.uri, fr: verdict.fr, en: verdict.en, missing: missing.map(author), agreed: agreed.map(author), unsignedWords: nobodys,
  ingredients: ingredients.map((one) => ({ licence: one.licence ?? null, words: one.words, people: one.people.map(author), needsConsent: one.needsConsent, missing: one.missing.map(author) })),
})
