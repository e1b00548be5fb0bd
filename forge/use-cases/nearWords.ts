import { farness } from '../domain/near-words.js'
import type { Deps } from '../domain/ports.js'
import { tellingWords } from './closeFiches.js'

/** Words of one question, and words taken for each. */
const WORDS = 6, TAKEN = 8

/**
 * For each telling word of a question, the words of fiches that are near it, nearest first: a slip of the keyboard, or the same family.
 * A word that nothing resembles is left out. A slip on the first letter is not looked for, unless it changed places with the second.
 */
export async function nearWords(deps: Pick<Deps, 'resources'>, text: string): Promise<readonly (readonly string[])[]> {
  const typed = [...tellingWords(text.slice(0, 300))].slice(0, WORDS)
  const near = new Map(typed.map((word) => [word, [] as { readonly word: string; readonly far: number; readonly fiches: number }[]]))
  for (const letter of new Set(typed.flatMap((word) => [...word].slice(0, 2)))) {
    for (const { word, fiches } of await deps.resources.wordsBeginning(letter)) {
      for (const [asked, found] of near) {
        const far = asked.slice(0, 2).includes(letter) ? farness(asked, word) : undefined
        if (far !== undefined) found.push({ word, far, fiches })
      }
    }
  }
  return [...near.values()].filter((found) => found.length > 0)
    .map((found) => found.sort((a, b) => a.far - b.far || b.fiches - a.fiches).slice(0, TAKEN).map(({ word }) => word))
}
