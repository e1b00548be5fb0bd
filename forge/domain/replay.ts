/** From journals to what they say now: pure replays of event chains. Unknown events are skipped, so that older forges read newer journals. */
import type { ChainEvent, Oid } from './git.js'
import type { MergeRequestEvent, ResourceEvent } from './journal.js'
import type { MergeRequest, Verdict } from './merge-request.js'
import { nameClaimsOf, recognisedIn } from './name-claims.js'
import type { PersonRef } from './person.js'
import type { ChangeDecision } from './review.js'
import type { DecisionRule, ImportSource, Origin, PushedProblems, RecognisedName, ResourceId } from './resource.js'

/** What refs/journal/resource says of a resource. */
export interface ResourceFacts {
  readonly owner: { readonly kind: 'person' | 'community'; readonly id: string; readonly handle: string }
  readonly slug: string
  readonly rule: DecisionRule
  readonly stewards: readonly PersonRef[]
  readonly pushedProblems: PushedProblems
  readonly mainPath: string
  readonly origin: Origin | undefined
  readonly importedFrom: ImportSource | undefined
  readonly ancestors: readonly string[]
  /** What the source of an import said of its licence beside the fiche. */
  readonly licenceNotices: readonly { readonly path: string; readonly text: string }[]
  readonly retiredBecause: string | undefined
  /** A licence its stewards stated where the text was silent or contradictory. */
  readonly clarifiedLicence: string | undefined
  readonly formerAddresses: readonly { readonly owner: string; readonly slug: string }[]
  readonly recognised: readonly RecognisedName[]
  readonly createdAt: number
  readonly tip: Oid
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** Undefined when the chain does not begin by `created`: not a repository of the forge. */
export function replayResource(chain: readonly ChainEvent[]): ResourceFacts | undefined {
  let facts: Mutable<ResourceFacts> | undefined
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as ResourceEvent
    if (event.kind === 'created') {
      facts ??= {
        owner: event.owner, slug: event.slug, rule: event.rule, stewards: event.stewards, pushedProblems: 'refused', mainPath: event.mainPath, origin: undefined, importedFrom: undefined,
        ancestors: [], licenceNotices: [], retiredBecause: undefined, clarifiedLicence: undefined, formerAddresses: [], recognised: [], createdAt: author.at, tip: oid,
      }
    }
    if (facts === undefined) continue
    facts.tip = oid
    const address = { owner: facts.owner.handle, slug: facts.slug }
    switch (event.kind) {
      case 'adapted': facts.origin = { ...event.origin, licence: event.origin.licence, reason: event.reason, explanation: event.explanation, takenUpTo: event.origin.commit }; break
      case 'imported': facts.importedFrom = { source: event.source, path: event.path, commit: event.commit, importedBy: event.actor }; facts.ancestors = event.ancestors; facts.licenceNotices = event.licenceNotices ?? []; break
      case 'news_taken': if (facts.origin) facts.origin = { ...facts.origin, takenUpTo: event.upTo }; break
      case 'renamed': facts.formerAddresses = [...facts.formerAddresses, address]; facts.slug = event.slug; break
      case 'transferred': facts.formerAddresses = [...facts.formerAddresses, address]; facts.owner = event.owner; break
      case 'rule_changed': facts.rule = event.rule; break
      case 'stewards_changed': facts.stewards = event.stewards; break
      case 'checks_changed': facts.pushedProblems = event.pushedProblems === 'told' ? 'told' : 'refused'; break
      case 'main_file_changed': facts.mainPath = event.mainPath; break
      case 'retired': facts.retiredBecause = event.reason; break
      case 'restored': facts.retiredBecause = undefined; break
      case 'licence_clarified': facts.clarifiedLicence = event.licence; break
    }
  }
  if (facts) facts.recognised = recognisedIn(nameClaimsOf(chain))
  return facts
}

/** What a proposition's journal says of it. Undefined when the chain does not begin by `opened`. */
export function replayMergeRequest(resource: ResourceId, number: number, chain: readonly ChainEvent[]): MergeRequest | undefined {
  let request: Mutable<MergeRequest> | undefined
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as MergeRequestEvent
    if (event.kind === 'opened') {
      request ??= {
        resource, number, title: event.title, description: event.description, proposedBy: event.actor, base: event.base, head: event.head,
        iterations: [{ number: 1, head: event.head, base: event.base, at: author.at }], state: 'open', openedAt: author.at, updatedAt: author.at, mergedAs: undefined, journalTip: oid,
        ...(event.imported !== undefined && { importedFrom: event.imported }),
        ...(event.anchor && { anchor: event.anchor }),
      }
    }
    if (request === undefined) continue
    request.journalTip = oid
    switch (event.kind) {
      case 'iteration':
        request.head = event.head; request.base = event.base
        request.iterations = [...request.iterations, { number: event.number, head: event.head, base: event.base, at: author.at }]
        if (request.takenOverBy?.some(({ id }) => id === event.actor.id)) request.finishedBy = withPerson(request.finishedBy, event.actor)
        break
      case 'taken_over': request.takenOverBy = withPerson(request.takenOverBy, event.actor); break
      case 'merged': request.state = 'merged'; request.mergedAs = event.commit; break
      case 'declined': request.state = 'declined'; break
      case 'withdrawn': request.state = 'withdrawn'; break
      case 'merge_intended': case 'merge_abandoned': continue
    }
    request.updatedAt = author.at
  }
  return request
}

const withPerson = (people: readonly PersonRef[] | undefined, one: PersonRef): readonly PersonRef[] => [...(people ?? []).filter(({ id }) => id !== one.id), one]

/** The intent to integrate that has no outcome yet: what a crash may have left half done. */
export function pendingMerge(chain: readonly ChainEvent[]): { readonly target: Oid; readonly mainWas: Oid | undefined; readonly actor: PersonRef; readonly notKept: readonly ChangeDecision[] | undefined } | undefined {
  let pending: ReturnType<typeof pendingMerge>
  for (const { payload } of chain) {
    const event = payload as unknown as MergeRequestEvent
    if (event.kind === 'merge_intended') pending = { target: event.target, mainWas: event.mainWas ?? undefined, actor: event.actor, notKept: event.notKept }
    else if (event.kind === 'merge_abandoned' || event.kind === 'merged') pending = undefined
  }
  return pending
}

/** The intent to take a version back that has no outcome yet. */
export function pendingUndo(chain: readonly ChainEvent[]): { readonly undone: Oid; readonly target: Oid; readonly mainWas: Oid; readonly actor: PersonRef; readonly reason: string; readonly author: ChainEvent['author'] } | undefined {
  let pending: ReturnType<typeof pendingUndo>
  for (const { author, payload } of chain) {
    const event = payload as unknown as ResourceEvent
    if (event.kind === 'undo_intended') pending = { undone: event.undone, target: event.target, mainWas: event.mainWas, actor: event.actor, reason: event.reason, author }
    else if (event.kind === 'undo_abandoned' || event.kind === 'undone') pending = undefined
  }
  return pending
}

/** Every verdict given, oldest first; objections carry how they were lifted. */
export function verdictsOf(chain: readonly ChainEvent[]): readonly Verdict[] {
  const verdicts = new Map<Oid, Verdict>()
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as MergeRequestEvent
    if (event.kind === 'verdict') {
      verdicts.set(oid, { event: oid, by: event.actor, at: author.at, kind: event.verdict, text: event.text, liftCondition: event.liftCondition, iteration: event.iteration, lifted: undefined })
    } else if (event.kind === 'objection_lifted') {
      const objection = verdicts.get(event.objection)
      if (objection) verdicts.set(event.objection, { ...objection, lifted: { by: event.actor, at: author.at, reason: event.reason } })
    }
  }
  return [...verdicts.values()]
}

/** Objections that still stand. */
export const openObjections = (verdicts: readonly Verdict[]): readonly Verdict[] => verdicts.filter((v) => v.kind === 'objection' && v.lifted === undefined)
