/** The form of passages to settle, or of news to take, as a browser without script posts it untouched. */

const unescaped = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', '\'').replaceAll('&amp;', '&')

export interface SettleForm {
  /** Each decision, in order. */
  readonly names: readonly string[]
  /** What is ticked, by decision. */
  readonly chosen: Readonly<Record<string, string>>
  /** Everything the form would post, ticks included. */
  readonly values: Readonly<Record<string, string>>
}

export function settleFieldsOf(page: string): SettleForm {
  const form = /<form method="post"[^>]*class="settle[^"]*"[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const [names, chosen, values]: [string[], Record<string, string>, Record<string, string>] = [[], {}, {}]
  for (const [whole, area] of form.matchAll(/<input [^>]*>|<textarea[^>]*>([\s\S]*?)<\/textarea>/g)) {
    const name = unescaped(/ name="([^"]*)"/.exec(whole)?.[1] ?? '')
    const value = unescaped(/ value="([^"]*)"/.exec(whole)?.[1] ?? '')
    if (area !== undefined) { values[name] = unescaped(area.replace(/^\n/, '')); continue }
    if (!/type="radio"/.test(whole)) { values[name] = value; continue }
    if (!names.includes(name)) names.push(name)
    if (/ checked/.test(whole)) { chosen[name] = value; values[name] = value }
  }
  return { names, chosen, values }
}
