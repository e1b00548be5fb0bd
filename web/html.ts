/**
 * Auto-escaping HTML templates, the same on the server and in the browser.
 *
 * `html` escapes every substitution except other `html` results; arrays are joined; `undefined`, `null` and `false` print nothing.
 * `safe` marks a string as HTML: only for what the Markdown sanitiser or a pure renderer of ours produced.
 */
import { HtmlSafeString, safe as markSafe } from 'escape-html-template-tag'

export type Html = HtmlSafeString
type Part = Html | string | number | boolean | null | undefined | readonly Part[]

function shown(part: Part): Html | string | (Html | string)[] {
  if (part === null || part === undefined || part === false || part === true) return ''
  if (typeof part === 'number') return String(part)
  if (Array.isArray(part)) return part.map((p) => shown(p as Part)) as (Html | string)[]
  return typeof part === 'string' ? markSafe(escaped(part)) : part as Html
}

/** The five characters that matter in content and quoted attributes; slashes stay readable in addresses. */
const escaped = (text: string): string => (/[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => entities[c] ?? c) : text)

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new HtmlSafeString(strings, parts.map(shown))
}

export const safe = (trusted: string): Html => markSafe(trusted)
