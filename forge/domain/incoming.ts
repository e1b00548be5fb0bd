/** What a change brings into a fiche that is not the fiche's own: its ingredients, each under its licence, and whether they may come in. */
import type { Verdict } from '../../content-schema/licences/verdict.js'
import type { Oid } from './git.js'
import type { PersonId, PersonRef } from './person.js'
import type { ResourceId } from './resource.js'

/**
 * - `passage`: words that stand in another fiche, found by themselves; nobody needs to have declared them.
 * - `declared`: a source that the header now names, with a licence.
 * - `stated`: a version that says it comes from elsewhere, under a licence.
 */
export type IngredientKind = 'passage' | 'declared' | 'stated'

export interface Ingredient {
  readonly kind: IngredientKind
  /** Names it for whoever grants it; another passage, or other words, have another name. */
  readonly name: string
  /** Where it comes in, and its words as they are written there (cut when long). */
  readonly here: { readonly path: string; readonly line: number | undefined; readonly quote: string }
  readonly from: IngredientSource
  /** How many words of it there are in the change; undefined when nobody can count them. */
  readonly words: number | undefined
  /** Its licence, as a person reads it; undefined when it is to be stated. */
  readonly licence: string | undefined
  /** Who wrote it, as they are named today. */
  readonly people: readonly { readonly name: string; readonly handle: string | undefined }[]
  /** Who granted it under the label already. */
  readonly granted: readonly { readonly by: PersonRef; readonly at: number }[]
  /** Accounts whose grant is missing; whoever wrote it without an account here is in `people` alone. */
  readonly mayGrant: readonly PersonId[]
  /** A fiche of the instance where the same words are older, under a licence that lets them in: a person has to look. */
  readonly olderIn: { readonly title: string; readonly address: string } | undefined
  readonly verdict: Verdict
}

export interface IngredientSource {
  readonly title: string
  /** Its page here, `owner/slug`; or an address elsewhere. */
  readonly address: string | undefined
  readonly url: string | undefined
  /** When the words were born, in milliseconds since the epoch. */
  readonly at: number | undefined
  /** For a passage: the resource, the version and the words as they stand there, which a grant quotes. */
  readonly passage: { readonly resource: ResourceId; readonly commit: Oid; readonly path: string; readonly text: string } | undefined
}

/** All of them, what stops first; `result` is the strictest, none when nothing comes from elsewhere. */
export interface Incoming {
  /** The label they come under, as a person reads it; undefined when it is to be stated. */
  readonly label: string | undefined
  /** Its id, which a grant names. */
  readonly target: string | undefined
  readonly ingredients: readonly Ingredient[]
  readonly result: Ingredient | undefined
}

export const nothingIncoming: Incoming = { label: undefined, target: undefined, ingredients: [], result: undefined }

export const stopsAt = ({ result }: Incoming): boolean => result?.verdict.verdict === 'block'

export const stopping = ({ ingredients }: Incoming): readonly Ingredient[] => ingredients.filter(({ verdict }) => verdict.verdict === 'block')

const rank = { block: 0, warn: 1, pass: 2 }

/** What stops first, then what asks to be understood; longest first among equals. */
export function incomingOf(label: Pick<Incoming, 'label' | 'target'>, found: readonly Ingredient[]): Incoming {
  const ingredients = [...found].sort((a, b) => rank[a.verdict.verdict] - rank[b.verdict.verdict] || (b.words ?? 0) - (a.words ?? 0) || (a.name < b.name ? -1 : 1))
  return { ...label, ingredients, result: ingredients[0] }
}
