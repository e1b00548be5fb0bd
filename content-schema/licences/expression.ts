import { identify, type Licence } from './identify.js'

/** A licence declaration: one licence, a choice (OR), several at once (AND), or something nobody can name. */
export type LicenceExpression =
  | { readonly kind: 'licence'; readonly licence: Licence }
  | { readonly kind: 'or' | 'and'; readonly parts: readonly LicenceExpression[] }
  | { readonly kind: 'unknown'; readonly label: string }

const DEPTH_LIMIT = 8

/** Reads an SPDX expression or a label in words (`A OR B`, « A ou B », brackets). Never throws. */
export function parseExpression(text: string): LicenceExpression {
  return parse(text.trim().slice(0, 1000), 0)
}

function parse(text: string, depth: number): LicenceExpression {
  const whole = identify(text)
  if (whole) return { kind: 'licence', licence: whole }
  if (depth < DEPTH_LIMIT) {
    for (const [kind, word] of [['or', /^(?:OR|or|ou|OU)$/], ['and', /^(?:AND|and|et|ET|WITH)$/]] as const) {
      const parts = splitAt(text, word)
      if (parts.length > 1) return { kind, parts: parts.map(part => parse(part, depth + 1)) }
    }
    const inside = /^\((.*)\)$/s.exec(text)?.[1]
    if (inside !== undefined) return parse(inside.trim(), depth + 1)
  }
  return { kind: 'unknown', label: text }
}

/** Cuts at a word outside brackets. */
function splitAt(text: string, word: RegExp): string[] {
  const parts: string[] = []
  let open = 0
  let current = ''
  for (const token of text.split(/(\s+|[()])/)) {
    if (token === '(') open++
    if (token === ')') open--
    if (open === 0 && word.test(token)) {
      parts.push(current.trim())
      current = ''
    } else current += token
  }
  parts.push(current.trim())
  return parts.every(part => part !== '') ? parts : [text]
}
