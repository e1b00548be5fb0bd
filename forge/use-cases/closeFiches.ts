import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'

/** A published fiche close to one being written, and the needs they share. */
export interface Neighbour { readonly resource: Resource; readonly needs: readonly string[] }

const CANDIDATES = 40
const SHOWN = 5
/** Two words of a title in common out of four or five: below, nobody would call them neighbours. */
const CLOSE = 0.4
const WORDS_ASKED = 10

/** Words that say nothing of what a fiche is about. */
const EMPTY = new Set('le la les un une des du de au aux et ou en dans par pour sur sous sans avec chez ce cet cette ces son sa ses notre nos votre vos leur leurs que qui quoi dont est sont etre faire fiche outil comment the a an of to and or in on for with without how our your their is are sheet tool'.split(' '))

/** The words that matter in a text, without accents nor plural. */
export function tellingWords(text: string): ReadonlySet<string> {
  const words = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/œ/gi, 'oe').toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return new Set(words.map((word) => (word.length > 4 ? word.replace(/(?:s|x)$/, '') : word)).filter((word, i) => word.length > 2 && !EMPTY.has(word) && !EMPTY.has(words[i] ?? '')))
}

const inCommon = (a: ReadonlySet<string>, b: ReadonlySet<string>): number => [...a].filter((word) => b.has(word)).length

/**
 * The published fiches nearest to a title and needs, nearest first, five at most: those one would rather improve or adapt.
 * Words of the title count most, then words found in the summary, then shared needs.
 */
export async function closeFiches(deps: Pick<Deps, 'resources'>, about: { readonly title: string; readonly needs: readonly string[] }): Promise<readonly Neighbour[]> {
  const words = tellingWords(about.title.slice(0, 300))
  if (words.size === 0) return []
  const { items } = await deps.resources.search({ text: [...words].slice(0, WORDS_ASKED).join(' '), words: 'any', counts: 'none', limit: CANDIDATES, offset: 0, sort: 'relevance' })
  return items.map((resource) => {
    const { fields, title } = resource
    const titled = tellingWords(title)
    const told = tellingWords([title, fields.resume ?? '', fields.valeur_ajoutee ?? '', ...fields.mots_cles].join(' '))
    const needs = fields.besoins.filter((need) => about.needs.includes(need))
    const score = (2 * inCommon(words, titled)) / (words.size + titled.size) + (0.5 * inCommon(words, told)) / words.size + (about.needs.length === 0 ? 0 : (0.3 * needs.length) / about.needs.length)
    return { resource, needs, score }
  }).filter(({ score }) => score >= CLOSE).sort((a, b) => b.score - a.score || a.resource.title.localeCompare(b.resource.title)).slice(0, SHOWN).map(({ resource, needs }) => ({ resource, needs }))
}
