import { expect, test } from 'vitest'
import { isSameRule, ruleChosen, typedRule } from '../../forge/domain/decision-rules.js'
import type { DecisionRule } from '../../forge/domain/resource.js'

const rules: readonly DecisionRule[] = [{ kind: 'ouverte' }, { kind: 'garant·es' }, { kind: 'relecture', readers: 1 }, { kind: 'relecture', readers: 20 }, { kind: 'consentement', days: 1 }, { kind: 'consentement', days: 90 }]

test.each(rules)('should read $kind back from its form', (rule) => {
  expect(ruleChosen(typedRule(rule))).toEqual({ rule })
})

test.each([
  ['relecture', '0', '7', 'readers'], ['relecture', '21', '7', 'readers'], ['relecture', '', '7', 'readers'], ['relecture', '2,5', '7', 'readers'], ['relecture', '-2', '7', 'readers'],
  ['consentement', '2', '0', 'days'], ['consentement', '2', '91', 'days'], ['consentement', '2', 'sept', 'days'], ['consentement', '2', '1e1', 'days'],
  ['roi', '2', '7', 'rule'], ['', '2', '7', 'rule'], ['__proto__', '2', '7', 'rule'],
])('should say what is wrong with %s, %s readers, %s days', (kind, readers, days, field) => {
  expect(ruleChosen({ kind, readers, days })).toMatchObject({ problem: { field } })
})

test('should look only at the number of the rule chosen', () => {
  expect(ruleChosen({ kind: 'ouverte', readers: 'x', days: 'y' })).toEqual({ rule: { kind: 'ouverte' } })
  expect(ruleChosen({ kind: 'relecture', readers: ' 3 ', days: 'y' })).toEqual({ rule: { kind: 'relecture', readers: 3 } })
})

test('should tell rules apart by their numbers too', () => {
  for (const a of rules) for (const b of rules) expect(isSameRule(a, b)).toBe(a === b)
})
