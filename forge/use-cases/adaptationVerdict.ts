import { contradictionVerdict, severalVerdict } from '../../content-schema/licences/contradiction.js'
import { verdict, type Verdict } from '../../content-schema/licences/verdict.js'
import { labelChoice, type LabelChoice } from '../../content-schema/licences/joined-label.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { labelNow } from './labels.js'

/** What stands for a licence nobody can name yet: the verdict then stops and asks, it never guesses. */
const toClarify = 'licence à préciser'

const licenceOf = (resource: Pick<Resource, 'licence'>): string => (resource.licence.state === 'declared' ? resource.licence.licence?.id : undefined) ?? toClarify

/** Whether a resource may be adapted and shared under its own licence, by which clause, and the ways out when not. */
export function adaptationVerdict(origin: Pick<Resource, 'licence'>): Verdict {
  if (origin.licence.state === 'contradictory') return disagreement(origin)
  const licence = licenceOf(origin)
  return verdict({ relation: 'adaptation', sources: [{ licence }], ...(licence !== toClarify && { target: licence }) })
}

/** Between which labels whoever adapts a resource chooses, when its header joins several licences; undefined when there is nothing to choose. */
export async function adaptationChoice(deps: Pick<Deps, 'git'>, origin: Resource): Promise<LabelChoice | undefined> {
  const label = origin.licence.state === 'declared' ? undefined : await labelNow(deps, origin)
  return label === undefined ? undefined : labelChoice(label)
}

/** Whether the words of one resource may go into another, keeping that one's licence. */
export function sharingVerdict(from: Pick<Resource, 'licence'>, into: Pick<Resource, 'licence'>, labels?: { readonly source: string | undefined; readonly target: string | undefined }): Verdict {
  if (from.licence.state === 'contradictory' && labels?.source === undefined) return disagreement(from)
  return verdict({ relation: 'adaptation', sources: [{ licence: labels?.source ?? licenceOf(from) }], target: labels?.target ?? licenceOf(into) })
}

/** The same, where a header may join several licences. */
export async function sharingNow(deps: Pick<Deps, 'git'>, from: Resource, into: Resource): Promise<Verdict> {
  const [source, target] = await Promise.all([labelNow(deps, from), labelNow(deps, into)])
  return sharingVerdict(from, into, { source, target })
}

/** Whether a fiche may leave as it is, in another form (archive, printed page, data): its licence goes with it, and what is not known is said. */
export function takeAwayVerdict(resource: Pick<Resource, 'licence'>): Verdict {
  if (resource.licence.state === 'contradictory') return disagreement(resource)
  return verdict({ relation: 'format-change', sources: [{ licence: licenceOf(resource) }] })
}

const disagreement = ({ licence: { declared, several } }: Pick<Resource, 'licence'>): Verdict => (several === true ? severalVerdict(declared) : contradictionVerdict(declared))
