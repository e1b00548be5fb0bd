/**
 * A text as the words that are compared between resources: what a reader reads, whatever its dress.
 *
 * Attribution's words carry credit and so cover every letter of a file; these are compared with strangers' texts. They leave aside what
 * Markdown and YAML add (marks of lists, tags, comments, addresses of links, keys of the header) and cut at apostrophes and hyphens, so that
 * no formatting can hide a copy. Prose of the header and of code blocks stays: steps are written in the one, and the other would be a way out.
 */
import { apart } from '../line-memory.js'
import { wordKey } from '../words.js'
import { blankLists, blankMarkup } from './blank-markup.js'
import { blankHeader } from './blank-header.js'
import { setAside } from './set-aside.js'
import { joined, wall } from './word-kinds.js'

export interface ReadWords {
  readonly text: string
  /** One number a word, the same for the same word in every text and every run; 0 is a wall that no passage crosses. */
  readonly hashes: Int32Array
  /** UTF-16 offsets in `text`. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** What is known of each word (`word-kinds.ts`). */
  readonly flags: Uint8Array
}

/** Scripts written without spaces: each sign is compared alone. */
const unspaced = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}'
/** `&eacute;`: a letter that some editors write so. */
const letterEntity = '&[A-Za-z]{1,2}(?:acute|grave|circ|uml|cedil|tilde|ring|lig|caron);'
/** `mé**téo**`: a mark inside a word. */
const markInside = '(?<=\\p{L}\\p{M}?)\\*{1,3}(?=\\p{L})'
const words = new RegExp(`[${unspaced}]\\p{M}*|(?:(?![${unspaced}])[\\p{L}\\p{N}]|${letterEntity})(?:(?![${unspaced}])[\\p{L}\\p{N}\\p{M}\\p{Cf}]|${letterEntity}|${markInside})*`, 'gu')
const apostrophe = /^['’ʼ‘＇`´]$/

/** Numbers of words met, so that each is folded once; emptied when it grows too big. */
const known = new Map<string, number>()
const knownAtMost = 200_000

export function readWords(text: string): ReadWords {
  const { blanked, walls } = blankHeader(text)
  const read = blankLists(blankMarkup(blanked))
  const asides = setAside(text, read)
  const hashes: number[] = [], starts: number[] = [], ends: number[] = [], flags: number[] = []
  let nextWall = 0, nextAside = 0
  for (const found of read.matchAll(words)) {
    const start = found.index, end = start + found[0].length
    while (nextWall < walls.length && walls[nextWall]! <= start) {
      if (hashes.length > 0 && hashes.at(-1) !== wall) { hashes.push(wall); starts.push(start); ends.push(start); flags.push(0) }
      nextWall++
    }
    while (nextAside < asides.length && asides[nextAside]!.end <= start) nextAside++
    const kind = nextAside < asides.length && asides[nextAside]!.start <= start ? asides[nextAside]!.kind : 0
    const isJoined = ends.at(-1) === start - 1 && apostrophe.test(text[start - 1]!)
    hashes.push(hashOf(found[0]))
    starts.push(start)
    ends.push(end)
    flags.push(kind | (isJoined ? joined : 0))
  }
  return { text, hashes: Int32Array.from(hashes), starts: Uint32Array.from(starts), ends: Uint32Array.from(ends), flags: Uint8Array.from(flags) }
}

/** The word itself, folded: what is compared in the end, since two words may share a number. */
export const keyAt = ({ text, starts, ends }: ReadWords, at: number): string => foldedKey(text.slice(starts[at], ends[at]))

const entities = new RegExp(letterEntity, 'g')
function foldedKey(word: string): string {
  const bare = word.includes('*') ? word.replaceAll('*', '') : word
  return wordKey(bare.includes('&') ? bare.replace(entities, (entity) => entity.replace(/^&([A-Za-z]{1,2}?)(?:acute|grave|circ|uml|cedil|tilde|ring|lig|caron);$/, '$1')) : bare)
}

function hashOf(word: string): number {
  const met = known.get(word)
  if (met !== undefined) return met
  const key = foldedKey(word)
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  const number = (hash ^ (hash >>> 16)) | 0
  const given = number === wall ? 1 : number
  if (known.size >= knownAtMost) known.clear()
  if (word.length <= 64) known.set(apart(word), given)
  return given
}
