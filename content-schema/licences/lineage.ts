import { clauseOf, wordsOf } from './wording.js'
import { verdict, type Verdict } from './verdict.js'

/** A lineage of labels, oldest first: each was adapted into the next. The first step that may not be decides; then the first that asks to be understood. */
export function lineageVerdict(steps: readonly { readonly from: readonly string[]; readonly to: string }[]): Verdict {
  if (steps.length === 0) return plain('block', 'UNKNOWN_LICENCE')
  const answers = steps.map(({ from, to }) => verdict({ relation: 'adaptation', sources: from.map(licence => ({ licence })), target: to }))
  return answers.find(answer => answer.verdict === 'block') ?? answers.find(answer => answer.verdict === 'warn') ?? answers.at(-1) ?? plain('block', 'UNKNOWN_LICENCE')
}

/**
 * Somebody asks that a name no longer be shown. Only who bears it may: CC 4.0 s3(a)(3), CC 1.0 to 3.0 s4(a), and everywhere in France
 * the author's own choice of name or anonymity (CPI L113-6); against anybody else the name is theirs for ever (CPI L121-1).
 */
export function creditRemovalVerdict(askedBy: 'author' | 'other'): Verdict {
  return askedBy === 'author' ? plain('pass', 'CREDIT_REMOVED') : plain('block', 'CREDIT_STAYS')
}

function plain(answer: Verdict['verdict'], code: string): Verdict {
  return {
    verdict: answer, code, clause: clauseOf(code, undefined), ...wordsOf(code, undefined, undefined),
    fixes: answer === 'pass' ? [] : [{ fr: 'Demander à la personne concernée.', en: 'Ask the person concerned.' }],
  }
}
