import type { EditKind } from './cases.js'

/** Sorts a change by looking at its lines, with nothing of the engine: what is measured must not choose its own questions. */
export function kindsOf(old: string, next: string): EditKind[] {
  const kinds: EditKind[] = []
  const [a, b] = [old, next].map((text) => text.replace(/\r\n/g, '\n')) as [string, string]
  if (isReflow(a, b)) kinds.push('reflow')
  if (isBlank(a, b)) kinds.push('blank')
  if (isMove(a, b)) kinds.push('moved')
  if (header(a) !== header(b) && body(a) === body(b)) kinds.push('header')
  if (a !== b && withoutUrls(a) === withoutUrls(b)) kinds.push('url')
  if (a !== b && withoutLevels(a) === withoutLevels(b)) kinds.push('heading')
  if (a !== b && withoutNoBreaks(a) === withoutNoBreaks(b)) kinds.push('no-break')
  const changed = changedLines(a, b)
  if (changed.length > 0 && changed.every((line) => /^\s*\|/.test(line))) kinds.push('table')
  if (Math.max(a.length, b.length) >= 40_000) kinds.push('long')
  return kinds.length > 0 ? kinds : ['other']
}

const header = (text: string) => /^---\n[^]*?\n---\n/.exec(text)?.[0] ?? ''
const body = (text: string) => text.slice(header(text).length)
const withoutUrls = (text: string) => text.replace(/\]\([^)\s]*/g, '](').replace(/https?:\/\/[^\s)>\]"']+/g, '').replace(/^\[[^\]]+\]:.*$/gm, '[]:')
const withoutLevels = (text: string) => text.replace(/^#{1,6}(?= )/gm, '#')
const withoutNoBreaks = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')
const paragraphs = (text: string) => text.split(/\n[ \t]*\n+/)

/** The same paragraphs with the same blank lines between them, only their lines cut elsewhere; nothing but running prose has changed. */
function isReflow(a: string, b: string): boolean {
  const [was, is] = [a, b].map((text) => text.split(/(\n(?:[ \t]*\n)+)/)) as [string[], string[]]
  if (a === b || was.length !== is.length) return false
  const isProse = (paragraph: string) => !/^(?: {4}|\t|[ \t]*(?:[-*+#>|~`<:]|\d+[.)]|\[\^?[^\]]*\]:|---|===)|.*(?: {2}|\\)$)/m.test(paragraph)
  // A no-break space is a letter here, not a space.
  const joined = (paragraph: string) => paragraph.replace(/[ \t]*\n[ \t]*/g, ' ')
  return was.every((paragraph, at) => paragraph === is[at] || (joined(paragraph) === joined(is[at]!) && isProse(paragraph) && isProse(is[at]!)))
}

/** Blank lines, indents, spaces at the end of lines. */
const isBlank = (a: string, b: string): boolean => a !== b && !isReflow(a, b) && a.replace(/[ \t\n]+/g, ' ').trim() === b.replace(/[ \t\n]+/g, ' ').trim()

/** A paragraph of eighty characters or more in another place, all the others where they were. */
function isMove(a: string, b: string): boolean {
  const [was, is] = [paragraphs(a), paragraphs(b)].map((list) => list.map((each) => each.trim()).filter((each) => each !== '')) as [string[], string[]]
  if (was.length !== is.length || was.length > 2000 || was.join('\n\n') === is.join('\n\n') || was.toSorted().join('\n\n') !== is.toSorted().join('\n\n')) return false
  const first = was.findIndex((paragraph, at) => paragraph !== is[at])
  const moved = [was[first]!, is[first]!].find((paragraph) => was.filter((each) => each !== paragraph).join('\n\n') === is.filter((each) => each !== paragraph).join('\n\n'))
  return moved !== undefined && moved.length >= 80
}

/** The lines one side has more often than the other. */
function changedLines(a: string, b: string): string[] {
  const counts = new Map<string, number>()
  for (const line of a.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  for (const line of b.split('\n')) counts.set(line, (counts.get(line) ?? 0) - 1)
  return [...counts].filter(([line, count]) => count !== 0 && line.trim() !== '').map(([line]) => line)
}
