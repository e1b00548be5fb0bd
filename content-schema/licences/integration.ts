import { adaptationFact, type Fact } from './facts.js'
import type { Licence } from './licence.js'
import type { LicencePolicy } from './policy.js'
import type { VerdictContext } from './verdict-request.js'

/**
 * Words of a source brought into a resource labelled `target`. Where the licence does not let them in, only those who wrote them
 * can: all of them (CPI L113-3), explicitly. A passage below the policy's length is for a person to judge (CPI L122-5, 3°).
 */
export function integrationFact(licence: Licence | undefined, target: Licence, context: VerdictContext & { readonly isOnlySource: boolean }, policy: LicencePolicy): Fact {
  const { copiedWords, proposedByAuthor, coauthors = 0, granted } = context
  const fact: Fact = licence === undefined ? { verdict: 'block', code: 'UNKNOWN_LICENCE' } : adaptationFact(licence, target, { ownOnly: false })
  // What no author can grant: a mark, or a label the instance refuses.
  if (fact.verdict !== 'block' || target.family === 'CC-PDM' || target.family === 'ARR') return fact
  if (copiedWords === 0) return { verdict: 'pass', code: 'OK_NOTHING_COPIED' }
  if (context.grantProven === true) return { verdict: 'pass', code: 'GRANTED_BY_ALL' }
  if (context.namedOnly === true) return { verdict: 'warn', code: 'SOURCE_NAMED' }
  const isShort = copiedWords !== undefined && copiedWords > 0 && copiedWords < policy.passageWords
  if (granted === true && coauthors <= 0) return proposedByAuthor === true && context.isOnlySource ? { verdict: 'pass', code: 'GRANTED_BY_AUTHOR' } : { verdict: 'warn', code: 'GRANT_TO_CHECK' }
  if (isShort) return { verdict: 'warn', code: 'SHORT_PASSAGE' }
  if (coauthors > 0 && (granted === true || proposedByAuthor === true)) return { verdict: 'block', code: 'NEED_COAUTHORS' }
  if (proposedByAuthor === true) return { verdict: 'block', code: 'GRANT_MISSING' }
  return fact
}
