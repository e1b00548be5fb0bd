/** What still stands between a proposition and its integration, by the resource's decision rule. Who may integrate is in policies.ts. */
import type { MergeRequest, Verdict } from './merge-request.js'
import type { PersonId } from './person.js'
import { openObjections } from './replay.js'
import type { DecisionRule } from './resource.js'

const dayMs = 24 * 3600 * 1000

export type Obstacle =
  | { readonly kind: 'objections'; readonly objections: readonly Verdict[] }
  | { readonly kind: 'consents'; readonly have: number; readonly need: number }
  /** `until`: milliseconds since the epoch. */
  | { readonly kind: 'delay'; readonly until: number }

/** Who consented to the present text: each other person's last answer about the last iteration. */
export function consentsTo(request: MergeRequest, verdicts: readonly Verdict[]): readonly Verdict[] {
  const current = request.iterations.length
  const last = new Map<PersonId, Verdict>()
  for (const verdict of verdicts) if (verdict.by.id !== request.proposedBy.id && verdict.iteration === current && verdict.kind !== 'bonification') last.set(verdict.by.id, verdict)
  return [...last.values()].filter((v) => v.kind === 'consent')
}

/**
 * Every obstacle, in the order a page tells them; none: whoever may integrate can.
 *
 * An objection that stands blocks under every rule (docs/decisions/0004): it is somebody saying « this does harm », and it says what would lift it.
 */
export function obstaclesTo(rule: DecisionRule, request: MergeRequest, verdicts: readonly Verdict[], now: number): readonly Obstacle[] {
  const obstacles: Obstacle[] = []
  const objections = openObjections(verdicts)
  if (objections.length > 0) obstacles.push({ kind: 'objections', objections })
  const have = consentsTo(request, verdicts).length
  const need = rule.kind === 'relecture' ? rule.readers : rule.kind === 'consentement' ? 1 : 0
  if (have < need) obstacles.push({ kind: 'consents', have, need })
  if (rule.kind === 'consentement') {
    const until = (request.iterations.at(-1)?.at ?? request.openedAt) + rule.days * dayMs
    if (now < until) obstacles.push({ kind: 'delay', until })
  }
  return obstacles
}
