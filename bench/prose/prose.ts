/** `npm run bench -- prose`: the prose engine on real merges and changes, beside what people use, and on the worst of inputs. */
import path from 'node:path'
import { givenCases, type RealEdit } from './cases.js'
import { benchEdits } from './edits.js'
import { benchHostile } from './hostile.js'
import { kindsOf } from './kinds.js'
import { benchMerges } from './merges.js'
import { minedCases } from './mine.js'
import { Peers } from './peers.js'

export interface ProseReport { readonly tables: string; /** Promises that were not kept; a target missed is a figure, not a problem. */ readonly problems: readonly string[] }

/**
 * Measures everything on the given cases, then apart on cases mined from the histories that are not among them. `list`: a folder where
 * suggestions that differ from what people committed, and changes thought hidden, are written for somebody to read.
 */
export async function benchProse({ data, folder, list, note }: { data: string; folder: string; list?: string | undefined; note(sentence: string): void }): Promise<ProseReport> {
  const given = givenCases(data)
  const peers = new Peers(path.join(folder, 'peers'))
  const mined = minedCases(data, folder, given, (merge) => peers.gitMerge(merge).code === 0, note)
  if (!peers.hasWiggle) note('wiggle is not installed (apt install wiggle): left out.')
  const sets = [
    ['given', { merges: given.merges, edits: given.edits.map((one): RealEdit => ({ ...one, kinds: kindsOf(one.old, one.new) })) }],
    ['held out', mined],
  ] as const
  const parts: { tables: string; problems: string[] }[] = []
  for (const [name, { merges, edits }] of sets) {
    note(`${merges.length} merges, ${name}…`)
    parts.push(await benchMerges(name, merges, peers, list))
    note(`${edits.length} changes, ${name}…`)
    parts.push(benchEdits(name, edits, peers, list))
  }
  note(`${mined.replays.length} successive changes made at the same time…`)
  parts.push(await benchMerges('held out, replayed', mined.replays, peers, list))
  note('The worst of inputs…')
  parts.push(benchHostile())
  return { tables: parts.map(({ tables }) => tables).join('\n'), problems: parts.flatMap(({ problems }) => problems) }
}
