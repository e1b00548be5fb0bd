/** What people do to a page. Each gesture gives a new page, and the old one where it finds nothing to do. */
import type { Family } from './family.js'
import type { Luck } from './luck.js'
import type { Block, Page, Part, Word } from './page.js'
import type { Pen } from './pen.js'

/** Who edits, with what. */
export interface Hand { readonly luck: Luck; readonly pen: Pen; readonly family: Family }

const isProse = ({ kind }: Block): boolean => kind === 'text' || kind === 'item' || kind === 'numbered' || kind === 'quote'
const isParagraph = ({ kind }: Block): boolean => kind === 'text' || kind === 'quote'

/** Where blocks of a kind are in the body. */
export const places = (page: Page, wanted: (block: Block) => boolean): number[] => page.body.flatMap((block, i) => (wanted(block) ? [i] : []))

export const withBody = (page: Page, body: readonly Block[]): Page => ({ ...page, body })
export const spliced = <T>(list: readonly T[], at: number, removed: number, ...added: readonly T[]): T[] => [...list.slice(0, at), ...added, ...list.slice(at + removed)]
const withBlock = (page: Page, at: number, change: (block: Block) => Block): Page => withBody(page, page.body.map((block, i) => (i === at ? change(block) : block)))
const withPart = (block: Block, at: number, change: (part: Part) => Part): Block => ({ ...block, parts: block.parts.map((part, i) => (i === at ? change(part) : part)) })

/** A sentence of running text. */
function somewhere(page: Page, luck: Luck, least = 4): { at: number; part: number } | undefined {
  const found = page.body.flatMap((block, at) => (isProse(block) ? block.parts.flatMap((sentence, part) => (sentence.words.length >= least ? [{ at, part }] : [])) : []))
  return found.length === 0 ? undefined : luck.of(found)
}

const onSentence = (page: Page, luck: Luck, change: (part: Part) => Part, least = 4): Page => {
  const found = somewhere(page, luck, least)
  return found ? withBlock(page, found.at, (block) => withPart(block, found.part, change)) : page
}

/** New words that no word around them or that they replace is like: otherwise nobody could say which of two stayed. */
function freshWords({ luck, pen }: Hand, count: number, unlike: readonly (Word | undefined)[]): Word[] {
  for (let attempt = 0; ; attempt++) {
    const words = pen.words(count)
    const taken = new Set(unlike.map((word) => word?.text))
    if (attempt > 20 || words.every(({ text }) => !taken.has(text))) return words.length > 0 ? words : [pen.word(luck.of(['ici', 'encore']))]
  }
}

/** Replaces, adds or removes a few words in a row. */
export function editedWords(part: Part, hand: Hand): Part {
  const { luck, family } = hand
  const { words } = part
  const count = Math.min(luck.between(family.touched), words.length - 1)
  const at = luck.below(words.length - count + 1)
  const around = [words[at - 1], ...words.slice(at, at + count + 1)]
  switch (luck.weighted({ replace: 5, add: 3, remove: 2 })) {
    case 'replace': return { ...part, words: spliced(words, at, count, ...freshWords(hand, luck.between(family.touched), around)) }
    case 'add': return { ...part, words: spliced(words, at, 0, ...freshWords(hand, count, [words[at - 1], words[at]])) }
    case 'remove': return { ...part, words: spliced(words, at, count) }
  }
}

/** A sentence written again around what is kept of it: runs of kept and new words take turns. */
export function rewrittenPart(part: Part, hand: Hand): Part {
  const { luck, family: { keeps } } = hand
  const words: Word[] = []
  let keeping = luck.happens(0.5)
  part.words.forEach((word) => {
    if (keeping) words.push(word)
    else if (luck.happens(0.9)) words.push(...freshWords(hand, 1 + (luck.happens(0.2) ? 1 : 0), [word]))
    keeping = luck.happens(keeping ? keeps.again : keeps.after)
  })
  return { ...part, words: words.length > 0 ? words : hand.pen.words(part.words.length) }
}

export const gestures = {
  words: (page: Page, hand: Hand): Page => onSentence(page, hand.luck, (part) => editedWords(part, hand)),
  'add sentence': (page: Page, { luck, pen }: Hand): Page => {
    const at = places(page, isParagraph)
    return at.length === 0 ? page : withBlock(page, luck.of(at), (block) => ({ ...block, parts: spliced(block.parts, luck.below(block.parts.length + 1), 0, pen.sentence()) }))
  },
  'remove sentence': (page: Page, { luck }: Hand): Page => {
    const at = places(page, (block) => isParagraph(block) && block.parts.length > 1)
    return at.length === 0 ? page : withBlock(page, luck.of(at), (block) => ({ ...block, parts: spliced(block.parts, luck.below(block.parts.length), 1) }))
  },
  'add paragraph': (page: Page, { luck, pen }: Hand): Page => withBody(page, spliced(page.body, 1 + luck.below(page.body.length), 0, pen.paragraph())),
  'add item': (page: Page, { luck, pen }: Hand): Page => {
    const at = places(page, ({ kind }) => kind === 'item')
    return at.length === 0 ? page : withBody(page, spliced(page.body, luck.of(at), 0, pen.item()))
  },
  'remove block': (page: Page, { luck }: Hand): Page => (page.body.length < 8 ? page : withBody(page, spliced(page.body, 1 + luck.below(page.body.length - 1), 1))),
  'rewrite sentence': (page: Page, hand: Hand): Page => onSentence(page, hand.luck, (part) => rewrittenPart(part, hand), 3),
  'replace sentence': (page: Page, hand: Hand): Page => onSentence(page, hand.luck, (part) => ({ ...part, words: hand.pen.words(part.words.length) })),
  'rewrite paragraph': (page: Page, hand: Hand): Page => {
    const at = places(page, isParagraph)
    return at.length === 0 ? page : withBlock(page, hand.luck.of(at), (block) => ({ ...block, parts: block.parts.map((part) => rewrittenPart(part, hand)) }))
  },
  'move block': (page: Page, { luck }: Hand): Page => {
    const from = 1 + luck.below(page.body.length - 1)
    const left = spliced(page.body, from, 1)
    return withBody(page, spliced(left, 1 + luck.below(left.length), 0, page.body[from]!))
  },
  'move section': (page: Page, { luck }: Hand): Page => {
    const heads = places(page, ({ kind, size }) => kind === 'heading' && (size ?? 2) > 1)
    if (heads.length < 2) return page
    const which = luck.below(heads.length)
    const section = page.body.slice(heads[which], heads[which + 1] ?? page.body.length)
    const left = spliced(page.body, heads[which]!, section.length)
    const ends = [...left.flatMap(({ kind, size }, i) => (kind === 'heading' && (size ?? 2) > 1 ? [i] : [])), left.length]
    return withBody(page, spliced(left, luck.of(ends), 0, ...section))
  },
  'move sentence': (page: Page, { luck }: Hand): Page => {
    const from = places(page, (block) => isParagraph(block) && block.parts.length > 1)
    if (from.length === 0) return page
    const at = luck.of(from)
    const part = luck.below(page.body[at]!.parts.length)
    const moved = page.body[at]!.parts[part]!
    const left = withBlock(page, at, (block) => ({ ...block, parts: spliced(block.parts, part, 1) }))
    return withBlock(left, luck.of(places(left, isParagraph)), (block) => ({ ...block, parts: spliced(block.parts, luck.below(block.parts.length + 1), 0, moved) }))
  },
  'swap sentences': (page: Page, { luck }: Hand): Page => {
    const at = places(page, (block) => isParagraph(block) && block.parts.length > 1)
    if (at.length === 0) return page
    return withBlock(page, luck.of(at), (block) => {
      const i = luck.below(block.parts.length - 1)
      return { ...block, parts: spliced(block.parts, i, 2, block.parts[i + 1]!, block.parts[i]!) }
    })
  },
  'move and edit': (page: Page, hand: Hand): Page => {
    const { luck } = hand
    const from = places(page, (block) => isProse(block) && block.parts.some(({ words }) => words.length > 3))
    if (from.length === 0) return page
    const at = luck.of(from)
    let moved = page.body[at]!
    for (let edits = 1 + luck.below(2); edits > 0; edits--) {
      const part = luck.of(moved.parts.flatMap(({ words }, i) => (words.length > 3 ? [i] : [])).concat(0))
      if (moved.parts[part]!.words.length > 3) moved = withPart(moved, part, (each) => editedWords(each, hand))
    }
    const left = spliced(page.body, at, 1)
    return withBody(page, spliced(left, 1 + luck.below(left.length), 0, moved))
  },
} as const

export type Gesture = keyof typeof gestures

/** Several gestures in one version, as often as their weights say. */
export function edited(page: Page, hand: Hand, weights: Readonly<Partial<Record<Gesture, number>>>): Page {
  let now = page
  for (let left = hand.luck.between(hand.family.gestures); left > 0; left--) now = gestures[hand.luck.weighted(weights as Record<Gesture, number>)](now, hand)
  return now
}
