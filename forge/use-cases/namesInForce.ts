import type { NameChoice, NamesOn } from '../domain/naming.js'
import { isHidden } from '../domain/naming.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { ResourceId } from '../domain/resource.js'

/** What people chose, on some resources and everywhere. */
export interface NamesInForce {
  /** A choice made for that resource wins over one that holds everywhere. */
  choiceOf(person: PersonId, resource?: ResourceId): NameChoice | undefined
  /** Names that no header of that resource shows any more, folded by nobody: as they are written. */
  headerNamesHidden(resource: ResourceId): readonly { readonly name: string; readonly choice: NameChoice }[]
  /** Of somebody whose name is hidden there, as its history writes it. */
  isWrittenNameHidden(resource: ResourceId, name: string): NameChoice | undefined
}

/** Reads what these people chose, on these resources and everywhere, in a few queries whatever their number. */
export async function namesInForce(deps: Pick<Deps, 'naming'>, people: Iterable<PersonId>, resources: readonly ResourceId[]): Promise<NamesInForce> {
  const here: ReadonlyMap<ResourceId, NamesOn> = await deps.naming.on(resources)
  const traced = [...here.values()].flatMap(({ traces }) => traces.map(({ person }) => person))
  const asked = [...new Set([...people, ...traced])]
  const everywhere = asked.length === 0 ? new Map<PersonId, NameChoice>() : await deps.naming.everywhere(asked)
  const choiceOf = (person: PersonId, resource?: ResourceId): NameChoice | undefined => (resource === undefined ? undefined : here.get(resource)?.choices.get(person)) ?? everywhere.get(person)
  return {
    choiceOf,
    headerNamesHidden: (resource) => (here.get(resource)?.traces ?? []).flatMap(({ person, headerNames }) => {
      const choice = choiceOf(person, resource)
      return choice && choice.kind !== 'named' ? headerNames.map((name) => ({ name, choice })) : []
    }),
    isWrittenNameHidden(resource, name) {
      const trace = here.get(resource)?.traces.find(({ person, writtenNames }) => writtenNames.includes(name) && isHidden(choiceOf(person, resource)))
      return trace && choiceOf(trace.person, resource)
    },
  }
}
