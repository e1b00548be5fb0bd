import { expect, test } from 'vitest'
import { tableHeadAt } from '../../../forge/domain/table-head.js'

const head = '| a | b |\n|---|:-:|\n'

test.each([
  ['right under its head', `Un mot.\n\n${head}`, head], ['under its rows', `${head}| 1 | 2 |\n| 3 | 4 |\n`, head], ['without outer bars', 'a | b\n--|--\n1 | 2\n', 'a | b\n--|--\n'],
  ['under words that precede it', `Un mot.\n${head}`, head], ['with other line ends', head.replaceAll('\n', '\r\n'), head.replaceAll('\n', '\r\n')],
  ['after a blank line', `${head}| 1 | 2 |\n\n`, ''], ['on an unfinished line', `${head}| 1`, ''], ['in a fence', `\`\`\`\n${head}`, ''], ['under a heading underlined', 'Titre\n---\n', ''], ['nowhere', '', ''],
])('should know the head of a table that goes on %s', (_, above, found) => {
  expect(tableHeadAt(above)).toBe(found)
})
