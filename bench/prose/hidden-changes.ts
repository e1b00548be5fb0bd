/**
 * Looks for changes a reader could not see. Knows nothing of the engine: what the text says is read by mdast and by counting, what is
 * shown is read from the HTML.
 */
import type { Nodes, Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { visit } from 'unist-util-visit'
import { isShownMarked, type Marked, type View } from './marked.js'

/** What is said differently by `old` and `next` and marked nowhere in the HTML, in words. */
export function hiddenChanges(old: string, next: string, marked: Marked): string[] {
  const [was, is] = [old, next].map((text) => text.normalize('NFC').replace(/\r\n?/g, '\n')) as [string, string]
  const views = { now: spaced(marked.now), was: spaced(marked.was) }
  const pieces = marked.pieces.map((piece) => piece.normalize('NFC'))
  const hidden: string[] = []
  for (const [view, here, there, verb] of [['now', is, was, 'added'], ['was', was, is, 'removed']] as const) {
    // The name of a header field stands beside its value, which is what is marked.
    const names = new Set(namesOf(here))
    for (const each of more(wordsOf(here), wordsOf(there))) {
      const isSeen = isShownMarked(views[view], each, 1) || (names.has(each) && views[view].text.toLowerCase().includes(each.toLowerCase()))
      if (!isSeen) hidden.push(`word ${verb}: ${each}`)
    }
    for (const each of more(signsOf(here), signsOf(there))) if (!pieces.some((piece) => piece.includes(each))) hidden.push(`sign ${verb}: ${JSON.stringify(each)}`)
  }
  const [before, after] = [factsOf(was), factsOf(is)]
  for (const [kind, isSeen] of Object.entries(seenBy) as [Fact, (piece: string) => boolean][]) {
    // Where its words are not on the other side, they are what changed, and they were looked for above.
    const own = (view: View, here: Facts, there: Facts) => more(here[kind], there[kind]).filter((fact) => there.text.includes(saidIn(fact)) && !textIsMarked(view, saidIn(fact)))
    const changed = [...own(views.now, after, before), ...own(views.was, before, after)]
    if (!pieces.some(isSeen)) hidden.push(...changed.map((fact) => `${kind}: ${fact}`))
  }
  if (hidden.length === 0 && marked.shown === 0 && !marked.hasMove && !marked.hasNote && rendered(was) !== rendered(is)) hidden.push('something, and no mark at all')
  return hidden
}

/** A view with its white space as one space, in composed letters. */
function spaced({ text, marks }: View): View {
  const out = { text: '', marks: [] as boolean[] }
  for (const { 0: piece, index } of text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
    const written = /^[ \t\n]/.test(piece) ? ' ' : piece.normalize('NFC')
    const isMarked = marks.slice(index, index + piece.length)
    out.text += written
    for (let at = 0; at < written.length; at++) out.marks.push(written.length === piece.length ? isMarked[at]! : isMarked.includes(true))
  }
  return out
}

/** What `list` holds more often than `other`. */
function more(list: readonly string[], other: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1)
  for (const each of other) counts.set(each, (counts.get(each) ?? 0) - 1)
  return [...counts].filter(([, count]) => count > 0).map(([each]) => each)
}

/** Numbers of ordered lists are redone by renderers, and entities are shown as what they stand for. */
const plain = (text: string) => text.replace(/^([ \t>]*)\d+[.)](?=[ \t])/gm, '$1').replace(/&#?\w+;/g, ' ')
const wordsOf = (text: string): string[] => plain(text.replace(header, inFrench)).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
/** Yes, no and nothing are told in words. */
const inFrench = (yaml: string): string => yaml.replace(/([:-][ \t]+)(true|false|null|~)[ \t]*$/gm, (_, lead: string, value: string) => lead + (value === 'true' ? 'oui' : value === 'false' ? 'non' : ''))
/** Words of the names of a header's fields. */
const namesOf = (text: string): string[] => [...(header.exec(text)?.[0] ?? '').matchAll(/^[ \t-]*([\p{L}\p{N}_-]+)[ \t]*:/gmu)].flatMap(([, name]) => wordsOf(name!))
/** Sentence signs, symbols, and spaces that are not the common one; without those that Markdown and YAML use up. */
const signsOf = (text: string): string[] => plain(text.replace(header, '')).replace(/^[ \t]*\|?[ \t:|-]*-[ \t:|-]*$/gm, '').replace(/!?\[([^\]]*)\]\(([^)]*)\)/g, (_, said: string, to: string) => `[${said}] ${to.replace(/["']/g, '')} `)
  .match(/[,;:!?…«»“”"’'()%€&@\u00a0\u202f\u2009\u200b\u00ad]|\p{Extended_Pictographic}/gu) ?? []
const header = /^---[ \t]*\n[^]*?\n---[ \t]*(?:\n|$)/

type Fact = 'heading level' | 'alignment' | 'emphasis' | 'code' | 'nesting' | 'line break' | 'task'
/** The marked piece that tells each, when the words themselves are not marked. */
const seenBy: Readonly<Record<Fact, (piece: string) => boolean>> = {
  // A level and a depth may be told by their number.
  'heading level': (piece) => /[#=-]|^[1-6]$/.test(piece), alignment: (piece) => piece.includes(':'), emphasis: (piece) => /[*_~]/.test(piece), code: (piece) => /[`~]|\s/.test(piece),
  nesting: (piece) => /\s|[-*+>]|^\d$/.test(piece), 'line break': (piece) => /[ \\\n\u21b5]/.test(piece), task: (piece) => /[[\] xX]/.test(piece),
}

type Facts = Record<Fact, string[]> & { text: string }

function factsOf(text: string): Facts {
  const facts: Record<Fact, string[]> = { 'heading level': [], alignment: [], emphasis: [], code: [], nesting: [], 'line break': [], task: [] }
  const tree: Root = fromMarkdown(text.replace(header, ''), { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] })
  visit(tree, (node, _index, parent) => {
    const said = (node).type
    if (node.type === 'heading') facts['heading level'].push(`${node.depth} ${textOf(node)}`)
    if (said === 'emphasis' || said === 'strong' || said === 'delete') facts.emphasis.push(`${said} ${textOf(node)}`)
    if (node.type === 'inlineCode') facts.code.push(`code ${node.value}`)
    if (node.type === 'table') facts.alignment.push(`${(node.align ?? []).map((each) => each ?? 'none').join('-')} ${textOf(node.children[0]!).slice(0, 60)}`)
    if (node.type === 'break') facts['line break'].push('break')
    if (node.type === 'listItem') {
      facts.nesting.push(`${parent?.type === 'list' && parent.ordered === true ? 'ordered' : 'bullet'}-${node.position!.start.column > 3 ? 'below' : 'top'} ${textOf(node).slice(0, 60)}`)
      if (node.checked !== null && node.checked !== undefined) facts.task.push(`${String(node.checked)} ${textOf(node).slice(0, 60)}`)
    }
  })
  return { ...facts, text: textOf(tree) }
}

function textOf(node: Nodes): string {
  let text = ''
  visit(node, (each) => { if ('value' in each && typeof each.value === 'string') text += each.value })
  return text.replace(/[ \t\n]+/g, ' ').trim()
}

const saidIn = (fact: string): string => fact.slice(fact.indexOf(' ') + 1)

/** The words it is about are themselves marked: it came or went with them. */
const textIsMarked = (view: View, said: string): boolean => isShownMarked(view, said) || (said.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).some((word) => isShownMarked(view, word))

/** What white space cannot change: used only where nothing is marked. */
const rendered = (text: string): string => text.replace(/^[ \t]*[-*+](?= )/gm, '-').replace(/[ \t\n]+/g, ' ').trim()
