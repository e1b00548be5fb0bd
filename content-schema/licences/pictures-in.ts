import { identify } from './identify.js'
import { mentionsIn } from './mentions.js'

/** A picture that a body shows. `credit`: what stands under it about who made it or its licence, in words without marks. */
export interface PictureShown { readonly address: string; readonly alt: string; /** 1-based, in the body. */ readonly line: number; readonly credit?: { readonly text: string; readonly author?: string; readonly licence?: string } }

const LINE_LIMIT = 3000
const most = 200
/** A credit says so by its first word, by ©, or by naming a licence; it stands right under its picture, or on its line. */
const SAYS_SO = /^[\s*_>(]{0,8}(?:photo(?:s|graphie)?|images?|illustrations?|dessins?|sch[ée]mas?|cr[ée]dits?|pictures?|drawings?)(?![\p{L}])\s*(?::|par|de|by|from|©|\()|©|\bcr[ée]dit(?:s|ed)?\b/iu
const CREDIT_LINES = 2

/** The pictures a Markdown body shows, in order, outside code. */
export function picturesIn(body: string): readonly PictureShown[] {
  const found: { address: string; alt: string; line: number; credit?: PictureShown['credit'] }[] = []
  let fence: string | undefined
  let waiting: typeof found = []
  let since = 0
  for (const [index, whole] of body.slice(0, 1_000_000).split(/\r?\n/).entries()) {
    const line = whole.slice(0, LINE_LIMIT)
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) { if (mark?.startsWith(fence)) fence = undefined; continue }
    if (mark !== undefined) { fence = mark; waiting = []; continue }
    if (line.trim() === '') continue
    const text = line.replace(/(`+)[^`]*\1/g, '')
    const here = [...shownOn(text)].map(({ address, alt }) => ({ address, alt, line: index + 1 }))
    since += 1
    if (here.length > 0) { waiting = here; since = 0; found.push(...here.slice(0, most - found.length)) }
    const rest = here.length > 0 ? text.replace(/!\[[^\]]{0,500}\](?:\([^)]{0,1000}\)|\[[^\]]{0,200}\])|<img\b[^>]{0,2000}>/gi, ' ') : text
    if (since <= CREDIT_LINES && waiting.length > 0) {
      const credit = creditIn(rest)
      if (credit) { for (const one of waiting) one.credit = credit; waiting = [] }
    }
    if (/^\s{0,3}#{1,6}\s/.test(line)) waiting = []
  }
  return found
}

function* shownOn(line: string): Generator<{ readonly address: string; readonly alt: string }> {
  for (const [, alt = '', angled, bare] of line.matchAll(/!\[([^\]]{0,500})\]\(\s{0,3}(?:<([^<>]{1,500})>|([^\s()<>]{1,500}(?:\([^\s()]{0,100}\)[^\s()<>]{0,200})?))/g)) yield { address: angled ?? bare ?? '', alt: alt.trim() }
  for (const [, attributes = ''] of line.matchAll(/<img\b([^>]{0,2000})>/gi)) {
    const value = (name: string): string => { const [, double, single, bare] = new RegExp(`\\b${name}\\s{0,3}=\\s{0,3}(?:"([^"]{0,500})"|'([^']{0,500})'|([^\\s"'>]{1,500}))`, 'i').exec(attributes) ?? []; return double ?? single ?? bare ?? '' }
    const address = value('src')
    if (address !== '') yield { address, alt: value('alt').trim() }
  }
}

function creditIn(line: string): PictureShown['credit'] {
  const plain = line.replace(/\[([^\]]{0,500})\]\([^)]{0,1000}\)/g, '$1').replace(/\\(?=[^\w\s])/g, '\u0000').replace(/(?<!\u0000)[*_>`]/g, '').replaceAll('\u0000', '').replace(/\s+/g, ' ').trim()
  const [mention] = mentionsIn(line)
  if (plain === '' || (mention === undefined && !SAYS_SO.test(line))) return undefined
  const author = /^(?:photo(?:s|graphie)?|images?|illustrations?|dessins?|sch[ée]mas?|cr[ée]dits?|pictures?|drawings?)\s*:\s*([^,:;()]{1,200})/iu.exec(plain)?.[1]?.trim()
  const licence = mention?.licence?.id ?? mention?.label
  return { text: plain.slice(0, 500), ...(author !== undefined && author !== '' && identify(author) === undefined && mentionsIn(author).length === 0 && { author }), ...(licence !== undefined && { licence }) }
}
