import type { Obstacle } from '../domain/decision.js'
import type { ChainEvent, PathChange } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { verdictsOf } from '../domain/replay.js'
import type { FileUnderReview } from '../domain/proposed-file.js'
import type { Resource } from '../domain/resource.js'
import { changeName, type ChangeRef } from '../domain/review.js'
import { decisionsInForce, reviewsOf, saidOfChanges, type SaidOfChange } from '../domain/reviews.js'
import { standingOf, type Standing } from '../domain/standing.js'
import type { RenderedPart } from '../prose/render-review.js'
import { proposedFiles, underReview } from './proposedFiles.js'
import { voicesOf } from './proposalVoices.js'
import type { MergePreview } from '../domain/proposal-reading.js'
import { previewMerge } from './readProposal.js'
import { freshProposal } from './recordOnProposal.js'

type ChangePart = Extract<RenderedPart, { kind: 'change' }>

/** One change as a program reads it. `is` and `title` say what became of it; `before` and `after` are the words of both texts, undefined for a file decided whole. */
export interface ReadChange {
  readonly name: string
  readonly ref: ChangeRef
  readonly is: ChangePart['is'] | 'file'
  readonly title: string
  readonly before: string | undefined
  readonly after: string | undefined
  /** What stands just around it in its passage, unchanged; empty at its ends. */
  readonly lead: string
  readonly tail: string
  /** Each reader's last answer about it, and the one that decides. */
  readonly said: readonly SaidOfChange[]
  readonly inForce: SaidOfChange | undefined
}

export interface ReadFile {
  readonly path: string
  readonly oldPath: string
  readonly status: PathChange['status']
  readonly kind: FileUnderReview['kind']
  /** In one sentence, for a text. */
  readonly summary: string | undefined
  readonly changes: readonly ReadChange[]
}

export interface ReadChanges {
  readonly request: MergeRequest
  readonly iteration: number
  readonly files: readonly ReadFile[]
  readonly obstacles: readonly Obstacle[]
  /** Who may integrate it once nothing stands in the way. */
  readonly integrators: Standing['integrators']
  /** Whether it would merge now; undefined once closed. */
  readonly merge: MergePreview | undefined
}

type Standings = Pick<Deps, 'git' | 'clock' | 'emails' | 'settings' | 'communities'>

/** A proposition for programs: each of its changes with the words of both sides, and what was answered about it. Refuses `not_found`. */
export async function readChanges(deps: Standings & Pick<Deps, 'renderer'>, input: { readonly resource: Resource; readonly number: number; readonly iteration?: number | undefined; readonly locale: Locale }): Promise<ReadChanges> {
  const { resource } = input
  const { request, chain } = await freshProposal(deps, resource, input.number)
  const iteration = request.iterations.find(({ number }) => number === input.iteration) ?? request.iterations.at(-1)
  const { number = 1, base = request.base, head = request.head } = iteration ?? {}
  const reviews = reviewsOf(chain)
  const [said, inForce] = [saidOfChanges(reviews, number), decisionsInForce(reviews, number)]
  const files = await underReview(deps, await proposedFiles(deps, resource, base, head), input.locale, () => Promise.resolve(undefined))
  const isOpen = request.state === 'open'
  const standing = isOpen ? await standingNow(deps, resource, request, chain) : undefined
  return {
    request, iteration: number,
    files: files.map((file) => ({ ...file.change, kind: file.kind, summary: file.review?.summary, changes: file.changes.map((ref) => changeOf(file, ref, said, inForce)) })),
    obstacles: standing?.obstacles ?? [], integrators: standing?.integrators ?? [],
    merge: isOpen ? await previewMerge(deps, resource, head) : undefined,
  }
}

/** What is missing before one proposition of a list can be integrated. */
export async function missingFor(deps: Standings, resource: Resource, request: Pick<MergeRequest, 'number'>): Promise<readonly Obstacle[]> {
  const { request: fresh, chain } = await freshProposal(deps, resource, request.number)
  return fresh.state === 'open' ? (await standingNow(deps, resource, fresh, chain)).obstacles : []
}

async function standingNow(deps: Standings, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Standing> {
  return standingOf({ resource, request, verdicts: verdictsOf(chain), chain, voices: await voicesOf(deps, resource, request), now: deps.clock.now() })
}

function changeOf({ texts, review, change }: FileUnderReview, ref: ChangeRef, saidBy: ReadonlyMap<string, readonly SaidOfChange[]>, inForce: ReadonlyMap<string, SaidOfChange>): ReadChange {
  const name = changeName(ref)
  const shown = { name, ref, said: saidBy.get(name) ?? [], inForce: inForce.get(name) }
  const { old, new: next } = ref
  const part = review?.parts?.find((each): each is ChangePart => each.kind === 'change' && old !== undefined && each.old.join() === old.join() && each.new.join() === next?.join())
  if (part === undefined || old === undefined || next === undefined) return { ...shown, is: 'file', title: change.path, before: texts?.before, after: texts?.after, lead: '', tail: '' }
  return { ...shown, is: part.is, title: part.title, before: texts?.before.slice(...old), after: texts?.after.slice(...next), ...around(texts?.after ?? '', next, part.is === 'fields' ? /\r?\n/ : /\r?\n[ \t]*\r?\n/) }
}

const longestAround = 200

/** The rest of the passage that holds a range, up to where passages part; far words are left out. */
function around(text: string, [start, end]: readonly [number, number], parting: RegExp): { readonly lead: string; readonly tail: string } {
  const lead = text.slice(Math.max(0, start - longestAround), start).split(parting).at(-1) ?? ''
  const tail = text.slice(end, end + longestAround).split(parting)[0] ?? ''
  const isCut = (part: string) => part.length === longestAround
  return { lead: isCut(lead) ? `…${lead.replace(/^\S*/, '')}` : lead, tail: isCut(tail) ? `${tail.replace(/\S*$/, '')}…` : tail }
}
