/** The four ways a fiche decides what becomes its published text (DESIGN §6): what each asks for, and how somebody chooses one. */
import type { FieldProblem } from './field-problem.js'
import type { DecisionRule } from './resource.js'

export const ruleKinds = ['ouverte', 'garant·es', 'relecture', 'consentement'] as const satisfies readonly DecisionRule['kind'][]

/** How many readers a rule may ask for, and how many days it may wait. */
export const readersAsked = { least: 1, most: 20, first: 2 } as const
export const daysAsked = { least: 1, most: 90, first: 7 } as const

/** Whether the text of one person never becomes the published one on their own word. */
export const asksSecondVoice = (rule: DecisionRule): boolean => rule.kind === 'relecture' || rule.kind === 'consentement'

export function isSameRule(a: DecisionRule, b: DecisionRule): boolean {
  return a.kind === b.kind && (a.kind !== 'relecture' || b.kind !== 'relecture' || a.readers === b.readers) && (a.kind !== 'consentement' || b.kind !== 'consentement' || a.days === b.days)
}

/** A rule as a form gives it: each number counts for its own rule only. */
export interface TypedRule { readonly kind: string; readonly readers: string; readonly days: string }

export function typedRule(rule: DecisionRule): TypedRule {
  return { kind: rule.kind, readers: String(rule.kind === 'relecture' ? rule.readers : readersAsked.first), days: String(rule.kind === 'consentement' ? rule.days : daysAsked.first) }
}

/** The rule chosen, or what is wrong: `field` is `rule`, `readers` or `days`. */
export function ruleChosen({ kind, readers, days }: TypedRule): { readonly rule: DecisionRule } | { readonly problem: FieldProblem } {
  switch (kind) {
    case 'ouverte': case 'garant·es': return { rule: { kind } }
    case 'relecture': {
      const n = wholeBetween(readers, readersAsked)
      return n === undefined ? { problem: { field: 'readers', key: 'rule.readers_refused', details: readersAsked } } : { rule: { kind, readers: n } }
    }
    case 'consentement': {
      const n = wholeBetween(days, daysAsked)
      return n === undefined ? { problem: { field: 'days', key: 'rule.days_refused', details: daysAsked } } : { rule: { kind, days: n } }
    }
    default: return { problem: { field: 'rule', key: 'community.rule_unknown' } }
  }
}

function wholeBetween(typed: string, { least, most }: { readonly least: number; readonly most: number }): number | undefined {
  const n = /^\d{1,4}$/.test(typed.trim()) ? Number(typed.trim()) : Number.NaN
  return n >= least && n <= most ? n : undefined
}
