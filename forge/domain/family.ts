/** A resource among those it comes from and those born of it, as a tree. Pure. */
import type { AdaptationReason, Resource } from './resource.js'

export interface FamilyMember {
  readonly id: string
  readonly title: string
  /** Where it is read; undefined once it is no longer here. */
  readonly path: string | undefined
  readonly owner: string
  readonly isRetired: boolean
  /** The resource whose family it is. */
  readonly isSelf: boolean
  /** Why and when it was born of the one above; undefined for the eldest. */
  readonly adapted: { readonly reason: AdaptationReason; readonly explanation: string; readonly at: number; readonly by: string
    /** The one above published since it last took its news. */
    readonly hasNews: boolean } | undefined
  readonly born: readonly FamilyMember[]
  /** How many more were born of it than are shown. */
  readonly more: number
}

/** What a family's page draws at most. */
export const mostMembers = 120
export const mostGenerations = 20

/** Everybody in the order of a nested list, with how deep each is and the place of the one above (-1 for the eldest). */
export function flattened(root: FamilyMember): readonly { readonly member: FamilyMember; readonly depth: number; readonly parent: number }[] {
  const rows: { member: FamilyMember; depth: number; parent: number }[] = []
  const visit = (one: FamilyMember, at: number, parent: number): void => {
    const place = rows.length
    rows.push({ member: one, depth: at, parent })
    for (const child of one.born) visit(child, at + 1, place)
  }
  visit(root, 0, -1)
  return rows
}

export const isAlone = (root: FamilyMember): boolean => root.born.length === 0 && root.more === 0

/** Whether an adaptation has something to take from the resource above, as it is now. */
export const hasNewsFrom = (origin: Pick<Resource, 'tip'>, adaptation: Pick<Resource, 'origin'>): boolean => origin.tip !== undefined && adaptation.origin !== undefined && adaptation.origin.takenUpTo !== origin.tip
