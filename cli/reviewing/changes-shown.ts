import { diffTexts } from '../../forge/prose/diff.js'
import { harmless } from '../terminal.js'
import { proposerOf, type NumberedChange, type Proposition } from './proposition.js'

/** How words that came and went are told apart: by colour and line, or by marks where there is no colour. */
export type Style = 'colour' | 'marks'
const signs = {
  colour: { added: ['\u001b[34;4m', '\u001b[0m'], removed: ['\u001b[33;9m', '\u001b[0m'], soft: ['\u001b[2m', '\u001b[0m'], strong: ['\u001b[1m', '\u001b[0m'] },
  marks: { added: ['{+', '+}'], removed: ['[-', '-]'], soft: ['', ''], strong: ['', ''] },
} as const
type Sign = keyof (typeof signs)['colour']

/** Colours for a terminal, unless its owner wants none (https://no-color.org). */
export const styleHere = (): Style => (process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb' ? 'colour' : 'marks')

/** A sign never runs over a line end: terminals and readers take lines one by one. */
const signed = (style: Style, sign: Sign, text: string): string => harmless(text).split('\n').map((line) => (line === '' ? '' : signs[style][sign][0] + line + signs[style][sign][1])).join('\n')

const longestWhole = 40
const decisions = { accepted: 'accepté', not_kept: 'non retenu', favorable: 'favorable', reserved: 'réservé' } as const

/** The proposition's head: its sentence, who, why, and what each file becomes. */
export function headLines({ mergeRequest, iteration, files }: Proposition, address: string, style: Style): string[] {
  const { number, title, description, openedAt, importedFrom } = mergeRequest
  return [
    signed(style, 'strong', `Proposition ${number}\u00a0: ${title}`),
    harmless(`${address} — ${proposerOf(mergeRequest)}, ${(importedFrom?.at ?? openedAt).slice(0, 10)}${iteration > 1 ? `, version ${iteration}` : ''}`),
    ...(description === '' ? [] : ['', ...harmless(description).split('\n')]),
    ...(files.length > 1 ? ['', `${files.length} fichiers changent.`] : []),
  ]
}

/** Every change of every file, with its number; what did not change is folded away. */
export function changesLines({ files }: Proposition, style: Style): string[] {
  return files.flatMap((file) => {
    const moved = file.oldPath === file.path ? '' : ` (avant\u00a0: ${file.oldPath})`
    const status = { added: ' — nouveau fichier', deleted: ' — fichier enlevé', modified: '', renamed: ' — fichier renommé' }[file.status]
    return ['', signed(style, 'strong', `${file.path}${moved}${status}`), ...(file.summary === null ? [] : [harmless(file.summary)]), ...file.changes.flatMap((change, i) => [...(i === 0 || change.kind === 'file' ? [] : [signed(style, 'soft', '     ⋮')]), ...changeLines(change, style)])]
  })
}

/** One change: its number and name, its words, what was answered about it. */
export function changeLines(change: NumberedChange, style: Style): string[] {
  const label = `${String(change.number).padStart(3)}. `
  const answers = change.said.map(({ by, decision, reason }) => signed(style, 'soft', `     ${decisions[decision]} — ${by.name}${reason === null ? '' : `\u00a0: ${reason.replace(/\s+/g, ' ')}`}`))
  return [signed(style, 'strong', label + (change.kind === 'file' ? 'Le fichier entier' : change.title)), ...wordsLines(change, style), ...answers]
}

function wordsLines({ kind, before, after, lead, tail }: NumberedChange, style: Style): string[] {
  if (before === null || after === null) return ['     (à voir sur la page\u00a0: ce n’est pas un texte, ou il est très long)']
  const text = kind === 'file' && (before === '' || after === '')
    ? shortened(before === '' ? after : before, (part) => signed(style, before === '' ? 'added' : 'removed', part))
    : `${signed(style, 'soft', lead.trimStart())}${marked(before, after, style)}${signed(style, 'soft', tail.trimEnd())}`
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n')
  return (kind === 'file' ? foldedLines(lines, style) : lines).map((line) => `     ${line}`)
}

const linesAround = 2

/** A long text keeps the lines that changed, and a few around them. */
function foldedLines(lines: readonly string[], style: Style): string[] {
  const isChanged = (line: string) => line.includes(signs[style].added[0]) || line.includes(signs[style].removed[0])
  const near = lines.map((_line, i) => lines.slice(Math.max(0, i - linesAround), i + linesAround + 1).some(isChanged))
  if (!near.includes(true)) return [...lines]
  return lines.flatMap((line, i) => (near[i] === true ? [line] : i === 0 || near[i - 1] === true ? [signed(style, 'soft', '⋮')] : []))
}

/** Both texts in one, word by word. */
function marked(before: string, after: string, style: Style): string {
  let out = ''
  let at = 0
  for (const { old, new: next } of diffTexts(before, after).edits) {
    out += harmless(after.slice(at, next[0]))
    if (old[0] < old[1]) out += signed(style, 'removed', before.slice(...old))
    if (next[0] < next[1]) out += signed(style, 'added', after.slice(...next))
    at = next[1]
  }
  return out + harmless(after.slice(at))
}

function shortened(text: string, sign: (part: string) => string): string {
  const lines = text.replace(/\s+$/, '').split('\n')
  return lines.length <= longestWhole ? sign(lines.join('\n')) : `${sign(lines.slice(0, longestWhole).join('\n'))}\n… et ${lines.length - longestWhole} lignes de plus`
}
