/** « Ce passage existe aussi dans… » as machines read it (forge/contract/reuse-view.ts). */
import type { ReuseView } from '../contract/reuse-view.js'
import type { PassageSaid, PassageSide, ReusePerson, ReuseReading } from '../domain/reuse-reading.js'
import { addressOf } from '../domain/resource.js'

/** Git dates can hold anything. */
const iso = (at: number): string | null => (Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : null)
const person = ({ name, handle }: ReusePerson) => ({ name, handle: handle ?? null })
const side = (one: PassageSide) => (one.state === 'known' ? { state: one.state, from: iso(one.from), to: iso(one.to), licences: [...one.licences], people: one.people.map(person) } : { state: one.state })
const said = ({ event, by, at, text }: PassageSaid) => ({ id: event, by: person(by), at: iso(at), text })

export const reuseView = ({ shared, more, disputes }: ReuseReading): ReuseView => ({
  shared: shared.map(({ resource, links, verdict, passages, more: others }) => ({
    resource: { address: addressOf(resource), title: resource.title, licence: resource.licence.licence?.id ?? null }, declared: [...links],
    verdict: { wordsFrom: verdict.from, because: verdict.because, verdict: verdict.said.verdict, code: verdict.said.code, clause: verdict.said.clause, fr: verdict.said.fr, en: verdict.said.en, fixes: [...verdict.said.fixes] },
    passages: passages.map((one) => ({ path: one.path, quote: one.quote, words: one.words, changed: one.changed, here: side(one.here), there: side(one.there), theirs: one.theirs ?? null, theirPath: one.theirPath, address: one.address })), more: others,
  })),
  more,
  disputes: disputes.map(({ event, by, at, passage, from, other, reason, answers, lifted }) => ({ id: event, by: person(by), at: iso(at), passage: { ...passage, at: [...passage.at] }, from, other: other ?? null, reason, answers: answers.map(said), lifted: lifted ? said(lifted) : null })),
})
