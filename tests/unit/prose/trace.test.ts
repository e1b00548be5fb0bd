import { expect, test } from 'vitest'
import { followBack, placesOf, placesOfGone } from '../../../forge/prose/trace.js'

const text = 'a\n\nb\n\nc\n\nd\n'

test('should find a passage by its lines together, then by each of them', () => {
  expect(placesOf(text, 'b\n\nc\n')).toEqual([[2, 5]])
  expect(placesOf(text, '\nd\n')).toEqual([[6, 7]])
  expect(placesOf(text, 'd\n\nb')).toEqual([[6, 7], [2, 3]])
  expect(placesOf(text, 'z')).toEqual([])
  expect(placesOf('a\r\nb\r\n', 'b\n')).toEqual([[1, 2]])
})

test('should follow lines back through what left them alone, and stop at what touched them', () => {
  expect(followBack('b\n\nc\n', text, [[4, 5]])).toEqual([[2, 3]])
  expect(followBack(text, text, [[4, 5]])).toEqual([[4, 5]])
  expect(followBack(text.replace('c', 'C'), text, [[4, 5]])).toBeUndefined()
  expect(followBack(text.replace('c', 'C'), text, [[2, 3]])).toEqual([[2, 3]])
  // Words taken out between two lines of the passage touch it.
  expect(followBack('a\n\nb\nx\nc\n', 'a\n\nb\nc\n', [[2, 4]])).toBeUndefined()
})

test('should find where a passage stood that is gone, touched by who took it out', () => {
  const gone = 'a\n\nb\n\nd\n'
  const places = placesOfGone(text, gone, 'c\n')
  expect(places).toHaveLength(1)
  expect(followBack(text, gone, places)).toBeUndefined()
  expect(followBack(gone.replace('a', 'A'), gone, places)).toEqual(places)
})
