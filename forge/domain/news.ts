import type { ChainEvent, Oid } from './git.js'
import type { LeftAside, ResourceEvent } from './journal.js'
import type { Resource } from './resource.js'
import type { NewsRow, TextNews } from '../prose/news.js'
import type { FileToSettle } from './settling.js'

/** What an adaptation leaves aside of the origin's version `upTo`, as its journal says last. */
export function leftAsideOf(chain: readonly ChainEvent[], upTo: Oid): readonly LeftAside[] {
  const said = chain.map(({ payload }) => payload as unknown as ResourceEvent).findLast((event) => event.kind === 'news_ignored' && event.upTo === upTo)
  return said?.kind === 'news_ignored' ? said.passages : []
}

/** A text the origin changed. `base`: the origin's text as the adaptation last saw it; `theirs`: as it is offered now; `whole`: with what is left aside. */
export interface TextOfNews {
  readonly kind: 'text'
  readonly path: string
  readonly base: string
  readonly ours: string
  readonly theirs: string
  readonly whole: string
  readonly news: TextNews
  readonly rows: readonly NamedRow[]
}

/** A row by the name of its decision; `settled`: the screen's file that settles it, where both changed the passage. */
export interface NamedRow { readonly name: string; readonly row: NewsRow; readonly settled?: FileToSettle }

/** A file taken or left whole: new, removed, renamed, or no text. `settled`: the adaptation changed it too. */
export interface FileOfNews {
  readonly kind: 'file'
  readonly path: string
  readonly oldPath: string
  readonly status: 'added' | 'deleted' | 'modified' | 'renamed'
  readonly base: Oid | undefined
  readonly ours: Oid | undefined
  readonly theirs: Oid | undefined
  readonly name: string
  readonly settled?: FileToSettle
}

/** The news of an adaptation's origin, to be taken passage by passage. `aside`: what was left aside is looked at again. */
export interface NewsReading {
  readonly view: 'new' | 'aside'
  readonly origin: Resource
  /** The origin's version last taken, the one offered, and the adaptation's own. */
  readonly since: Oid
  readonly head: Oid
  readonly published: Oid
  readonly files: readonly (TextOfNews | FileOfNews)[]
  /** Passages and files where both sides changed, in order: `decisionsOf` names them. */
  readonly toSettle: readonly FileToSettle[]
  /** All that is left aside at `since`; and what of it stays so whatever is chosen. */
  readonly aside: readonly LeftAside[]
  readonly carried: readonly LeftAside[]
}
