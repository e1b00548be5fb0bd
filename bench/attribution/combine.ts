/** Two pages that grew apart, put together by the identity of their blocks and parts: what a person who merges does, not what Git does. */
import type { Block, Page, Part } from './page.js'

/** What somebody makes of two versions of one part; both changed it. */
export type Settle = (ours: Part, theirs: Part) => Part

export function combined(base: Page, ours: Page, theirs: Page, settle: Settle): Page {
  const blocks = (b: readonly Block[], o: readonly Block[], t: readonly Block[]) => lists(b, o, t, (from, our, their) => ({ ...our, parts: lists(from.parts, our.parts, their.parts, (_, ourPart, theirPart) => settle(ourPart, theirPart)) }))
  return { header: blocks(base.header, ours.header, theirs.header), body: blocks(base.body, ours.body, theirs.body), style: ours.style === base.style ? theirs.style : ours.style }
}

/** Ours, with what theirs added, changed and removed; what both changed is `both`'s to say. What one side changed the other does not remove. */
function lists<T extends { readonly id: number }>(base: readonly T[], ours: readonly T[], theirs: readonly T[], both: (base: T, ours: T, theirs: T) => T): T[] {
  const from = new Map(base.map((item) => [item.id, item]))
  const their = new Map(theirs.map((item) => [item.id, item]))
  const out = ours.flatMap((our): T[] => {
    const was = from.get(our.id)
    const other = their.get(our.id)
    if (!was) return [our]
    if (!other) return our === was ? [] : [our]
    return [our === was || our === other ? other : other === was ? our : both(was, our, other)]
  })
  theirs.forEach((item, i) => {
    const was = from.get(item.id)
    const isNew = was === undefined && !out.some(({ id }) => id === item.id)
    const wasRemovedByUs = was !== undefined && was !== item && !out.some(({ id }) => id === item.id)
    if (!isNew && !wasRemovedByUs) return
    let before = i - 1
    while (before >= 0 && !out.some(({ id }) => id === theirs[before]!.id)) before--
    const at = before < 0 ? 0 : out.findIndex(({ id }) => id === theirs[before]!.id) + 1
    out.splice(at, 0, item)
  })
  return out
}
