import { identify } from '../../content-schema/licences/identify.js'
import type { Licence } from '../../content-schema/licences/licence.js'
import { verdict, type Verdict } from '../../content-schema/licences/verdict.js'
import type { PictureFacts } from '../domain/picture.js'

/**
 * Whether a picture may stand in a fiche, as something separate that keeps its own licence and its own credit beside it: by which clause, and
 * the ways out when not. `home`: the address of the fiche, where a picture made for it is first published.
 */
export function inclusionVerdict(facts: PictureFacts, ficheLicence: Licence | undefined, home: string): Verdict {
  const licence = identify(facts.licence)
  return verdict({
    relation: 'inclusion', sources: [{ licence: facts.licence }], ...(ficheLicence && { target: ficheLicence.id }),
    context: { modified: facts.isModified, ...(licence && { credit: { author: facts.author, source: facts.source === '' ? home : facts.source, licenceUri: licence.uri } }) },
  })
}
