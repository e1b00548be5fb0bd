/** What stands behind the marks of a fence, up to its end: `{r plot, echo=FALSE}`, `rust,ignore`, `python`. */
const opening = /^([ \t>]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?(?:`{3,}|~{3,})[ \t]*\{?)([^{}\r\n`]*)(\}?[ \t]*)$/

/** Commas part what is said of the code; not those inside quotes. */
const items = (said: string): string[] => (said.match(/(?:"[^"]*"|'[^']*'|[^,"'])+/g) ?? []).map((item) => item.trim()).filter((item) => item !== '')
const nameOf = (item: string): string => /^[^=\s]+(?=\s*=)/.exec(item)?.[0] ?? item

/**
 * Merges what two people made of the line that opens a block of code: its language, then a set of flags and settings known by their name.
 * One setting with two values, two languages: `undefined`, a person says.
 */
export function mergeOpening(base: string, ours: string, theirs: string): string | undefined {
  const [b, o, t] = [base, ours, theirs].map((line) => opening.exec(line) ?? undefined)
  if (b === undefined || o === undefined || t === undefined || [1, 3].some((part) => b[part] !== o[part] || b[part] !== t[part])) return undefined
  const [[was, ...before], [here, ...mine], [there, ...yours]] = [b, o, t].map((found) => items(found[2]!)) as [string[], string[], string[]]
  const first = here === was ? there : there === was || here === there ? here : undefined
  if (first === undefined) return undefined
  const [old, ourSet, theirSet] = [before, mine, yours].map((list) => new Map(list.map((item) => [nameOf(item), item])))
  const kept: string[] = []
  for (const name of new Set([...ourSet!.keys(), ...theirSet!.keys()])) {
    const [w, h, y] = [old!.get(name), ourSet!.get(name), theirSet!.get(name)]
    if (h !== w && y !== w && h !== y) return undefined
    const item = h === w ? y : h
    if (item !== undefined) kept.push(item)
  }
  return b[1]! + [first, ...kept].join(o[2]!.includes(', ') || t[2]!.includes(', ') ? ', ' : ',') + b[3]!
}
