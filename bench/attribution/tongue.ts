/** Languages that do not exist, with the frequencies of those that do: a few words make up half of a text, the others follow Zipf. */
import { Luck, Urn } from './luck.js'

export interface Tongue {
  /** The words of a sentence of this length, small words between full ones; without capital or stop. */
  sentence(luck: Luck, length: number): string[]
  /** A full word. */
  word(luck: Luck): string
}

export interface TongueTraits {
  /** The commonest first: their frequencies fall as 1 / (rank + 2). */
  readonly small: readonly string[]
  readonly onsets: readonly string[]
  readonly vowels: readonly string[]
  readonly endings: readonly string[]
  /** How many full words there are, and how fast their frequency falls with their rank. */
  readonly lexicon: number
  readonly exponent: number
  /** The part of small words. */
  readonly smallShare: number
  /** What small words become before a vowel (« le ami » → « l'ami »). */
  readonly elided: readonly string[]
}

export const FRENCH: TongueTraits = {
  small: ['de', 'la', 'le', 'et', 'les', 'des', 'à', 'en', 'un', 'du', 'une', 'que', 'est', 'pour', 'qui', 'dans', 'par', 'au', 'plus', 'pas', 'sur', 'ne', 'se', 'avec', 'il', 'ce', 'sont', 'ou', 'on', 'nous', 'vous', 'mais', 'comme', 'leur', 'cette', 'être', 'si', 'chaque', 'sans', 'faire', 'tout', 'aux', 'son', 'même', 'où', 'très'],
  onsets: ['b', 'c', 'd', 'f', 'g', 'j', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'ch', 'pr', 'tr', 'gr', 'pl', 'qu', 'cl', ''],
  vowels: ['a', 'e', 'i', 'o', 'u', 'é', 'è', 'ou', 'ai', 'on', 'an', 'eu', 'oi', 'in'],
  endings: ['', '', 'r', 's', 't', 'l', 'tion', 'ment', 'té', 'ée', 'eur', 'esse', 'age', 'ique', 'er', 'ance'],
  lexicon: 3000, exponent: 1, smallShare: 0.45, elided: ["l'", "d'", "qu'", "n'", "s'"],
}

/** The same seed gives the same lexicon; no full word is a small word too. */
export function tongue(traits: TongueTraits, seed: number): Tongue {
  const luck = new Luck(seed)
  const lexicon = new Set<string>()
  const small = new Set(traits.small)
  while (lexicon.size < traits.lexicon) {
    let word = ''
    for (let syllables = 1 + luck.below(3); syllables > 0; syllables--) word += luck.of(traits.onsets) + luck.of(traits.vowels)
    word += luck.of(traits.endings)
    if (word.length > 2 && !small.has(word)) lexicon.add(word)
  }
  const smallWords = new Urn(traits.small, (rank) => 1 / (rank + 2))
  // As in real languages, the commonest full words are short.
  const byLength = [...lexicon].map((word, i) => ({ word, rank: word.length + (i % 7) })).sort((a, b) => a.rank - b.rank).map(({ word }) => word)
  const fullWords = new Urn(byLength, (rank) => 1 / (rank + 8) ** traits.exponent)
  const word = (luck: Luck) => fullWords.draw(luck)
  return {
    word,
    sentence(luck, length) {
      const words: string[] = []
      let lastSmall = ''
      while (words.length < length) {
        // Never twice the same small word in a row, nor more than two of them.
        const smalls = words.length > 1 && small.has(words.at(-1)!) && small.has(words.at(-2)!)
        if (!smalls && luck.happens(traits.smallShare)) {
          const drawn = smallWords.draw(luck)
          if (drawn !== lastSmall) words.push(lastSmall = drawn)
          continue
        }
        const full = word(luck)
        words.push(traits.elided.length > 0 && /^[aeiouéè]/.test(full) && luck.happens(0.7) ? luck.of(traits.elided) + full : full)
      }
      return words
    },
  }
}

export const ENGLISH: TongueTraits = {
  small: ['the', 'of', 'to', 'and', 'a', 'in', 'is', 'it', 'you', 'that', 'was', 'for', 'on', 'are', 'with', 'as', 'they', 'be', 'at', 'one', 'have', 'this', 'from', 'or', 'had', 'by', 'not', 'but', 'some', 'what', 'there', 'we', 'can', 'out', 'were', 'all', 'your', 'when', 'up', 'use', 'how', 'each', 'which', 'do', 'their', 'if', 'will'],
  onsets: ['b', 'c', 'd', 'f', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'w', 'sh', 'th', 'st', 'br', 'tr', 'gr', 'pl', ''],
  vowels: ['a', 'e', 'i', 'o', 'u', 'ea', 'oo', 'ai', 'ou', 'ee'],
  endings: ['', '', 's', 'ed', 'ing', 'er', 'ness', 'ly', 'tion', 't', 'ck', 'nd', 'rk'],
  lexicon: 3000, exponent: 1, smallShare: 0.42, elided: [],
}
