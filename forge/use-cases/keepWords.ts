import { isWordsType } from '../../content-schema/fields.js'
import { isInForce, type Words, type WordsInForce } from '../domain/lexicon.js'
import type { Deps } from '../domain/ports.js'
import type { Revisions } from '../domain/revisions.js'
import type { Resource } from '../domain/resource.js'
import { oneAtATime } from './oneAtATime.js'
import { readWords, type Parsed } from './readWords.js'

/**
 * Keeps the words in force in memory, and reads them again each time a fiche that holds words is indexed: whoever published a term
 * finds it everywhere at once. Every kept page then counts as changed, since any may show a word.
 */
export async function keepWords<D extends Omit<Deps, 'words'>>(deps: D, revisions: Revisions): Promise<D & { readonly words: Words }> {
  const { resources } = deps
  const parsed: Parsed = new Map()
  let inForce: WordsInForce = await readWords(deps, parsed)
  const again = () => oneAtATime(`words ${deps.settings.baseUrl}`, async () => {
    inForce = await readWords(deps, parsed)
    revisions.changed('identity')
  })
  const words: Words = { inForce: () => inForce }
  const isWords = (resource: Resource): boolean => isWordsType(resource.fields.type) || holds(resource.id)
  const holds = (id: string): boolean => inForce.setAside.has(id) || isInForce(words, id)
  return {
    ...deps,
    words,
    resources: {
      ...resources,
      async put(resource, extra) { await resources.put(resource, extra); if (isWords(resource)) await again() },
      async putAll(entries) { await resources.putAll(entries); if (entries.some(({ resource }) => isWords(resource))) await again() },
      async remove(id) { await resources.remove(id); if (holds(id)) await again() },
      async clear() { await resources.clear(); await again() },
    },
  }
}
