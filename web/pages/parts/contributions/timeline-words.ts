import type { TimelineFact, TimelineRow } from '../../../../forge/domain/timeline.js'
import { dateText, monthText } from '../dates.js'
import type { Ui } from '../../ui.js'

/** When a row happened: a day, or a month. */
export const rowDate = (ui: Ui, row: TimelineRow): string => (row.is === 'month' ? monthText(row.at, ui.locale) : dateText(row.at, ui.locale))

/** What happened in one sentence. */
export function rowSaid(ui: Ui, row: TimelineRow): string {
  const [fact] = row.facts
  if (row.is !== 'month' && fact) return [factSaid(ui, fact), ...marksOf(ui, fact)].join(', ')
  const { contributing: m } = ui.m
  const parts = [
    row.versions > 0 && m.versions(row.versions), row.originVersions > 0 && m.originVersions(row.originVersions), row.proposals > 0 && m.proposals(row.proposals), ...row.names.slice(0, 6).map(m.named),
    row.names.length > 6 && m.andMore(row.names.length - 6), row.news > 0 && m.newsTaken(row.news), row.adaptations > 0 && m.adaptationsBorn(row.adaptations), row.offers > 0 && m.offers(row.offers),
    ...row.facts.flatMap((one) => (one.kind === 'birth' ? [m.bornFrom(one.origin.title)] : [])),
  ]
  return parts.filter((part) => part !== false).join(', ')
}

export function factSaid(ui: Ui, fact: TimelineFact): string {
  const { contributing: m, reading } = ui.m
  switch (fact.kind) {
    case 'version': return fact.title === '' ? reading.noReason : fact.title
    case 'birth': return m.bornFrom(fact.origin.title)
    case 'adaptation': return m.bornHere(fact.adaptation.title)
    case 'offer': return m.offered(fact.offer.title)
  }
}

/** What a version carries besides its own words. */
export function marksOf(ui: Ui, fact: TimelineFact): readonly string[] {
  const { contributing: m } = ui.m
  if (fact.kind !== 'version') return []
  return [...(fact.name === undefined ? [] : [m.named(fact.name)]), ...(fact.proposal === undefined ? [] : [m.fromProposal(fact.proposal.number)]), ...(fact.takesNews ? [m.newsTaken(1)] : []), ...(fact.isFromOrigin ? [m.signs.origin] : [])]
}

/** « Awa (3), Léo et 2 autres ». */
export function peopleSaid(ui: Ui, row: TimelineRow, most: number): string {
  const { contributing: m } = ui.m
  const shown = row.people.length <= most + 1 ? row.people : row.people.slice(0, most)
  const names = shown.map(({ name, times }) => m.timesBy(name, times))
  return [names.join(', '), row.people.length > shown.length ? m.andMore(row.people.length - shown.length) : ''].filter((part) => part !== '').join(' ')
}
