import type { SourceToken } from './source-tokens.js'

/** What changes as one: a word, a sign, a blank, an address, a line of code. */
export interface Unit { readonly text: string; readonly key: string; readonly isBlank: boolean; readonly role: SourceToken['role'] | 'blank' }

/** Addresses and code change as one: half of one person's address and half of another's lead nowhere. */
export function unitsOf(tokens: readonly SourceToken[]): Unit[] {
  const out: Unit[] = []
  for (const token of tokens) {
    const last = out.at(-1)
    if (last !== undefined && last.role === token.role && (token.role === 'url' || token.role === 'code' || token.role === 'html')) {
      out[out.length - 1] = { ...last, text: last.text + token.text, key: last.key + token.text.normalize('NFC') }
      continue
    }
    if (token.role !== 'space' && token.role !== 'line') {
      out.push({ text: token.text, key: token.text.normalize('NFC'), isBlank: false, role: token.role })
      continue
    }
    // A line end, the spaces before it and what begins the next line are one blank, unless the line end is a hard one.
    const text = last?.role === 'blank' ? out.pop()!.text + token.text : token.text
    const isBlank = !/ {2,}\r?\n/.test(text)
    out.push({ text, key: isBlank ? ' ' : text.normalize('NFC'), isBlank, role: 'blank' })
  }
  return out
}
