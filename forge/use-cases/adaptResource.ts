import { editHeader } from '../../content-schema/edit.js'
import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import { ForgeError } from '../domain/errors.js'
import type { ResourceEvent } from '../domain/journal.js'
import { refTo, type Actor } from '../domain/person.js'
import { addressOf, MAIN, RESOURCE_JOURNAL, type AdaptationReason, type FormerOrigin, type Origin, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { adaptationChoice, adaptationVerdict } from './adaptationVerdict.js'
import { signatureOf } from './authorship.js'
import { addressQueue, freeSlug, ownerFor } from './createResource.js'
import { readText } from './fileText.js'
import { indexResource } from './indexResource.js'
import { judgedBefore, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { rolesToInherit } from './readRoles.js'
import { oneLine, someLines, versionMessage } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

export const adaptationReasons: readonly AdaptationReason[] = ['public', 'duree', 'lieu', 'langue', 'accessibilite', 'autre']

/**
 * Makes somebody's own copy of a resource, for a stated reason, its whole history with it and the original untouched.
 *
 * It lives in their own space or in a community they belong to, and takes that place's decision rule; they become its steward.
 * Another title, or the licence chosen among those the origin offers, becomes its first own version. Refuses `forbidden` with the clause when the licence does not allow adaptations, or is
 * to be clarified first; `invalid` when the reason « autre » explains nothing, or when a licence is to be chosen.
 */
export async function adaptResource(deps: Writing, actor: Actor, input: {
  readonly origin: Resource
  /** Handle of a person or a community. */
  readonly owner: string
  readonly title: string
  readonly reason: AdaptationReason
  readonly explanation: string
  /** Of the labels an origin under several licences lets choose (`adaptationChoice`): its own. */
  readonly licence?: string
  /** Its address; from the title by default. */
  readonly slug?: string
  readonly at?: number
}): Promise<Resource> {
  const person = personActing(actor)
  const { origin, reason } = input
  await requireAllowed(deps, 'adapt', actor, origin)
  const { owner, defaultRule } = await ownerFor(deps, actor, input.owner)
  if (origin.tip === undefined) throw new ForgeError('conflict', 'adapt.nothing_published')
  const chosen = await chosenLabel(deps, origin, input.licence)
  const explanation = someLines(input.explanation, 2000)
  if (reason === 'autre' && explanation === '') throw new ForgeError('invalid', 'adapt.reason_unexplained', { field: 'explanation' })
  const title = oneLine(input.title) || origin.title
  const slug = input.slug ?? (await freeSlug(deps, owner.handle, title))
  const id = deps.ids.next()
  const at = input.at ?? deps.clock.now()
  const author = signatureOf(deps, person, at)

  return oneAtATime(addressQueue(owner.handle, slug), async () => {
    if (await deps.resources.isAddressTaken(owner.handle, slug)) throw new ForgeError('conflict', 'slug.taken', { slug, owner: owner.handle })
    return noted(deps, id, 'adapt', make)
  })

  async function make(): Promise<Resource> {
    const versions = (await deps.git.refs(origin.id, 'refs/tags/v')).map((ref) => ref.name)
    await deps.git.fork(origin.id, id, [MAIN, ...versions])
    const tip = await deps.git.resolve(id, MAIN)
    if (tip === undefined) throw new Error(`adaptation ${id} has no published text`)
    const created: ResourceEvent = {
      kind: 'created', actor: refTo(person), owner: { kind: owner.kind, id: owner.id, handle: owner.handle }, slug, rule: defaultRule, stewards: [refTo(person)], mainPath: origin.mainPath,
    }
    const licence = origin.licence.licence?.id ?? chosen?.label
    const roles = await rolesToInherit(deps, origin)
    const adapted: ResourceEvent = {
      kind: 'adapted', actor: refTo(person), reason, explanation,
      origin: { resource: origin.id, owner: origin.owner.handle, slug: origin.slug, title: origin.title, commit: tip, ...(licence !== undefined && { licence }), ...(origin.importedFrom && { source: origin.importedFrom.source }), ...(origin.origin && { before: lineageOf(origin.origin) }) }, ...(roles.length > 0 && { roles }),
    }
    await deps.git.append(id, RESOURCE_JOURNAL, [created, adapted].map((payload) => ({ author, payload: { ...payload } })))
    const written = { ...(title !== origin.title && { titre: title }), ...(chosen?.isNew === true && { licence: chosen.label }) }
    if (Object.keys(written).length > 0) {
      const text = await readText(deps, id, tip, origin.mainPath)
      const message = versionMessage(`Adaptation de « ${origin.title} »`, explanation, [{ key: 'Adapted-From', value: `${deps.settings.baseUrl}/${addressOf(origin)}/versions/${tip}` }])
      const commit = await deps.git.writeCommit(id, {
        parents: [tip], baseTree: (await deps.git.commit(id, tip)).tree, files: new Map([[origin.mainPath, editHeader(text, written)]]), author, committer: author, message,
      })
      await movePublished(deps, judgedBefore({ id }, tip, commit))
    }
    const resource = await indexResource(deps, id)
    if (!resource) throw new Error(`adaptation ${id} was made but cannot be indexed`)
    return resource
  }
}

/** The label an adaptation takes; undefined: its origin's one licence. Refuses `forbidden` what may not be adapted, `invalid` when one is to be chosen, or is none of those offered. */
async function chosenLabel(deps: Writing, origin: Resource, asked: string | undefined): Promise<{ readonly label: string; readonly isNew: boolean } | undefined> {
  const choice = await adaptationChoice(deps, origin)
  if (choice === undefined) {
    const verdict = adaptationVerdict(origin)
    if (verdict.verdict === 'block') throw new ForgeError('forbidden', 'adapt.licence_refuses', { verdict })
    if (asked !== undefined && !isSameLabel(asked, origin.licence.licence?.id)) throw new ForgeError('invalid', 'adapt.licence_kept', { field: 'licence' })
    return undefined
  }
  const label = asked === undefined ? undefined : choice.labels.find((one) => isSameLabel(one, asked))
  if (label === undefined) throw new ForgeError('invalid', 'adapt.licence_to_choose', { field: 'licence', labels: choice.labels })
  return { label, isNew: label !== choice.joined }
}

/** What an adaptation of an adaptation remembers: its origin's origin, and so on back. */
const lineageOf = ({ resource, owner, slug, title, takenUpTo, licence, source, before = [] }: Origin): readonly FormerOrigin[] =>
  [{ resource, owner, slug, title, commit: takenUpTo, ...(licence !== undefined && { licence }), ...(source !== undefined && { source }) }, ...before].slice(0, generations)

/** As far back as a credit tells. */
const generations = 12
