import { expect, test } from 'vitest'
import { tellUntil } from '../../../forge/domain/notifications.js'
import { fc } from '../../support/fast-check.js'

const at = (text: string) => Date.parse(text)
const shown = (ms: number) => new Date(ms).toISOString()

test('should tell up to the last Monday morning, the last morning, the last five minutes', () => {
  const wednesday = at('2026-11-25T14:03:20Z')
  expect(shown(tellUntil('weekly', wednesday))).toBe('2026-11-23T05:00:00.000Z')
  expect(shown(tellUntil('daily', wednesday))).toBe('2026-11-25T05:00:00.000Z')
  expect(shown(tellUntil('at_once', wednesday))).toBe('2026-11-25T14:00:00.000Z')
  expect(shown(tellUntil('weekly', at('2026-11-23T05:00:05Z')))).toBe('2026-11-16T05:00:00.000Z')
  expect(shown(tellUntil('weekly', at('2026-11-23T05:00:10Z')))).toBe('2026-11-23T05:00:00.000Z')
})

test('should never go back, nor tell of the future', () => {
  fc.assert(fc.property(fc.constantFrom('weekly' as const, 'daily' as const, 'at_once' as const), fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 0, max: 1e9 }), (frequency, now, later) => {
    expect(tellUntil(frequency, now + later)).toBeGreaterThanOrEqual(tellUntil(frequency, now))
    expect(tellUntil(frequency, now)).toBeLessThan(now)
  }))
})
