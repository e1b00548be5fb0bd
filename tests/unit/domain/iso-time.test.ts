import { expect, test } from 'vitest'
import { hasDay, isoTime } from '../../../forge/domain/iso-time.js'

test('should tell a moment to machines, and fail on none that Git can hold', () => {
  expect(isoTime(Date.UTC(2026, 2, 1))).toBe('2026-03-01T00:00:00.000Z')
  for (const at of [Number.NaN, Number.POSITIVE_INFINITY, 9e15, -9e15, (2 ** 62) * 1000]) {
    expect(hasDay(at)).toBe(false)
    expect(isoTime(at)).toBe('1970-01-01T00:00:00.000Z')
  }
})
