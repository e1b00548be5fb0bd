/** A community at work, on a clock that tests move. */
import type { Actor, Person } from '../../forge/domain/person.js'
import type { DecisionRule, Resource } from '../../forge/domain/resource.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { aForge, shortFiche, type TestForge } from './forge.js'

export type Acting = Extract<Actor, { kind: 'person' }>
export const dayMs = 24 * 3600_000
/** A Wednesday. */
export const wednesday = Date.parse('2026-11-04T10:00:00Z')
export const text = shortFiche('Le tour de météo', 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n')

export interface Flow {
  readonly forge: TestForge
  readonly clock: { at: number; now(): number }
  readonly fiche: Resource
  person(handle: string): Acting
  propose(by: string, title?: string, find?: string, replace?: string): Promise<number>
}

/** `garance` stewards the community and the fiche, `noe` is a member, `lea` and `zoe` are not. All have confirmed `<handle>@exemple.invalid`. */
export async function aFlow(options: { readonly rule?: DecisionRule; readonly dataDir?: string } = {}): Promise<Flow> {
  const clock = { at: wednesday, now() { return this.at } }
  const forge = await aForge({ clock, ...(options.dataDir !== undefined && { dataDir: options.dataDir }) })
  const people = new Map<string, Acting>()
  for (const handle of ['garance', 'noe', 'lea', 'zoe']) {
    const { person, actor } = await forge.person(handle)
    people.set(handle, actor as Acting)
    await confirmed(forge, person)
  }
  const person = (handle: string): Acting => {
    const found = people.get(handle)
    if (!found) throw new Error(handle)
    return found
  }
  await forge.community('cooperation', [person('garance').person], [person('noe').person])
  const fiche = await forge.resource({ by: person('garance').person, slug: 'le-tour-de-meteo', text, owner: 'cooperation', ...(options.rule && { rule: options.rule }) })
  clock.at += 3600_000
  return {
    forge, clock, fiche, person,
    async propose(by, title = 'Une amélioration', find = 'du début', replace = 'du tout début') {
      const request = await proposeChange(forge.deps, person(by), { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace(find, replace)]]), title, reason: 'Parce que.' })
      return request.number
    },
  }
}

async function confirmed(forge: TestForge, person: Person): Promise<void> {
  const address = `${person.handle}@exemple.invalid`
  await forge.deps.emails.add(person.id, address, forge.deps.clock.now())
  await forge.deps.emails.confirm(person.id, address, forge.deps.clock.now())
}
