import { groupsOf, type ChangeKind, type Group } from './change-groups.js'
import type { BlockDiff, DiffOptions, Edit, ProseDiff } from './edits.js'
import { headerChange, isOfHeader } from './field-changes.js'

/**
 * One change that somebody can take or leave: a field of the header, or a run of blocks that changed together; a move is one, wherever it is
 * told. Its ranges name it (UTF-16 units): what stood at `old` in the text before became what stands at `new` in the text after.
 */
export interface ProseChange {
  readonly kind: ChangeKind
  readonly old: readonly [number, number]
  readonly new: readonly [number, number]
  readonly edits: readonly Edit[]
}

/** A passage of the comparison as a reader goes through it: a change (`isGhost`: the place a moved one left), or what did not change. */
export interface ReviewedPart {
  readonly group: Group
  readonly change?: ProseChange
  readonly isGhost?: true
}

export interface Changes {
  readonly changes: readonly ProseChange[]
  readonly parts: readonly ReviewedPart[]
  /** What differs in the file and that no reader sees (lines cut elsewhere, blanks): it goes with the changes, when all are taken. */
  readonly unseen: readonly Edit[]
}

/** How header fields are called and told. */
export type ChangeWords = Pick<DiffOptions, 'label' | 'terms'>

/** Every difference of a comparison, as changes to decide one by one: each edit is in one change, or in `unseen`. */
export function changesOf(diff: ProseDiff, locale: 'fr' | 'en' = 'fr', words: ChangeWords = {}): Changes {
  const groups = [...headerGroups(diff, locale, words), ...groupsOf(diff, headerChange([], locale))]
  const moveEdits = new Map<number, Edit[]>()
  for (const edit of diff.edits) if (edit.move !== undefined) moveEdits.set(edit.move, [...moveEdits.get(edit.move) ?? [], edit])
  const inBlocks = new Set(diff.blocks.flatMap((block) => block.edits))
  const editsOf = (group: Group): Edit[] => group.edits !== undefined ? [...group.edits] : group.blocks.flatMap((block) => (block.move === undefined ? [...block.edits] : moveEdits.get(block.move)!))

  const ownerOfMove = new Map<number, Group>()
  const same = new Map<Group, Group>()
  const rootOf = (group: Group): Group => { const up = same.get(group); return up === undefined ? group : rootOf(up) }
  // The place a move leads to shows it; the one it left points there.
  for (const group of groups.filter(({ kind }) => kind !== 'same').sort((a, b) => Number(a.kind === 'moved-away') - Number(b.kind === 'moved-away'))) {
    for (const { move } of group.blocks) {
      if (move === undefined) continue
      const owner = ownerOfMove.get(move)
      if (owner === undefined) ownerOfMove.set(move, group)
      else if (rootOf(owner) !== rootOf(group)) same.set(rootOf(group), rootOf(owner))
    }
  }
  const editsByRoot = new Map<Group, Set<Edit>>()
  for (const group of groups) {
    if (group.kind === 'same') continue
    const edits = editsByRoot.get(rootOf(group)) ?? new Set<Edit>()
    for (const edit of editsOf(group)) edits.add(edit)
    editsByRoot.set(rootOf(group), edits)
  }
  const owned = new Map([...editsByRoot].flatMap(([root, edits]) => [...edits].map((edit) => [edit, root] as const)))
  const unseen: Edit[] = []
  diff.edits.forEach((edit, index) => {
    if (owned.has(edit) || edit.kind === 'file-renamed') return
    const touching = inBlocks.has(edit) ? undefined : [diff.edits[index - 1], diff.edits[index + 1]].find((other) => other !== undefined && owned.has(other) && touches(edit, other))
    if (touching === undefined) { unseen.push(edit); return }
    const root = owned.get(touching)!
    owned.set(edit, root)
    editsByRoot.get(root)!.add(edit)
  })
  const changes = new Map([...editsByRoot].map(([root, edits]) => [root, changeFrom(root, diff.edits.filter((edit) => edits.has(edit)))]))
  if (changes.size === 0 && unseen.length > 0) {
    const group: Group = { kind: 'spaces', blocks: [], section: '', edits: [...unseen] }
    const change = changeFrom(group, unseen)
    return { changes: [change], parts: [...groups.map((one) => ({ group: one })), { group, change }], unseen: [] }
  }
  const parts = groups.map((group): ReviewedPart => {
    const change = changes.get(rootOf(group))
    return change === undefined ? { group } : { group, change, ...(rootOf(group) !== group && { isGhost: true }) }
  })
  return { changes: parts.flatMap(({ change, isGhost }) => (change === undefined || isGhost ? [] : [change])), parts, unseen }
}

/**
 * The text with only some of its changes: `before` where none is taken, `after`, byte for byte, where all are. What is taken and what is left
 * stay blocks of their own: a blank line comes between two that would otherwise run together.
 */
export function applyChanges(diff: ProseDiff, all: Changes, isTaken: (change: ProseChange) => boolean): string {
  return all.changes.every(isTaken) ? diff.after : applySeen(diff, all, isTaken)
}

/** The same, what no reader sees being left as it was even where every change is taken. */
export function applySeen(diff: ProseDiff, { changes, unseen }: Changes, isTaken: (change: ProseChange) => boolean): string {
  const taken = new Set(changes.filter(isTaken).flatMap((change) => change.edits))
  if (taken.size === 0) return diff.before
  for (const edit of unseen) taken.delete(edit)
  const { whole, tight } = wholeEdits(diff)
  const end = /\r\n/.test(diff.before) ? '\r\n' : '\n'
  let out = ''
  let breaks: string | undefined
  const put = (text: string) => {
    if (text === '') return
    if (breaks !== undefined && out.trim() !== '') {
      if (!/[\r\n]$/.test(out) && !/^[ \t]*[\r\n]/.test(text)) out += breaks
      else if (/^[ \t]*\r?\n/.test(text)) out = out.replace(/(?:\r?\n[ \t]*)+$/, '')
      else if (breaks.length > end.length && !/\n[ \t]*\r?\n$/.test(out)) out += end
    }
    breaks = undefined
    out += text
  }
  let at = 0
  for (const edit of diff.edits) {
    put(diff.before.slice(at, edit.old[0]))
    const text = taken.has(edit) ? diff.after.slice(...edit.new) : diff.before.slice(...edit.old)
    if (whole.has(edit)) {
      const apart = tight.has(edit) ? end : end + end
      breaks ??= apart
      put(text)
      breaks = apart
    } else put(text)
    at = edit.old[1]
  }
  put(diff.before.slice(at))
  return /\n\s*\n$/.test(out) && !/\n\s*\n$/.test(diff.before) ? out.replace(/\s*\n$/, end) : out
}

/** The header's changes: a field each, unless its own frame came, went or changed. */
function headerGroups(diff: ProseDiff, locale: 'fr' | 'en', { label, terms }: ChangeWords): Group[] {
  const header = diff.blocks.filter(isOfHeader)
  const of = (blocks: readonly BlockDiff[]): Group => {
    const change = headerChange(blocks, locale, label, terms)
    return { kind: 'fields', blocks: blocks.filter((block) => block.kind !== 'same'), section: '', header: change }
  }
  const changed = header.filter((block) => block.kind !== 'same')
  if (changed.length === 0) return []
  const isFrame = (block: BlockDiff) => (block.new ?? block.old)!.kind !== 'field'
  if (changed.some(isFrame) || changed.some((block) => block.old?.field !== undefined && block.new?.field !== undefined && block.old.field !== block.new.field)) return [of(header)]
  const moved = changed.filter((block) => block.kind === 'moved' || block.kind === 'moved-away')
  return [...changed.filter((block) => !moved.includes(block)).map((block) => of([block])), ...(moved.length > 0 ? [of(moved)] : [])]
}

const touches = (a: Edit, b: Edit): boolean => (a.old[1] === b.old[0] && a.new[1] === b.new[0]) || (b.old[1] === a.old[0] && b.new[1] === a.new[0])

function changeFrom(group: Group, edits: readonly Edit[]): ProseChange {
  const hull = (side: 'old' | 'new'): [number, number] => {
    // A move is where it was and where it is: what its other end leaves empty says nothing.
    const full = edits.filter((edit) => edit[side][0] < edit[side][1])
    const ranges = (full.length > 0 ? full : edits).map((edit) => edit[side])
    return [Math.min(...ranges.map(([start]) => start)), Math.max(...ranges.map(([, to]) => to))]
  }
  return { kind: group.kind, old: hull('old'), new: hull('new'), edits }
}

/** Edits that are blocks, whole; `tight`: those that a line end, not a blank line, keeps apart. */
function wholeEdits({ blocks, edits }: ProseDiff): { whole: ReadonlySet<Edit>; tight: ReadonlySet<Edit> } {
  const [whole, tight] = [new Set(edits.filter((edit) => edit.move !== undefined)), new Set<Edit>()]
  for (const block of blocks) {
    if (block.kind === 'changed' || block.kind === 'same' || block.kind === 'moved') continue
    const { kind } = (block.new ?? block.old)!
    for (const edit of block.edits) {
      whole.add(edit)
      if (['field', 'comment', 'fence', 'list-item', 'table-row', 'table-rule'].includes(kind)) tight.add(edit)
    }
  }
  return { whole, tight }
}
