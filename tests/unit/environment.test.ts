import { expect, test } from 'vitest'
import { optionsFromEnvironment } from '../../forge/environment.js'
import { refusalSentence } from '../../web/messages/messages.js'
import type { ForgeError } from '../../forge/domain/errors.js'

test('should read the proxies to believe, separated by commas or spaces, and none by default', () => {
  expect(optionsFromEnvironment({}).settings?.trustedProxies).toBeUndefined()
  expect(optionsFromEnvironment({ COMMUNS_MANDATAIRES: ' 10.0.0.5, 172.18.0.0/16  fd00::/8,' }).settings?.trustedProxies).toEqual(['10.0.0.5', '172.18.0.0/16', 'fd00::/8'])
})

test.each(['tout', '10.0.0', '10.0.0.0/40', '0.0.0.0/0', '::/0', 'loopback'])('should refuse to believe « %s », naming the setting', (given) => {
  let refused: unknown
  try { optionsFromEnvironment({ COMMUNS_MANDATAIRES: `127.0.0.1, ${given}` }) } catch (error) { refused = error }
  expect(refused).toMatchObject({ refusal: 'invalid', key: 'settings.proxy' })
  const { key, details } = refused as ForgeError
  for (const locale of ['fr', 'en'] as const) expect(refusalSentence(locale, key, details)).toContain(given)
})
