/** The history of a resource as facts in time, and how a drawing and a table gather them: one by one while they are few, month by month beyond. Pure. */
import type { Oid } from './git.js'

export interface TimelinePerson { readonly key: string; readonly name: string; readonly handle: string | undefined }
export interface TimelinePlace { readonly title: string; readonly path: string }

export type TimelineFact = { readonly at: number } & (
  | { readonly kind: 'version'; readonly commit: Oid; readonly title: string; readonly people: readonly TimelinePerson[]; readonly name: string | undefined
      /** The integrated proposition it comes from. */
      readonly proposal: { readonly number: number; readonly path: string } | undefined
      /** Made in the resource this one was adapted from, before or since. */
      readonly isFromOrigin: boolean
      /** Takes news of the origin. */
      readonly takesNews: boolean
      /** The page of the history that lists it. */
      readonly page: number }
  /** This resource is born from another. */
  | { readonly kind: 'birth'; readonly by: TimelinePerson; readonly origin: { readonly title: string; readonly path: string | undefined } }
  /** Another is born from it. */
  | { readonly kind: 'adaptation'; readonly by: TimelinePerson; readonly adaptation: TimelinePlace }
  /** Its own improvements were offered to its origin. */
  | { readonly kind: 'offer'; readonly by: TimelinePerson; readonly offer: TimelinePlace }
)

export interface TimelineRow {
  /** Unique on the page, fit for an anchor. */
  readonly id: string
  readonly is: 'version' | 'event' | 'month'
  /** The latest of its facts. */
  readonly at: number
  readonly facts: readonly TimelineFact[]
  /** Its own, and those of the origin. */
  readonly versions: number
  readonly originVersions: number
  readonly proposals: number
  readonly names: readonly string[]
  readonly news: number
  readonly adaptations: number
  readonly offers: number
  readonly isBirth: boolean
  /** Those who did the most first. */
  readonly people: readonly (TimelinePerson & { readonly times: number })[]
}

/** A page of it, the latest first. */
export interface Timeline {
  readonly by: 'fact' | 'month'
  readonly rows: readonly TimelineRow[]
  readonly versions: number
  readonly page: number
  readonly pages: number
  /** True when older versions were left out. */
  readonly isCut: boolean
}

/** Beyond that many facts, months: nobody reads a drawing of a thousand points. */
export const mostOneByOne = 90
export const rowsPerPage = 30

/** Newest first. Facts of the same moment keep the order given. */
export function timelineRows(facts: readonly TimelineFact[]): { readonly by: 'fact' | 'month'; readonly rows: readonly TimelineRow[] } {
  const ordered = [...facts].sort((a, b) => b.at - a.at)
  if (ordered.length <= mostOneByOne) return { by: 'fact', rows: ordered.map((fact, place) => rowOf(`f${ordered.length - place}`, fact.kind === 'version' ? 'version' : 'event', [fact])) }
  const months = new Map<string, TimelineFact[]>()
  for (const fact of ordered) {
    const month = monthOf(fact.at)
    const known = months.get(month)
    if (known) known.push(fact); else months.set(month, [fact])
  }
  return { by: 'month', rows: [...months].map(([month, gathered]) => rowOf(`m${month}`, 'month', gathered)) }
}

/** Most readers’ months. A date no calendar has is of no month. */
const month = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', timeZone: 'Europe/Paris' })
function monthOf(at: number): string {
  if (!Number.isFinite(at) || Math.abs(at) >= 8.64e15) return '0'
  const date = new Date(at)
  const [year, day] = [date.getUTCFullYear(), date.getUTCDate()]
  // Within a month, its name is the same in every time zone: only its ends need a calendar, which costs ten times more.
  if (day > 2 && day < 27 && year >= 1000 && year <= 9999) return `${year}-${String(date.getUTCMonth() + 1).padStart(2, '0')}`
  return month.format(at).replaceAll(/[^0-9-]/g, '')
}

function rowOf(id: string, is: TimelineRow['is'], facts: readonly TimelineFact[]): TimelineRow {
  const versions = facts.flatMap((fact) => (fact.kind === 'version' ? [fact] : []))
  const people = new Map<string, TimelinePerson & { times: number }>()
  for (const person of facts.flatMap((fact) => (fact.kind === 'version' ? fact.people : [fact.by]))) {
    const known = people.get(person.key)
    if (known) known.times += 1; else people.set(person.key, { ...person, times: 1 })
  }
  const own = versions.filter(({ isFromOrigin }) => !isFromOrigin)
  const count = (kind: TimelineFact['kind']) => facts.filter((fact) => fact.kind === kind).length
  return {
    id, is, facts, at: facts[0]?.at ?? 0, versions: own.length, originVersions: versions.length - own.length,
    proposals: versions.filter(({ proposal }) => proposal !== undefined).length, names: versions.flatMap(({ name }) => name ?? []), news: versions.filter(({ takesNews }) => takesNews).length,
    adaptations: count('adaptation'), offers: count('offer'), isBirth: count('birth') > 0, people: [...people.values()].sort((a, b) => b.times - a.times),
  }
}
