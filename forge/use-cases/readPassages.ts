import { parseFiche } from '../../content-schema/fiche.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { passagesOf } from '../prose/passages.js'
import { hidingNames, holdsHiddenName } from './hideNames.js'
import { readPlace, type PassagePlace } from './passagePlace.js'
import { placeOf, shownFields } from './renderFiche.js'

/** One passage as it is listed: a block of the text, or a field of the header in words. */
export interface ListedPassage {
  /** Where it starts in the text shown, in UTF-16 units: its name in addresses. */
  readonly at: number
  readonly block: readonly [number, number]
  /** The field it is, when it is one. */
  readonly field: string | undefined
  readonly words: string
  /** `heading`: it heads others in the text; in a list of passages it heads nothing. */
  readonly kind: 'heading' | 'other'
  /** As safe HTML; empty for a field, a heading, a row. */
  readonly html: string
}

/** More than that is a book: the others are reached by selecting words. */
const mostListed = 600

/** The passages of a published text or a proposition, in the order they are read. Refuses `not_found`. */
export async function readPassages(deps: Pick<Deps, 'git' | 'renderer' | 'resources' | 'naming'>, place: PassagePlace & { readonly locale: Locale }): Promise<{ readonly version: string; readonly passages: readonly ListedPassage[] }> {
  const { resource, locale } = place
  const { version, text: read } = await readPlace(deps, place)
  const text = await read()
  const { header } = parseFiche(text)
  const hide = await hidingNames(deps, resource)
  // A field with a name that is not to be shown cannot be quoted.
  const shown = passagesOf(text).filter(({ segment }) => segment.kind !== 'field' || (shownFields.has(segment.field ?? '') && !holdsHiddenName(hide, segment.source))).slice(0, mostListed)
  const rendered = await deps.renderer.markdown({
    texts: ['', ...shown.map(({ segment }) => (['field', 'heading', 'table-row'].includes(segment.kind) ? '' : segment.source))], locale,
    // Only what is published is served: a proposition's links lead nowhere but to the web.
    place: place.number === undefined ? await placeOf(deps, resource, { version: undefined, commit: version, path: resource.mainPath, text }) : { base: `/${resource.owner.handle}/${resource.slug}`, version: undefined, path: resource.mainPath, mainPath: resource.mainPath, neighbours: {}, files: {} },
  })
  return {
    version,
    passages: shown.flatMap(({ segment, block, words }, index): ListedPassage[] => {
      const { field } = segment
      const said = field === undefined ? words : wordsOf(header[field]).join(' · ')
      return said === '' && rendered[index + 1]?.html === '' ? [] : [{ at: block[0], block, field, words: said, kind: segment.kind === 'heading' ? 'heading' : 'other', html: rendered[index + 1]?.html ?? '' }]
    }),
  }
}

/** What a field says, durations and keys left out. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' || /^P[T\d]/.test(value) ? [] : [value.trim()]
  if (Array.isArray(value)) return value.flatMap(wordsOf)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(wordsOf) : []
}
