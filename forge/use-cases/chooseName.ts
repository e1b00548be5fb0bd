import { displayNameOf, displayNameProblem } from '../domain/account.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { KeptNameChoice, NameChoice, NameReach } from '../domain/naming.js'
import type { Actor, PersonId } from '../domain/person.js'
import { mustBeAllowed } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { addressesOfPerson, nameTracesIn } from './nameTraces.js'

/** Fiches whose headers are read when somebody asks to be named nowhere. */
const fichesTraced = 500

/**
 * How a person is named from now on, on one resource or (without one) everywhere: shown in every page, credit, export and feed, past
 * versions included; and in what they write next. The history, the licence and the proof of who wrote stay. Any choice can be taken back.
 *
 * Refuses `forbidden` for somebody else's name, `invalid` for a pseudonym that is no name or what makes no sense everywhere.
 */
export async function chooseName(
  deps: Pick<Deps, 'naming' | 'people' | 'git' | 'emails' | 'visitors' | 'settings' | 'resources' | 'clock' | 'ids'>, actor: Actor,
  input: { readonly person: PersonId; readonly resource: Resource | undefined; readonly choice: NameChoice; readonly reach: NameReach },
): Promise<void> {
  mustBeAllowed('choose_name', { actor, named: input.person, ...(input.resource && { resource: input.resource }) })
  const { id } = personActing(actor)
  const choice: NameChoice = input.choice.kind === 'pseudonym' ? { kind: 'pseudonym', name: displayNameOf(input.choice.name) } : input.choice
  refuseProblems([
    choice.kind !== 'pseudonym' ? undefined : choice.name === '' ? { field: 'pseudonyme', key: 'naming.pseudonym_missing' } : displayNameProblem('pseudonyme', choice.name),
    input.resource === undefined && (choice.kind === 'pseudonym' || choice.kind === 'withdrawn') ? { field: 'nom', key: 'naming.one_fiche_only' } : undefined,
  ])
  const person = await deps.people.find(id)
  if (!person) return
  const where = input.resource ? [input.resource] : (await deps.resources.contributedBy(await addressesOfPerson(deps, id))).slice(0, fichesTraced)
  const traces = []
  for (const resource of where) traces.push(await nameTracesIn(deps, id, resource))
  const kept: KeptNameChoice = { person: id, resource: input.resource?.id, choice, reach: input.reach, at: deps.clock.now() }
  await deps.naming.choose(kept, traces, { id: deps.ids.next(), was: { displayName: person.displayName, handle: person.handle } })
}

/** What somebody chose, everywhere and on each fiche that is still here. Refuses `unauthenticated`. */
export async function chosenNames(deps: Pick<Deps, 'naming' | 'resources'>, actor: Actor): Promise<{ readonly everywhere: NameChoice; readonly on: readonly { readonly resource: Resource; readonly choice: NameChoice; readonly reach: NameReach }[] }> {
  const kept = await deps.naming.of(personActing(actor).id)
  const on = await Promise.all(kept.flatMap(({ resource, choice, reach }) => (resource === undefined ? [] : [deps.resources.find(resource).then((found) => found && { resource: found, choice, reach })])))
  return { everywhere: kept.find(({ resource }) => resource === undefined)?.choice ?? { kind: 'named' }, on: on.filter((one) => one !== undefined) }
}
