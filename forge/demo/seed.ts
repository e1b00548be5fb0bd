/**
 * Fills an empty instance with the demonstration, one use case a step: what a visitor finds there was made by the same code that
 * serves everybody, on real repositories.
 */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../config.js'
import { ForgeError } from '../domain/errors.js'
import { allScopes, type Actor, type Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { verdictsOf } from '../domain/replay.js'
import { journalRef } from '../domain/merge-request.js'
import { answerRole } from '../use-cases/answerRole.js'
import { claimRole, offerRole } from '../use-cases/claimRole.js'
import { adaptResource } from '../use-cases/adaptResource.js'
import { declineProposal, withdrawProposal } from '../use-cases/closeProposal.js'
import { commentProposal } from '../use-cases/commentProposal.js'
import { createPerson } from '../use-cases/createPerson.js'
import { createResource, ownerFor } from '../use-cases/createResource.js'
import { giveVerdict } from '../use-cases/giveVerdict.js'
import { indexResource } from '../use-cases/indexResource.js'
import { integrateProposal } from '../use-cases/integrateProposal.js'
import { liftObjection } from '../use-cases/liftObjection.js'
import { openList, openProfile } from '../use-cases/openWords.js'
import { proposeChange, updateProposal } from '../use-cases/proposeChange.js'
import { publishChange } from '../use-cases/publishChange.js'
import type { CoAuthor } from '../use-cases/versionMessage.js'
import { signatureOf } from '../use-cases/authorship.js'
import { demoCommunities, demoPeople, materialise, type DemoFiles, type MaterialisedStep } from './timeline.js'

/** Who a newcomer signs in as; steward of a community, with a proposition waiting. Only on an instance that listens on loopback. */
const account = { handle: 'nadege-fontepierre', password: 'essai-de-la-forge' }

type Content = (file: string) => Buffer

const contentIn = (root: string): Content => (file) => {
  try { return readFileSync(path.join(root, file)) } catch (error) {
    throw new ForgeError('unavailable', 'demo.content_missing', { path: existsSync(root) ? path.join(root, file) : root, reason: String(error) })
  }
}

/** The demonstration account, if this instance has one whose password is still the published one. */
export async function demoAccount(deps: Pick<Deps, 'people' | 'passwords'>): Promise<typeof account | undefined> {
  const person = await deps.people.findByHandle(account.handle)
  const hash = person && (await deps.people.passwordHash(person.id))
  return hash !== undefined && (await deps.passwords.matches(hash, account.password)) ? account : undefined
}

/** Takes the published password away from the demonstration account: the instance is about to be reachable by others. */
export async function closeDemoAccount(deps: Pick<Deps, 'people' | 'passwords' | 'ids' | 'sessions'>): Promise<void> {
  if ((await demoAccount(deps)) === undefined) return
  const person = await deps.people.findByHandle(account.handle)
  if (!person) return
  await deps.people.setPasswordHash(person.id, await deps.passwords.hash(`${deps.ids.next()}${crypto.randomUUID()}`))
  await deps.sessions.endAllOf(person.id)
}

/** Tells the whole demonstration. Refuses `unavailable`, before anything is made, when this installation lacks its texts or images. */
export async function seedDemonstration(deps: Deps, options: { readonly account: 'open' | 'closed'; readonly contentRoot?: string }): Promise<void> {
  const content = contentIn(options.contentRoot ?? path.join(projectRoot, 'forge/demo/content'))
  const steps = materialise((file) => content(file).toString('utf8'))
  for (const step of steps) if ('media' in step) filesOf(content, step.media)
  const begun = Date.parse(steps[0]?.at ?? '2026-03-01') - 7 * 24 * 3600_000
  const people = new Map<string, Person>()
  for (const { handle, displayName, formOfAddress, email, bio } of demoPeople) {
    const { person } = await createPerson(deps, {
      handle, displayName, formOfAddress, email, at: begun, ...(bio !== undefined && { bio }),
      ...(options.account === 'open' && handle === account.handle && { password: account.password }),
    })
    // Nobody reads these addresses; whoever tries the demonstration finds one summary a week among the files, from today on.
    await deps.notifications.choose(person.id, 'none', begun)
    if (handle === account.handle) await deps.notifications.choose(person.id, 'weekly', deps.clock.now())
    people.set(handle, person)
  }
  for (const community of demoCommunities) {
    const { id } = await deps.communities.create({
      id: deps.ids.next(), handle: community.slug, name: community.name, description: community.description, defaultRule: { kind: community.defaultRule }, createdAt: begun,
    })
    for (const handle of community.stewards) await deps.communities.setMember(id, known(people, handle).id, 'steward', begun)
    for (const handle of community.members) await deps.communities.setMember(id, known(people, handle).id, 'member', begun)
  }
  await openAllWords(deps, known(people, account.handle), begun)
  const story = new Story(deps, people, content)
  for (const step of steps) await story.play(step)
}

/** Every list, and what each community adds, as the fiches they are: they change through propositions. */
async function openAllWords(deps: Deps, keeper: Person, at: number): Promise<void> {
  const actor: Actor = { kind: 'person', person: { ...keeper, isAdmin: true }, scopes: allScopes }
  const { lexicon } = deps.words.inForce()
  for (const { id } of lexicon.all) await openList(deps, actor, { id, at })
  for (const { community } of lexicon.profiles) await openProfile(deps, actor, { community, at })
}

function known<T>(map: ReadonlyMap<string, T>, key: string): T {
  const value = map.get(key)
  if (value === undefined) throw new Error(`the demonstration names ${key} before it exists`)
  return value
}

/** Plays the steps one after the other, remembering what each fiche and proposition became. */
class Story {
  readonly #fiches = new Map<string, string>()
  readonly #proposals = new Map<string, number>()

  constructor(private readonly deps: Deps, private readonly people: ReadonlyMap<string, Person>, private readonly content: Content) {}

  async play(step: MaterialisedStep): Promise<void> {
    const { deps } = this
    const at = Date.parse(step.at)
    const actor = this.#actor(step.by)
    switch (step.kind) {
      case 'publish': {
        const { owner, defaultRule } = await ownerFor(deps, actor, step.owner)
        const { id } = await createResource(deps, actor, {
          owner, slug: step.fiche, rule: step.rule ? { kind: step.rule } : defaultRule, stewards: [known(this.people, step.by)], at,
          first: { files: new Map<string, string | Uint8Array>([['README.md', step.fullText ?? ''], ...filesOf(this.content, step.media)]), message: step.reason },
        })
        this.#fiches.set(step.fiche, id)
        return
      }
      case 'improve': {
        const { resource, base } = await this.#fiche(step.fiche)
        await publishChange(deps, actor, { resource, base, at, title: step.reason, reason: '', files: changeOf(resource, step.fullText, filesOf(this.content, step.media)), coAuthors: this.#coAuthors(step.coAuthors) })
        return
      }
      case 'propose': {
        const { resource, base } = await this.#fiche(step.fiche)
        const request = await proposeChange(deps, actor, { resource, base, at, title: step.title, reason: step.reason, files: changeOf(resource, step.fullText), coAuthors: this.#coAuthors(step.coAuthors) })
        this.#proposals.set(`${step.fiche} ${step.proposal}`, request.number)
        return
      }
      case 'update': {
        const on = await this.#proposal(step)
        await updateProposal(deps, actor, { ...on, at, message: step.message, files: changeOf(on.resource, step.fullText), coAuthors: this.#coAuthors(step.coAuthors) })
        return
      }
      case 'comment': { await commentProposal(deps, actor, { ...(await this.#proposal(step)), text: step.message, at }); return }
      case 'verdict': {
        await giveVerdict(deps, actor, { ...(await this.#proposal(step)), verdict: step.verdict, text: step.message, at, ...(step.liftCondition !== undefined && { liftCondition: step.liftCondition }) })
        return
      }
      case 'lift': { await this.#lift(step, actor, at); return }
      case 'integrate': { await integrateProposal(deps, actor, { ...(await this.#proposal(step)), at }); return }
      case 'decline': { await declineProposal(deps, actor, { ...(await this.#proposal(step)), reason: step.reason, at }); return }
      case 'withdraw': { await withdrawProposal(deps, actor, { ...(await this.#proposal(step)), reason: step.reason, at }); return }
      case 'adapt': { await this.#adapt(step, actor, at); return }
      case 'role': { await this.#role(step, actor, at); return }
      case 'tag': { await this.#tag(step.fiche, step.version); return }
    }
  }

  async #lift(step: Extract<MaterialisedStep, { kind: 'lift' }>, actor: Actor, at: number): Promise<void> {
    const on = await this.#proposal(step)
    const raisedBy = known(this.people, step.of ?? step.by).id
    const objection = verdictsOf(await this.deps.git.events(on.resource.id, journalRef(on.number))).findLast((v) => v.kind === 'objection' && v.by.id === raisedBy && !v.lifted)
    if (!objection) throw new Error(`the demonstration lifts an objection nobody raised on ${step.fiche}`)
    await liftObjection(this.deps, actor, { ...on, objection: objection.event, reason: step.reason, at })
  }

  async #adapt(step: Extract<MaterialisedStep, { kind: 'adapt' }>, actor: Actor, at: number): Promise<void> {
    const { resource: origin } = await this.#fiche(step.fiche)
    const adapted = await adaptResource(this.deps, actor, { origin, owner: step.to.owner, slug: step.to.slug, title: origin.title, reason: step.reason, explanation: step.explanation, at })
    this.#fiches.set(step.to.slug, adapted.id)
    if (step.fullText === undefined || adapted.tip === undefined) return
    await publishChange(this.deps, actor, { resource: adapted, base: adapted.tip, at: at + 60_000, title: step.explanation, reason: '', files: changeOf(adapted, step.fullText) })
  }

  async #role(step: Extract<MaterialisedStep, { kind: 'role' }>, actor: Actor, at: number): Promise<void> {
    const { resource } = await this.#fiche(step.fiche)
    const { role, note, name } = step
    const { event } = name === undefined ? await claimRole(this.deps, actor, { resource, role, note, at }) : await offerRole(this.deps, actor, { resource, role, note, to: { name }, at })
    if (step.confirmedBy !== undefined) await answerRole(this.deps, this.#actor(step.confirmedBy), { resource, claim: event, answer: 'confirmed', reason: '', at: at + 3600_000 })
  }

  /** A citable version: an annotated tag would be the tagger's; ours names the published version, light. */
  async #tag(fiche: string, version: string): Promise<void> {
    const { resource, base } = await this.#fiche(fiche)
    await this.deps.git.updateRefs(resource.id, [{ ref: `refs/tags/v${version}`, from: undefined, to: base }])
    await indexResource(this.deps, resource.id)
  }

  #actor(handle: string): Actor { return { kind: 'person', person: known(this.people, handle), scopes: allScopes } }

  #coAuthors(handles: readonly string[] | undefined): CoAuthor[] {
    return (handles ?? []).map((handle) => signatureOf(this.deps, known(this.people, handle), 0))
  }

  async #fiche(slug: string): Promise<{ resource: Resource; base: string }> {
    const resource = await this.deps.resources.find(known(this.#fiches, slug))
    const base = resource && (await this.deps.git.resolve(resource.id, MAIN))
    if (!resource || base === undefined) throw new Error(`the demonstration lost ${slug}`)
    return { resource, base }
  }

  async #proposal(step: { readonly fiche: string; readonly proposal: string }): Promise<{ resource: Resource; number: number }> {
    return { resource: (await this.#fiche(step.fiche)).resource, number: known(this.#proposals, `${step.fiche} ${step.proposal}`) }
  }
}

const filesOf = (content: Content, media: DemoFiles | undefined): [string, Uint8Array][] => Object.entries(media ?? {}).map(([target, source]) => [target, content(source)])

const changeOf = (resource: Resource, text: string | undefined, media: readonly [string, Uint8Array][] = []) => new Map<string, string | Uint8Array>([...(text === undefined ? [] : [[resource.mainPath, text] as const]), ...media])
