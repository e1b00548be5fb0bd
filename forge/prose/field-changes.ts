import type { BlockDiff, EditKind } from './edits.js'
import { fieldLabel, meaningOf, readField, type FieldReading, type FieldTerms, type Told } from './field-reading.js'
import { canonical, readFieldValue, type FieldValue } from './field-values.js'
import { matchBlocks } from './match.js'
import { collapsed, type Segment } from './segments.js'
import { newBudget } from './sequence.js'

type Locale = 'fr' | 'en'

/** What became of one item. `rewritten`: it reads the same, and is written otherwise. */
export interface ItemChange {
  readonly kind: 'same' | 'changed' | 'added' | 'removed' | 'rewritten'
  readonly old?: Told
  readonly new?: Told
  readonly isMoved: boolean
}

/** What became of a field that changed for its reader. */
export interface FieldChange {
  /** Its key, and what people call it. */
  readonly field: string
  readonly label: string
  readonly block: BlockDiff
  readonly content:
    | { readonly kind: 'items'; readonly items: readonly ItemChange[] }
    | { readonly kind: 'one'; readonly old?: Told; readonly new?: Told; readonly isProse: boolean }
    /** Shown as its lines: it cannot be told in words. */
    | { readonly kind: 'lines' }
  /** A comment inside its lines came, went or changed. */
  readonly hasOtherComments: boolean
}

/** Everything that differs in a header, each thing once. */
export interface HeaderChange {
  readonly fields: readonly FieldChange[]
  /** Labels of fields whose lines changed while their value is the same. */
  readonly rewritten: readonly string[]
  /** Labels of fields that read the same while something differs that only their lines show. */
  readonly unseen: readonly string[]
  /** Labels of fields that stand elsewhere. */
  readonly moved: readonly string[]
  /** Comments, and lines that are no field: changed, added or removed. */
  readonly comments: readonly BlockDiff[]
  readonly otherLines: readonly BlockDiff[]
  /** The lines that open and close the header, unless they came or went with fields. */
  readonly fences: readonly BlockDiff[]
  /** Labels of fields that nothing happened to. */
  readonly same: readonly string[]
  /** Fields whose lines changed, in order. */
  readonly blocks: readonly BlockDiff[]
}

const unseenKinds: ReadonlySet<EditKind> = new Set(['reflow', 'line-end', 'moved'])
const sideOf = (block: BlockDiff): Segment => (block.new ?? block.old)!
/** Items past these are shown as lines: no reader goes through them one by one. */
const maxItems = 400
const maxRead = 60_000
/** What setting up the reader of YAML for one field costs, in letters. */
const costOfField = 200

/** Whether a block belongs to the header rather than to the text. */
export const isOfHeader = (block: BlockDiff): boolean => ['field', 'comment', 'fence'].includes(sideOf(block).kind)

/** Reads what changed in a header. `label` is how fields are called; by default the words of the fiche's form. `terms`: the words of values. */
export function headerChange(blocks: readonly BlockDiff[], locale: Locale, label?: (key: string, locale: Locale) => string, terms?: FieldTerms): HeaderChange {
  const header = blocks.filter((block) => isOfHeader(block) && block.kind !== 'moved-away')
  const of = (kind: Segment['kind']) => header.filter((block) => sideOf(block).kind === kind)
  const hasChanged = (block: BlockDiff) => block.edits.some((edit) => !unseenKinds.has(edit.kind)) || block.kind === 'inserted' || block.kind === 'deleted'
  const nameOf = (block: BlockDiff) => {
    const key = sideOf(block).field ?? ''
    return label?.(key, locale) ?? fieldLabel(key, locale)
  }
  const fields: FieldChange[] = []
  const [rewritten, unseen, moved, same]: string[][] = [[], [], [], []]
  const changed = of('field').filter(hasChanged)
  let left = maxRead
  for (const block of of('field')) {
    if (block.kind === 'moved') moved!.push(nameOf(block))
    else if (!hasChanged(block)) same!.push(nameOf(block))
    if (!hasChanged(block)) continue
    left -= (block.old?.source.length ?? 0) + (block.new?.source.length ?? 0) + costOfField
    const read = fieldChange(block, nameOf(block), locale, left, terms)
    if (read === 'rewritten') rewritten!.push(nameOf(block))
    else if (read === 'unseen') unseen!.push(nameOf(block))
    else fields.push(read)
  }
  const others = of('comment').filter((block) => block.kind !== 'same')
  const isComment = (block: BlockDiff) => [block.old, block.new].every((side) => side === undefined || side.source.trimStart().startsWith('#'))
  const comesOrGoes = changed.some((block) => block.kind === 'inserted' || block.kind === 'deleted')
  return {
    fields, rewritten: rewritten!, unseen: unseen!, moved: moved!, same: same!, blocks: changed,
    comments: others.filter(isComment), otherLines: others.filter((block) => !isComment(block)),
    fences: of('fence').filter((block) => hasChanged(block) && !(comesOrGoes && block.kind !== 'changed')),
  }
}

/** True when only the writing of the header changed, or its comments, or the order of its fields. */
export const isLayoutChange = (change: HeaderChange): boolean => change.fields.length === 0 && change.otherLines.length === 0
  && [change.rewritten, change.unseen, change.moved, change.comments, change.fences].some((list) => list.length > 0)

function fieldChange(block: BlockDiff, label: string, locale: Locale, left: number, terms: FieldTerms | undefined): FieldChange | 'rewritten' | 'unseen' {
  const field = sideOf(block).field ?? ''
  const whole = (content: FieldChange['content'], hasOtherComments = false): FieldChange => ({ field, label, block, content, hasOtherComments })
  const read = (segment: Segment | undefined) => (segment === undefined || left < 0 ? undefined : valueOf(segment, field))
  const [from, to] = [read(block.old), read(block.new)]
  if ((from === undefined) !== (block.old === undefined) || (to === undefined) !== (block.new === undefined)) return whole({ kind: 'lines' })
  const hasOtherComments = (from?.comments ?? '') !== (to?.comments ?? '')
  if (from && to && canonical(from.value) === canonical(to.value)) return 'rewritten'
  const content = contentOf(field, from, to, locale, terms)
  if (from && to && content.kind === 'one' && content.old?.text === content.new?.text) return 'unseen'
  if (from && to && content.kind === 'items' && content.items.every((item) => (item.kind === 'same' || item.kind === 'rewritten') && !item.isMoved)) return 'unseen'
  return whole(content, hasOtherComments)
}

/** Read once for the sentence in each language, and for the view. */
const values = new WeakMap<Segment, FieldValue | 'untellable'>()

function valueOf(segment: Segment, field: string): FieldValue | undefined {
  const found = values.get(segment) ?? readFieldValue(segment.source, field) ?? 'untellable'
  values.set(segment, found)
  return found === 'untellable' ? undefined : found
}

function contentOf(field: string, from: FieldValue | undefined, to: FieldValue | undefined, locale: Locale, terms: FieldTerms | undefined): FieldChange['content'] {
  const [old, next] = [from, to].map((side) => (side === undefined ? undefined : readField(field, side.value, locale, terms)))
  const items = (reading: FieldReading | undefined): readonly Told[] =>
    (reading === undefined ? [] : reading.kind === 'items' ? reading.items : reading.told.text === '' ? [] : [reading.told])
  if (old?.kind !== 'items' && next?.kind !== 'items') {
    const isProse = (old?.kind !== 'one' || old.isProse) && (next?.kind !== 'one' || next.isProse)
    return { kind: 'one', isProse, ...(old?.kind === 'one' && { old: old.told }), ...(next?.kind === 'one' && { new: next.told }) }
  }
  const [before, after] = [items(old), items(next)]
  if (before.length > maxItems || after.length > maxItems) return { kind: 'lines' }
  // A list that is there and empty: a value all the same.
  if (before.length === 0 && after.length === 0) return { kind: 'one', isProse: false, ...(old && { old: empty }), ...(next && { new: empty }) }
  const isExact = [old, next].some((reading) => reading?.kind === 'items' && reading.isExact)
  return { kind: 'items', items: matchItems(before, after, isExact) }
}

const empty: Told = { pieces: [], text: '', head: '', canonical: '' }

/** Which item became which: as blocks of a text are matched, then by what items are called. In the order a reader meets them. */
function matchItems(before: readonly Told[], after: readonly Told[], isExact: boolean): ItemChange[] {
  const toNew = new Map<number, { readonly newIndex: number; readonly isMoved: boolean }>()
  for (const { oldIndex, newIndex, isMoved } of matchBlocks(before.map((item) => asBlock(item, isExact)), after.map((item) => asBlock(item, isExact)), newBudget())) {
    toNew.set(oldIndex, { newIndex, isMoved })
  }
  const taken = new Set([...toNew.values()].map(({ newIndex }) => newIndex))
  before.forEach((item, oldIndex) => {
    if (toNew.has(oldIndex) || item.head === '') return
    const newIndex = after.findIndex((other, index) => !taken.has(index) && other.head === item.head)
    if (newIndex < 0) return
    taken.add(newIndex)
    toNew.set(oldIndex, { newIndex, isMoved: [...toNew].some(([i, pair]) => (i < oldIndex) !== (pair.newIndex < newIndex)) })
  })
  const toOld = new Map([...toNew].map(([oldIndex, pair]) => [pair.newIndex, { oldIndex, isMoved: pair.isMoved }]))
  const out: ItemChange[] = []
  let at = 0
  const removedUntil = (end: number) => {
    for (; at < end; at++) if (!toNew.has(at)) out.push({ kind: 'removed', old: before[at]!, isMoved: false })
  }
  after.forEach((item, newIndex) => {
    const pair = toOld.get(newIndex)
    if (pair === undefined) {
      // What stood here before comes first: a reader meets what was replaced, then what replaces it.
      const next = after.findIndex((_, index) => index > newIndex && toOld.get(index)?.isMoved === false)
      removedUntil(next < 0 ? before.length : toOld.get(next)!.oldIndex)
      out.push({ kind: 'added', new: item, isMoved: false })
      return
    }
    if (!pair.isMoved) removedUntil(pair.oldIndex)
    const old = before[pair.oldIndex]!
    const kind = old.canonical === item.canonical ? 'same' : old.text === item.text ? 'rewritten' : 'changed'
    out.push({ kind, old, new: item, isMoved: pair.isMoved })
  })
  removedUntil(before.length)
  return out
}

/** An item as the matching of blocks knows it. The prefix makes even short items long enough to be believed moved. */
function asBlock(item: Told, isExact: boolean): Segment {
  const kind = isExact ? 'field' : 'list-item'
  return { kind, start: 0, end: item.text.length, source: item.text, key: `item-of-a-header-field-----:${collapsed(item.text)}`, containers: [], content: [0, item.text.length] }
}

/** Whether the field's own kind makes a reader ask what one must bring. */
export const isAboutRunning = (field: string): boolean => ['steps', 'variants', 'duration'].includes(meaningOf(field)?.kind ?? '')
