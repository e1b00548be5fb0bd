/** A thousand fiches made from real ones, and passages planted in them: what is asked of the index, and what it must answer. */
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { isCompared } from '../../forge/domain/shared-passages.js'
import { Luck } from '../attribution/luck.js'
import { bundlesIn } from '../real/repositories.js'

const env = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
const git = (dir: string, ...args: string[]): Buffer => execFileSync('git', ['-C', dir, ...args], { env, maxBuffer: 2 ** 28 })

/** The Markdown texts of every bundle, at their published version. */
export function realTexts(data: string, folder: string): readonly string[] {
  return bundlesIn(data).filter((bundle) => !bundle.includes('with-pulls')).flatMap((bundle) => {
    const dir = path.join(folder, path.basename(bundle, '.bundle'))
    execFileSync('git', ['clone', '-q', '--bare', bundle, dir], { env })
    const paths = git(dir, 'ls-tree', '-r', '-z', '--name-only', 'HEAD').toString().split('\0').filter((name) => isCompared(name))
    return paths.map((name) => git(dir, 'show', `HEAD:${name}`).toString())
  })
}

export interface Fiches {
  readonly texts: readonly string[]
  /** A passage of one fiche that was put into another, its lines and marks changed. */
  readonly planted: readonly { readonly from: number; readonly into: number; readonly words: number }[]
}

const shortestFiche = 120

/** A paragraph that is only prose: what a person would copy. */
const isProse = (paragraph: string): boolean => !/[<>|`[\]{}=]|https?:|^\s*(?:#|[-*+]\s|\d+[.)]\s)/m.test(paragraph)

/**
 * Each fiche is a real text: every paragraph keeps its place, one in eight gives way to a paragraph of another text. In one fiche in five, 25 to 60
 * words of a paragraph of another one are planted, wrapped anew, with words in bold, as a quotation, an item or in capitals.
 */
export function fichesFrom(real: readonly string[], count: number, seed: number): Fiches {
  const luck = new Luck(seed)
  const long = real.filter((text) => wordsOf(text).length >= shortestFiche)
  const paragraphs = long.flatMap(paragraphsOf).filter((one) => wordsOf(one).length >= 25)
  const texts = Array.from({ length: count }, (_, at) => paragraphsOf(long[at % long.length]!).map((one) => (luck.happens(1 / 8) ? luck.of(paragraphs) : one)).join('\n\n'))
  const planted = texts.flatMap((_, into) => {
    if (!luck.happens(1 / 5)) return []
    const from = luck.below(count)
    const prose = paragraphsOf(texts[from]!.replace(/^---\n[\s\S]*?\n---\n/, '')).filter((one) => isProse(one) && wordsOf(one).length >= 25)
    if (from === into || prose.length === 0) return []
    const words = wordsOf(luck.of(prose)), length = Math.min(words.length, luck.between([25, 60]))
    const at = luck.below(words.length - length + 1)
    texts[into] += `\n\n${dressed(words.slice(at, at + length), luck)}\n`
    return [{ from, into, words: length }]
  })
  return { texts, planted }
}

const paragraphsOf = (text: string): string[] => text.split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? []

function dressed(words: readonly string[], luck: Luck): string {
  const start = luck.of(['', '> ', '- ', ''])
  const width = luck.between([4, 20])
  const lines: string[] = []
  for (let at = 0; at < words.length; at += width) lines.push(start + words.slice(at, at + width).map((word) => (luck.happens(0.1) ? `**${word}**` : word)).join(' '))
  return luck.happens(0.2) ? lines.join('\n').toUpperCase() : lines.join('\n')
}
