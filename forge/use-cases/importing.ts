import type { Ancestor, ImportProgress, SourceAuthor } from '../domain/importing.js'
import { refTo, type Actor, type Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { DecisionRule, Owner, Resource } from '../domain/resource.js'
import type { Writing } from './writing.js'

export type Importing = Writing & Pick<Deps, 'people' | 'histories'>

/**
 * What became of one file (or of the whole source). `updated`: new versions were added; `diverged`: the resource was changed
 * here meanwhile, the new versions wait in proposition `proposal`.
 */
export interface ImportedResource {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'diverged'
  readonly owner: string
  readonly slug: string
  readonly title: string
  readonly path: string
  /** How many versions the history has. */
  readonly commits: number
  readonly authors: readonly SourceAuthor[]
  /** SPDX id (or the nearest), null when it is to be clarified. */
  readonly licence: string | null
  readonly ancestors: readonly Ancestor[]
  readonly proposal?: number
}

export interface SkippedFile { readonly path: string; readonly reason: 'path_refused' | 'too_large' | 'retired' }

/**
 * What became of commits offered to the source. `already_in`: the published text has them; `unrelated`: they have no version in common with
 * it; `damaged`: Git's strictest check refuses them; `not_yours`: they moved, and only who imported them or a garant·e may say so here.
 */
export interface ImportedProposal {
  readonly ref: string
  readonly outcome: 'opened' | 'updated' | 'unchanged' | 'already_in' | 'unrelated' | 'damaged' | 'not_yours'
  readonly owner: string
  readonly slug: string
  readonly number?: number
  readonly title?: string
  /** What it changes is already in the published text, in other commits (taken up by hand, or squashed). */
  readonly isInText?: boolean
}

export interface ImportResult {
  readonly source: string
  readonly resources: readonly ImportedResource[]
  readonly skipped: readonly SkippedFile[]
  /** One for each ref asked for, where any was. */
  readonly proposals?: readonly ImportedProposal[]
}

/** Who imports, for whom: decided once, before anything is fetched. */
export interface ImportContext {
  readonly actor: Actor
  readonly person: Person
  readonly owner: Owner
  readonly rule: DecisionRule
  readonly steward: Person
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: ImportProgress) => void) | undefined
}

/** How a resource is said in the result. */
export function said(resource: Resource, outcome: ImportedResource['outcome'], history: { readonly commits: readonly unknown[]; readonly authors: readonly SourceAuthor[]; readonly ancestors: readonly Ancestor[] }, proposal?: number): ImportedResource {
  return {
    outcome, owner: resource.owner.handle, slug: resource.slug, title: resource.title, path: resource.mainPath, commits: history.commits.length, authors: history.authors,
    licence: resource.licence.licence?.id ?? null, ancestors: history.ancestors, ...(proposal !== undefined && { proposal }),
  }
}

/** The event that begins an imported resource's journal. */
export function createdEvent(context: ImportContext, slug: string, mainPath: string) {
  const { owner, person, rule, steward } = context
  return { kind: 'created' as const, actor: refTo(person), owner: { kind: owner.kind, id: owner.id, handle: owner.handle }, slug, rule, stewards: [refTo(steward)], mainPath }
}
