/** What a reader sees marked in the HTML of a comparison, read from the HTML alone. */
export interface Marked {
  /** The text as it is now (what is in `del` left out) and as it was (what is in `ins` left out); `marks` says which characters stand in an `ins` or a `del`, or beside what the other view has there. */
  readonly now: View
  readonly was: View
  /** Text of every `ins` and `del`, and the addresses marked with them. */
  readonly pieces: readonly string[]
  /** Characters in `ins` and `del`. */
  readonly shown: number
  readonly hasMove: boolean
  /** Something is told in a sentence beside the text. */
  readonly hasNote: boolean
}
export interface View { readonly text: string; readonly marks: readonly boolean[] }

const breaking = /^<\/?(?:p|li|ul|ol|div|section|h[1-6]|tr|t[dh]|table|dl|dt|dd|pre|details|summary|blockquote|br|hr|figure)\b/
const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: '\u00a0' }
const decoded = (text: string) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, decimal?: string, name?: string) =>
  (hex !== undefined ? String.fromCodePoint(Number.parseInt(hex, 16)) : decimal !== undefined ? String.fromCodePoint(Number(decimal)) : named[name!] ?? whole))

/**
 * Reads the HTML of a comparison. Words for screen readers (`class="vh"`) are not part of the text; the address of a link or a picture is,
 * marked when the whole of it is: a reader follows a new link, but does not see that an old one leads elsewhere.
 */
export function markedIn(html: string): Marked {
  const views = { now: { text: '', marks: [] as boolean[] }, was: { text: '', marks: [] as boolean[] } }
  const pieces: string[] = []
  /** Marked, not read: addresses say nothing of how much is shown. */
  const unseen: string[] = []
  const depth = { ins: 0, del: 0 }
  let hiddenSpans = 0
  let link: { readonly address: string; readonly now: number; readonly was: number } | undefined
  /** An address waits for what follows: one link may be written as several, a mark between them. */
  let address: { readonly text: string; readonly whole: readonly ('now' | 'was')[]; readonly views: readonly ('now' | 'was')[] } | undefined
  const flush = (next?: string) => {
    const waiting = address
    address = undefined
    if (waiting === undefined || waiting.text === next) return
    for (const view of waiting.views) add(view, ` ${waiting.text} `, waiting.whole.includes(view))
    if (waiting.whole.length > 0) unseen.push(waiting.text)
  }
  const isWhole = (view: 'now' | 'was', from: number) => views[view].marks.slice(from).every(Boolean)
  let piece = ''
  /** What came or went here for a reader of the other view marks the place: the characters on both sides of it. */
  const isBeside = { now: false, was: false }
  const add = (view: 'now' | 'was', text: string, isMarked: boolean) => {
    views[view].text += text
    for (let at = 0; at < text.length; at++) views[view].marks.push(isMarked || (at === 0 && isBeside[view]))
    if (text !== '') isBeside[view] = false
  }
  for (const [token] of html.matchAll(/<[^>]*>|[^<]+/g)) {
    if (token.startsWith('<')) {
      if (hiddenSpans > 0 || /^<span class="vh"/.test(token)) {
        if (/^<span\b/.test(token)) hiddenSpans += 1
        else if (token === '</span>') hiddenSpans -= 1
        continue
      }
      const kind = /^<\/?(ins|del)\b/.exec(token)?.[1] as 'ins' | 'del' | undefined
      if (kind !== undefined) {
        const isEnd = token.startsWith('</')
        depth[kind] += isEnd ? -1 : 1
        if (isEnd) { pieces.push(piece); piece = '' }
        const other = kind === 'ins' ? 'was' : 'now'
        if (isEnd && views[other].marks.length > 0) views[other].marks[views[other].marks.length - 1] = true
        if (isEnd) isBeside[other] = true
      } else if (/^<(?:a|img)\b/.test(token)) {
        const target = decoded(/ (?:href|src)="([^"]*)"/.exec(token)?.[1] ?? '')
        const isMarked = depth.ins + depth.del > 0
        flush(token.startsWith('<a') ? target : undefined)
        if (token.startsWith('<a')) link = { address: target, now: views.now.text.length, was: views.was.text.length }
        else { if (depth.del === 0) add('now', ` ${target} `, isMarked); if (depth.ins === 0) add('was', ` ${target} `, isMarked); if (isMarked) unseen.push(target) }
      } else if (token === '</a>' && link !== undefined) {
        const { now, was } = link
        const shown = (['now', 'was'] as const).filter((view) => views[view].text.length > (view === 'now' ? now : was))
        address = { text: link.address, views: shown, whole: shown.filter((view) => isWhole(view, view === 'now' ? now : was)) }
        link = undefined
      } else if (breaking.test(token)) { flush(); add('now', '\n', false); add('was', '\n', false) }
      continue
    }
    if (hiddenSpans > 0) continue
    flush()
    const text = decoded(token)
    const isMarked = depth.ins + depth.del > 0
    if (isMarked) piece += text
    if (depth.del === 0) add('now', text, isMarked)
    if (depth.ins === 0) add('was', text, isMarked)
  }
  flush()
  return { ...views, pieces: [...pieces, ...unseen], shown: pieces.reduce((sum, each) => sum + each.length, 0), hasMove: /data-kind="moved|diff-moved/.test(html), hasNote: html.includes('class="diff-note') }
}

/** Whether one of the places where this stands is marked; or, for `edges`, what touches it: a word is another one when what it was cut from went. */
export function isShownMarked({ text, marks }: View, what: string, edges = 0): boolean {
  if (what === '') return false
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) {
    for (let inside = at - edges; inside < at + what.length + edges; inside++) if (marks[inside]) return true
  }
  return false
}
