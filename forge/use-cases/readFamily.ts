import { hasNewsFrom, mostGenerations, mostMembers, type FamilyMember } from '../domain/family.js'
import type { Actor, PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Origin, type Resource } from '../domain/resource.js'
import { isAllowed } from './access.js'
import { commitEmail } from './authorship.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { birthOf } from './readTimeline.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'communities'> & NamingAuthors

/** The family of a resource as this reader may see it, from its eldest origin down: bounded, the resource's own line and descendants first. */
export async function readFamily(deps: Needs, actor: Actor, resource: Resource): Promise<FamilyMember> {
  const line = await lineOf(deps, actor, resource)
  const members = new Map(line.map((one) => [one.id, one]))
  const born = new Map<string, Resource[]>()
  const left = new Map<string, number>()
  line.slice(1).forEach((child, place) => { const parent = line[place]; if (parent) born.set(parent.id, [child]) })
  // Its own descendants, then those of each origin, the nearest first.
  const waiting = [...line].reverse()
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const known = born.get(one.id) ?? []
    for (const child of await deps.resources.adaptationsOf(one.id)) {
      if (members.has(child.id)) continue
      if (!(await isAllowed(deps, 'read', actor, child))) continue
      if (members.size >= mostMembers) { left.set(one.id, (left.get(one.id) ?? 0) + 1); continue }
      members.set(child.id, child)
      known.push(child)
      // Descendants before cousins: what is born of it is looked at before what waits further up.
      waiting.unshift(child)
    }
    born.set(one.id, known)
  }
  const births = new Map(await Promise.all([...members.values()].filter(({ origin }) => origin !== undefined).map(async ({ id }) => [id, await birthOf(deps, { id })] as const)))
  const mention = ({ id, name }: PersonRef) => ({ name, email: commitEmail(id, deps.settings.host) })
  const nameOf = await nameAuthors(deps, [...births.values()].flatMap((birth) => (birth ? [mention(birth.by)] : [])), [...members.values()])

  function memberOf(one: Resource, above: Resource | undefined): FamilyMember {
    const birth = births.get(one.id)
    return {
      id: one.id, title: one.title, path: `/${addressOf(one)}`, owner: one.owner.name, isRetired: one.state === 'retired', isSelf: one.id === resource.id,
      adapted: one.origin && { reason: one.origin.reason, explanation: one.origin.explanation, at: birth?.at ?? one.createdAt, by: birth ? nameOf(mention(birth.by), one).name : '', hasNews: above !== undefined && hasNewsFrom(above, one) },
      born: (born.get(one.id) ?? []).toSorted((a, b) => (births.get(a.id)?.at ?? 0) - (births.get(b.id)?.at ?? 0)).map((child) => memberOf(child, one)), more: left.get(one.id) ?? 0,
    }
  }
  const eldest = line[0] ?? resource
  const root = memberOf(eldest, undefined)
  return eldest.origin === undefined ? root : goneAbove(eldest.origin, root)
}

/** The resource and those it comes from, the eldest that is here first. */
async function lineOf(deps: Needs, actor: Actor, resource: Resource): Promise<Resource[]> {
  const line = [resource]
  for (let origin = resource.origin; origin !== undefined && line.length < mostGenerations;) {
    const above: Resource | undefined = await deps.resources.find(origin.resource)
    if (above === undefined || line.some(({ id }) => id === above.id) || !(await isAllowed(deps, 'read', actor, above))) break
    line.unshift(above)
    origin = above.origin
  }
  return line
}

/** An origin that left, or may not be read: as it was named when it was adapted. */
const goneAbove = (origin: Origin, child: FamilyMember): FamilyMember =>
  ({ id: origin.resource, title: origin.title, path: undefined, owner: '', isRetired: false, isSelf: false, adapted: undefined, born: [child], more: 0 })
