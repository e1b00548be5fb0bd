/** Words that stand in two resources: what the index of passages finds, and how one asks it. Evidence only comes from published texts, which everybody may read. */
import type { Oid, RepoId } from './git.js'

/** UTF-16 offsets in a text. */
export type Range = readonly [start: number, end: number]

/** A run of words of a text that also stands in another resource, whatever its formatting, line ends, case or accents. */
export interface SharedPassage {
  /** The text it was asked of, by its path there, and where it stands in it. */
  readonly path: string
  readonly at: Range
  readonly words: number
  /** Where it also stands: a Markdown file of another resource's published version. */
  readonly elsewhere: { readonly resource: RepoId; readonly commit: Oid; readonly path: string; readonly at: Range }
}

export interface PassageText { readonly path: string; readonly text: string }

/** An index of every published text, rebuilt from Git. Stock sentences, which many unrelated resources hold, are never evidence. */
export interface PassageIndex {
  /** What the published version of a resource holds from now on, in place of what it held. */
  keep(resource: RepoId, commit: Oid, texts: readonly PassageText[]): Promise<void>
  forget(resource: RepoId): Promise<void>
  /** Passages of `least` words or more (20 unless said) that stand in resources other than `except`; longest first within a text. */
  sharedBy(texts: readonly PassageText[], asked: { readonly except: readonly RepoId[]; readonly least?: number }): Promise<readonly SharedPassage[]>
}
