import { ForgeError } from '../domain/errors.js'
import { ROLES_SUBJECT, type Told } from '../domain/inbox.js'
import { wordsOf } from '../domain/mentions.js'
import { isNamedIn, placesOfNames, withNamesReplaced } from '../domain/names-in-text.js'
import type { Actor, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { decodeExactly } from './fileText.js'
import { startImproving } from './improve.js'
import { addressesOfPerson } from './nameTraces.js'
import { saveDraft } from './saveDraft.js'
import { decodeText } from './indexResource.js'

/** What names a person on a resource whatever they choose, besides copies and the history. */
export interface NamesThatStay {
  /** Texts whose body names them, and how many times. */
  readonly texts: readonly { readonly path: string; readonly times: number }[]
  /** Open propositions whose text names them, header included: it is decided on as it is written. */
  readonly proposals: readonly number[]
  /** How many messages of other people name them. */
  readonly messages: number
}

type Needs = Pick<Deps, 'git' | 'mergeRequests' | 'journals' | 'resources' | 'emails' | 'visitors' | 'settings'>

const mostTexts = 30
const longestText = 500_000
const mostProposals = 20
/** Fiches looked into at once, the latest changed first. */
const mostFiches = 40

/** Where a person stays named on a resource. Reads its published texts, its open propositions and its messages. */
export async function namesThatStay(deps: Needs, person: Person, resource: Resource): Promise<NamesThatStay> {
  const names = await namesOf(deps, person, resource)
  const [texts, requests] = await Promise.all([textsNaming(deps, resource, names), deps.mergeRequests.of(resource.id)])
  const open = requests.filter(({ state }) => state === 'open').slice(0, mostProposals)
  const proposed = await Promise.all(open.map(async ({ number, head }) => {
    const file = await deps.git.file(resource.id, head, resource.mainPath, longestText).catch(() => undefined)
    return file && isNamedIn(decodeText(file.bytes), names) ? [number] : []
  }))
  const journals = await deps.journals.of([0, ROLES_SUBJECT, ...requests.map(({ number }) => number)].map((number) => ({ resource: resource.id, number })))
  const said = [...journals.values()].flat().filter(({ event }: Told) => event.actor.id !== person.id && isNamedIn(wordsOf(event), names))
  return { texts, proposals: proposed.flat(), messages: said.length }
}

/** The same wherever they wrote, where anything stays. Refuses `unauthenticated`. */
export async function namesThatStayEverywhere(deps: Needs, actor: Actor): Promise<readonly (NamesThatStay & { readonly resource: Resource })[]> {
  const person = personActing(actor)
  const found = []
  for (const resource of (await deps.resources.contributedBy(await addressesOfPerson(deps, person.id))).slice(0, mostFiches)) {
    const stays = await namesThatStay(deps, person, resource)
    if (stays.texts.length + stays.proposals.length + stays.messages > 0) found.push({ ...stays, resource })
  }
  return found
}

/**
 * Prepares a private draft of a text where the person's names give way to other words: they read it, explain and send it as any change.
 * Goes on from their draft, when they have one. Refuses `invalid` where the text does not name them, and as `startImproving` does.
 */
export async function draftWithoutName(deps: Parameters<typeof startImproving>[0] & Needs, actor: Actor, input: { readonly resource: Resource; readonly path: string; readonly instead: string; readonly reason: string }): Promise<{ readonly path: string }> {
  const person = personActing(actor)
  const { resource, path } = input
  const editing = await startImproving(deps, actor, { resource, path })
  const text = withNamesReplaced(editing.text, await namesOf(deps, person, resource), input.instead)
  if (text === editing.text) throw new ForgeError('invalid', 'naming.not_in_text')
  await saveDraft(deps, actor, { resource, path: editing.draftPath, base: editing.base, text, reason: editing.draft?.reason || input.reason })
  return { path }
}

/** The names a person is known by on a resource: their account's, those they signed with, those recognised as theirs. */
async function namesOf(deps: Pick<Deps, 'resources' | 'emails' | 'visitors' | 'settings'>, person: Person, resource: Resource): Promise<readonly string[]> {
  const own = new Set(await addressesOfPerson(deps, person.id))
  const signed = ((await deps.resources.peopleOf([resource.id])).get(resource.id) ?? []).flatMap(({ email, name }) => (own.has(email.toLowerCase()) ? [name] : []))
  return [person.displayName, `@${person.handle}`, ...signed, ...(resource.recognised ?? []).flatMap((one) => (one.person.id === person.id ? [one.name] : []))]
}

async function textsNaming(deps: Pick<Deps, 'git'>, resource: Resource, names: readonly string[]): Promise<NamesThatStay['texts']> {
  const { tip } = resource
  if (tip === undefined) return []
  const files = (await deps.git.tree(resource.id, tip, { recursive: true })).filter(({ kind, path }) => kind === 'blob' && /\.(md|markdown)$/i.test(path))
  const main = files.filter(({ path }) => path === resource.mainPath)
  const found = await Promise.all([...main, ...files.filter(({ path }) => path !== resource.mainPath)].slice(0, mostTexts).map(async ({ path, oid }) => {
    const text = decodeExactly(await deps.git.blob(resource.id, oid))
    const times = text === undefined || text.length > longestText ? 0 : placesOfNames(text, names).length
    return times > 0 ? [{ path, times }] : []
  }))
  return found.flat()
}
