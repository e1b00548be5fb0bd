import { PROPOSED_TARGETS } from './data/compat.js'
import { clauseOf, wordsOf } from './wording.js'
import { fixesFor, type Fix } from './fixes.js'
import { judge } from './judge.js'
import { COMMONS_POLICY, type LicencePolicy } from './policy.js'
import type { VerdictRequest } from './verdict-request.js'

export type { Relation, VerdictContext, VerdictRequest } from './verdict-request.js'

export interface Verdict {
  readonly verdict: 'pass' | 'warn' | 'block'
  /** Stable name for machines. */
  readonly code: string
  readonly clause: { readonly label: string; readonly uri: string }
  readonly fr: string
  readonly en: string
  readonly fixes: readonly Fix[]
}

/** Whether this may be done, by which clause, and the smallest ways out when not. Never guesses: what is unknown blocks. Not legal advice. */
export function verdict(request: VerdictRequest, policy: LicencePolicy = COMMONS_POLICY): Verdict {
  const judgement = judge(request, policy)
  return {
    verdict: judgement.verdict, code: judgement.code, clause: clauseOf(judgement.code, judgement.source?.licence),
    ...wordsOf(judgement.code, judgement.source?.label, judgement.target ?? request.target),
    fixes: fixesFor(judgement, request, policy),
  }
}

/** The labels an adaptation of all these sources may carry, among the usual ones. */
export function allowedTargets(sources: VerdictRequest['sources']): readonly string[] {
  return PROPOSED_TARGETS.filter(target => judge({ relation: 'adaptation', sources, target }, COMMONS_POLICY).verdict !== 'block')
}
