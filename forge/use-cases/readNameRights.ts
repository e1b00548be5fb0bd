import type { NameClaim } from '../domain/name-claims.js'
import { foldedName, shownAs, type NameChoice, type NameReach } from '../domain/naming.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { isAllowed } from './access.js'
import { claimableNames, readNameClaims, type ClaimableName } from './claimName.js'
import { namesInForce } from './namesInForce.js'
import { namesThatStay, type NamesThatStay } from './namesThatStay.js'
import type { Contributions } from './readContributions.js'
import { freshRoles } from './recordRole.js'

export interface NameRightsReading {
  readonly mine: { readonly choice: NameChoice; readonly reach: NameReach; readonly isHere: boolean; readonly stays: NamesThatStay } | undefined
  readonly claimable: readonly ClaimableName[]
  readonly contestable: readonly string[]
  readonly claims: readonly NameClaim[]
  readonly mayAnswer: boolean
}

/** What somebody may do about the names of a resource, and what was said of them. Recognised names of people who are not named there are not written out. */
export async function readNameRights(deps: Pick<Deps, 'naming' | 'communities'> & Parameters<typeof namesThatStay>[0], actor: Actor, resource: Resource, contributions: Contributions): Promise<NameRightsReading> {
  const person = actor.kind === 'person' ? actor.person : undefined
  const [inForce, kept, claims, mayAnswer, roles, stays] = await Promise.all([
    namesInForce(deps, person ? [person.id] : [], [resource.id]), person ? deps.naming.of(person.id) : [], readNameClaims(deps, resource), isAllowed(deps, 'answer_name_claim', actor, resource), freshRoles(deps, resource),
    person ? namesThatStay(deps, person, resource) : undefined,
  ])
  const hidden = new Map(inForce.headerNamesHidden(resource.id).map(({ name, choice }) => [foldedName(name), shownAs({ displayName: name, handle: '' }, choice).name]))
  const everybody = [...contributions.own, ...contributions.lineage].map((one) => one.person)
  const contestable = [...everybody.flatMap(({ key, name, hidden: why }) => (why === undefined && key !== person?.id ? [name] : [])), ...contributions.declared.map(({ nom }) => nom)]
  return {
    mine: person && stays && {
      choice: inForce.choiceOf(person.id, resource.id) ?? { kind: 'named' }, reach: kept.find((one) => one.resource === resource.id)?.reach ?? 'family',
      isHere: everybody.some(({ key }) => key === person.id), stays,
    },
    claimable: claimableNames(contributions, roles), contestable: [...new Map(contestable.map((name) => [foldedName(name), name])).values()],
    claims: claims.map((claim) => ({ ...claim, name: hidden.get(foldedName(claim.name)) ?? claim.name })), mayAnswer,
  }
}
