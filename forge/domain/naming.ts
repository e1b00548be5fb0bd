/**
 * How people want to be named, and what is shown in their place.
 *
 * A name is a right of its author: pseudonym and anonymity (CPI L113-6; CC 4.0 s3(a)(1)(A)(i)), removal on request (s3(a)(3), also for
 * unmodified copies; ≤ 3.0 s4(a)). None of it touches the history or the licence, and only the person decides for their own name.
 */
import type { Locale, Person, PersonId, PersonRef } from './person.js'
import type { ResourceId } from './resource.js'

export type NameChoice =
  | { readonly kind: 'named' }
  | { readonly kind: 'pseudonym'; readonly name: string }
  | { readonly kind: 'anonymous' }
  /** « Retirer mon nom »: like anonymity, said as a request. */
  | { readonly kind: 'withdrawn' }

/** `family`: also on what was adapted from the resource. */
export type NameReach = 'resource' | 'family'

/** One person's choice as it is kept; without a resource, it holds everywhere. */
export interface KeptNameChoice { readonly person: PersonId; readonly resource: ResourceId | undefined; readonly choice: NameChoice; readonly reach: NameReach; readonly at: number }

/** Names by which somebody is written in a resource, known to be theirs. */
export interface NameTraces { readonly person: PersonId; readonly headerNames: readonly string[]; readonly writtenNames: readonly string[] }

export interface TracesIn extends NameTraces { readonly resource: ResourceId }

/** What is kept about one resource: choices in force there (those of its origins included), and the traces of names in it and its origins. */
export interface NamesOn { readonly choices: ReadonlyMap<PersonId, NameChoice>; readonly traces: readonly NameTraces[] }

/** Private, backed up, never rebuilt. */
export interface NamingStore {
  /** For each of these resources about which anything is kept. */
  on(resources: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, NamesOn>>
  /** Choices that hold everywhere. */
  everywhere(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, NameChoice>>
  of(person: PersonId): Promise<readonly KeptNameChoice[]>
  /** Keeps traces found later. */
  trace(traces: readonly TracesIn[]): Promise<void>
  /** Replaces the person's choice there, keeps the traces, and adds to the proofs what they were named before. */
  choose(choice: KeptNameChoice, traces: readonly TracesIn[], proof: { readonly id: string; readonly was: Pick<Person, 'displayName' | 'handle'> }): Promise<void>
}

export type HiddenBecause = 'anonymous' | 'withdrawn'

/** What stands in the place of a name; histories written meanwhile carry the French one. */
export const neutralNames: Readonly<Record<HiddenBecause, Readonly<Record<Locale, string>>>> = {
  anonymous: { fr: 'anonyme', en: 'anonymous' },
  withdrawn: { fr: 'auteur·ice retiré·e à sa demande', en: 'author removed at their request' },
}

/** A name as it is shown somewhere. */
export interface ShownName { readonly name: string; readonly handle: string | undefined; readonly hidden?: HiddenBecause }

/** How somebody is shown under a choice: no page of theirs is linked from a name that is not the one of their account. */
export function shownAs(person: Pick<Person, 'displayName' | 'handle'>, choice: NameChoice | undefined): ShownName {
  switch (choice?.kind) {
    case 'pseudonym': return { name: choice.name, handle: undefined }
    case 'anonymous': case 'withdrawn': return { name: neutralNames[choice.kind].fr, handle: undefined, hidden: choice.kind }
    default: return { name: person.displayName, handle: person.handle }
  }
}

export const isHidden = (choice: NameChoice | undefined): boolean => choice?.kind === 'anonymous' || choice?.kind === 'withdrawn'

/** A name in the reader's language: neutral words are translated, names are not. */
export const nameIn = ({ name, hidden }: { readonly name: string; readonly hidden?: HiddenBecause | undefined }, locale: Locale): string => (hidden === undefined ? name : neutralNames[hidden][locale])

/** A reference of a journal, as it is shown somewhere. Without a handle nothing is linked. */
export const refAs = (person: Pick<Person, 'displayName' | 'handle'>, id: PersonId, choice: NameChoice | undefined): PersonRef => {
  const { name, handle } = shownAs(person, choice)
  return { id, handle: handle ?? '', name }
}

/** Names compared as people read them: without case, accents or spacing. */
export const foldedName = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
