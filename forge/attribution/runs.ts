/** Whether these words stand somewhere in the text, in a row. */
export function holdsRun(keys: Int32Array, words: Int32Array): boolean {
  for (let from = keys.indexOf(words[0]!); from !== -1 && from + words.length <= keys.length; from = keys.indexOf(words[0]!, from + 1)) {
    if (words.every((key, k) => keys[from + k] === key)) return true
  }
  return words.length === 0
}
