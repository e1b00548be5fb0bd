import type { NameChoice, NamesOn, NameTraces } from '../domain/naming.js'
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
  /** Those, and the names they signed with: what no list of the resource's people shows any more. */
  listedNamesHidden(resource: ResourceId): readonly { readonly name: string; readonly choice: NameChoice }[]
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
  const hiddenOf = (resource: ResourceId, namesIn: (traces: NameTraces) => readonly string[]) => (here.get(resource)?.traces ?? []).flatMap((traces) => {
    const choice = choiceOf(traces.person, resource)
    return choice && choice.kind !== 'named' ? namesIn(traces).map((name) => ({ name, choice })) : []
  })
  return {
    choiceOf,
    headerNamesHidden: (resource) => hiddenOf(resource, ({ headerNames }) => headerNames),
    listedNamesHidden: (resource) => hiddenOf(resource, ({ headerNames, writtenNames }) => [...new Set([...headerNames, ...writtenNames])]),
    isWrittenNameHidden(resource, name) {
      const trace = here.get(resource)?.traces.find(({ person, writtenNames }) => writtenNames.includes(name) && isHidden(choiceOf(person, resource)))
      return trace && choiceOf(trace.person, resource)
    },
  }
}
