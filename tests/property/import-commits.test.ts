import { expect, test } from 'vitest'
import { parseTrailers, trailerValues } from '../../forge/attribution/trailers.js'
import { identity, withSourceCommit } from '../../forge/adapters/git/import/commit-bytes.js'
import { fc } from '../support/fast-check.js'

const oid = 'a'.repeat(40)
const bytes = fc.string({ unit: fc.constantFrom(...'aé :<>\n\r\t-\0Co-authored-by: x <y@z>\xe9\xff'), maxLength: 80 })
const trailers = fc.array(fc.constantFrom('Co-authored-by: Ana <ana@exemple.test>', 'Reviewed-by: Bob', 'Signed-off-by: Zoé'), { maxLength: 3 })

test('should keep the whole message before the source commit, and let the trailer be read', () => {
  fc.assert(fc.property(bytes, trailers, (text, lines) => {
    const message = lines.length === 0 ? text : `${text}\n\n${lines.join('\n')}\n`
    const said = withSourceCommit(message, oid)
    expect(said.startsWith(message)).toBe(true)
    expect(trailerValues(parseTrailers(said), 'Source-Commit')).toContain(oid)
    for (const line of lines) expect(trailerValues(parseTrailers(said), line.split(':')[0]!)).toContain(line.slice(line.indexOf(':') + 1).trim())
  }))
})

test('should leave sound author lines alone, and make sound ones of all others', () => {
  const sound = /^[^<>\n\0]* <[^<>\n\0]*> (?:0|[1-9]\d*) [+-]\d{4}$/
  fc.assert(fc.property(bytes, (line) => {
    const once = identity(line)
    expect(once).toMatch(sound)
    expect(identity(once)).toBe(once)
    if (sound.test(line)) expect(once).toBe(line)
  }))
  expect(identity('Ana <ana@exemple.test> 1300000000 +051800')).toBe('Ana <ana@exemple.test> 1300000000 +0518')
  expect(identity('<ana@exemple.test> 0012 +0000')).toBe(' <ana@exemple.test> 12 +0000')
})
