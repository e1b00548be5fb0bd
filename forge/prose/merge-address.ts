/** What an address is made of, as far as people mend it without changing where it leads. */
interface Address { readonly scheme: string; readonly page: string; readonly slash: string; readonly fragment: string }

const parts = ['scheme', 'page', 'slash', 'fragment'] as const

/** Also between `<` and `>`, in quotes, or behind the name of an attribute. */
const written = /^([^\s]*?["'<(]?)((?:https?:)?\/\/)([^\s"'<>#]*?)(\/?)(#[^\s"'<>]*)?(["'>)]?)$/i

/**
 * Merges what two people made of one address, when one of them only mended it (`https`, the last slash, the fragment) and the other mended
 * something else of it or leads to another page. Two pages for one address, a place in a page that the other left: `undefined`, a person says.
 */
export function mergeAddress(base: string, ours: string, theirs: string): string | undefined {
  const [b, o, t] = [base, ours, theirs].map((text) => written.exec(text) ?? undefined)
  if (b === undefined || o === undefined || t === undefined || b[1] !== o[1] || b[1] !== t[1] || b[6] !== o[6] || b[6] !== t[6]) return undefined
  const merged = merge(addressOf(b), addressOf(o), addressOf(t))
  return merged === undefined ? undefined : b[1]! + parts.map((part) => merged[part]).join('') + b[6]!
}

function merge(was: Address, here: Address, there: Address): Address | undefined {
  const [isHere, isThere] = [here.page !== was.page, there.page !== was.page]
  if (isHere && isThere && here.page !== there.page) return undefined
  if (isHere !== isThere) {
    const [moved, mended] = isHere ? [here, there] : [there, here]
    const isSafer = mended.scheme !== was.scheme && /^https/i.test(mended.scheme)
    return mended.fragment === was.fragment ? { ...moved, scheme: isSafer ? mended.scheme : moved.scheme } : undefined
  }
  const either = (part: keyof Address) => (here[part] === was[part] ? there[part] : here[part] === there[part] || there[part] === was[part] ? here[part] : undefined)
  const [scheme, slash, fragment] = [either('scheme'), either('slash'), either('fragment')]
  return scheme === undefined || slash === undefined || fragment === undefined ? undefined : { scheme, page: here.page, slash, fragment }
}

const addressOf = (found: RegExpExecArray): Address => ({ scheme: found[2]!, page: found[3]!, slash: found[4]!, fragment: found[5] ?? '' })
