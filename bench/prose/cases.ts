import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** One text changed by two people, and what they made of it in the end. */
export interface RealMerge { readonly repo: string; readonly path: string; readonly base: string; readonly ours: string; readonly theirs: string; readonly merged: string }
/** One text before and after somebody changed it. `kinds` by `kinds.ts`. */
export interface RealEdit { readonly repo: string; readonly path: string; readonly old: string; readonly new: string; readonly kinds: readonly EditKind[] }
/** What sort of change it is, found without the engine. */
export type EditKind = 'reflow' | 'blank' | 'moved' | 'table' | 'url' | 'heading' | 'header' | 'no-break' | 'long' | 'other'

export interface Cases { readonly merges: readonly RealMerge[]; readonly edits: readonly Omit<RealEdit, 'kinds'>[] }

/** The cases given with the real repositories: what the engine may have been looked at with. */
export function givenCases(data: string): Cases {
  const read = <T>(name: string) => gunzipSync(readFileSync(path.join(data, 'prose', name))).toString('utf8').trim().split('\n').map((line) => JSON.parse(line) as T)
  return { merges: read<RealMerge>('merges.jsonl.gz'), edits: read<Omit<RealEdit, 'kinds'>>('edits.jsonl.gz') }
}
