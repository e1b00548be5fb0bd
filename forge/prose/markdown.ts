import type { Element, ElementContent, Properties, Root, RootContent } from 'hast'
import { sanitize } from 'hast-util-sanitize'
import { toHtml } from 'hast-util-to-html'
import { toString } from 'hast-util-to-string'
import rehypeRaw from 'rehype-raw'
import rehypeSlug from 'rehype-slug'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { SKIP, visit } from 'unist-util-visit'
import { isTooIntricate } from './limits.js'
import { escapeHtml, isHostileUrl, safeSchema } from './safe-html.js'
import { siteRooted } from './site-rooted.js'
import { markedText, markWords, type Sources, type WordMarks } from './word-marks.js'

/** Part of every cache key of rendered HTML: raise it when the output of this file changes. */
export const rendererVersion = 'markdown-5'

/** Above this, in UTF-16 units, a text is shown as it is written. */
export const maxRenderedLength = 500_000

/** How a text is rendered. */
export interface MarkdownOptions {
  /**
   * Where an address written in the text leads on this site: relative paths become pages or media, absolute ones usually come back as
   * they are. `undefined` removes the link (its words stay) or the image (its alternative text stays). Never called for `#fragments`
   * nor for hostile protocols, which are always removed.
   */
  resolveUrl(url: string, kind: 'link' | 'image'): string | undefined
  /** Put before every id of the text, so that it cannot capture one of the page's. Default `contenu-`. */
  idPrefix?: string
  /** How many heading levels the page keeps for itself: 1 (default) makes the text's highest heading an `h2` at least. */
  headingOffset?: number
  /** What the text is on a page that shows several (« avant »): added to the names of its tables. */
  part?: string
  /** Language of the few words the renderer adds (footnotes, task boxes). Default `fr`. */
  locale?: 'fr' | 'en'
  /** Given, each block says where it comes from (`data-p`): where its first line starts in the file, in UTF-16 units. */
  origin?: TextOrigin
  /** Said at the start of the block that starts on the line of an offset. */
  notes?: readonly BlockNote[]
  /** Given, the words are marked by where each comes from. Runs are offsets in the text. */
  marks?: WordMarks
}

/**
 * Where a rendered text stands in its file, at the offset `at`. `value`: it is the value of a header's field, whose lines are not its own;
 * each of its blocks then says where the field starts.
 */
export interface TextOrigin { readonly kind: 'text' | 'value'; readonly at: number }

/** What is said of the place between a block and the one before it: a paragraph cut there, or joined to it (`seams.ts`). */
export interface BlockNote { readonly at: number; readonly is: 'cut' | 'join'; readonly label: string }

/** A heading as it stands on the page: final level, plain text, final id. */
export interface RenderedHeading {
  readonly depth: number
  readonly text: string
  readonly id: string
}

/** What rendering gives: HTML safe to insert in a page, and its headings in order. */
export interface RenderedMarkdown {
  readonly html: string
  readonly headings: RenderedHeading[]
}

const said = {
  fr: { notes: 'Notes', back: 'Retour au texte, note', done: 'Fait', toDo: 'À faire', table: 'Tableau', image: 'Voir l’image' },
  en: { notes: 'Notes', back: 'Back to the text, note', done: 'Done', toDo: 'To do', table: 'Table', image: 'See the picture' },
} as const

const parser = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml']).freeze()

function processorFor(locale: 'fr' | 'en') {
  return unified()
    .use(remarkParse).use(remarkGfm).use(remarkFrontmatter, ['yaml', 'toml'])
    .use(remarkRehype, {
      allowDangerousHtml: true,
      // Ids are prefixed once, when sanitising: the same rule for headings, footnotes and ids written by hand.
      clobberPrefix: '',
      footnoteLabel: said[locale].notes,
      footnoteBackLabel: (index: number, again: number) => `${said[locale].back} ${index + 1}${again > 1 ? `-${again}` : ''}`,
    })
    .use(rehypeRaw)
    .use(rehypeSlug)
    .freeze()
}

let processors: Record<'fr' | 'en', ReturnType<typeof processorFor>> | undefined

/**
 * Renders a Markdown text (GitHub flavour, front matter ignored) as HTML that is safe whatever the text holds.
 *
 * Raw HTML is parsed as a browser would, then only harmless elements stay. French typography goes through untouched. A text too long or
 * too intricate to be rendered in reasonable time comes back as one `<pre>`; nothing is refused.
 */
export function renderMarkdown(body: string, options: MarkdownOptions): RenderedMarkdown {
  if (body.length > maxRenderedLength || isTooIntricate(body)) return asWritten(body, options)
  try {
    const tree = toSafeTree(body, options)
    if (options.origin !== undefined) tellOrigins(tree, body, options.origin)
    const headings = headingsOf(tree)
    if (options.notes !== undefined && options.notes.length > 0) putNotes(tree, body, options.notes)
    if (options.marks !== undefined) markWords(tree, options.marks, sourcesIn(body), options.idPrefix ?? 'contenu-')
    return { html: toHtml(tree), headings }
  } catch (error) {
    // Recursion inside the libraries: a nesting our measure above did not foresee.
    if (error instanceof RangeError) return asWritten(body, options)
    throw error
  }
}

/** The sanitised tree behind {@link renderMarkdown}, for those who go on working on it. The text must have passed `isTooIntricate`. */
export function toSafeTree(body: string, options: MarkdownOptions): Root {
  processors ??= { fr: processorFor('fr'), en: processorFor('en') }
  const locale = options.locale ?? 'fr'
  const idPrefix = options.idPrefix ?? 'contenu-'
  const tree = processors[locale].runSync(parser.parse(siteRooted(body)))
  shiftHeadings(tree, options.headingOffset ?? 1)
  adapt(tree, options, idPrefix, said[locale])
  nameTables(tree, said[locale].table, options.part)
  return sanitize(tree, safeSchema(idPrefix)) as Root
}

const blockTags = new Set(['p', 'li', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre', 'tr', 'dt', 'dd', 'blockquote', 'figcaption', 'summary'])

/** After the sanitiser, which lets no such attribute through: nobody can write it in a text. */
function tellOrigins(tree: Root, body: string, { kind, at }: TextOrigin): void {
  const lines = [0]
  for (const { index, 0: end } of body.matchAll(/\r\n|\n|\r/g)) lines.push(index + end.length)
  visit(tree, 'element', (node) => {
    // By its line rather than its offset: what site generators write is replaced before parsing, line by line.
    const line = node.position?.start.line
    if (line !== undefined && blockTags.has(node.tagName)) node.properties['dataP'] = String(at + (kind === 'text' ? lines[line - 1] ?? 0 : 0))
  })
}

function putNotes(tree: Root, body: string, notes: readonly BlockNote[]): void {
  const byLine = new Map(notes.map((note) => [body.slice(0, note.at).split(/\r\n|\n|\r/).length, note]))
  visit(tree, 'element', (node) => {
    const line = node.position?.start.line ?? 0
    const note = node.tagName === 'p' || node.tagName === 'li' ? byLine.get(line) : undefined
    // An item whose words stand in a paragraph: there.
    if (note === undefined || node.children.some((child) => child.type === 'element' && child.tagName === 'p' && child.position?.start.line === line)) return
    byLine.delete(line)
    node.children.unshift({ type: 'element', tagName: 'span', properties: { className: ['diff-note', 'diff-seam'], dataSeam: note.is }, children: [{ type: 'text', value: note.label }] }, { type: 'text', value: ' ' })
  })
}

function asWritten(body: string, { marks, idPrefix }: MarkdownOptions): RenderedMarkdown {
  return { html: `<pre class="as-written">${marks === undefined ? escapeHtml(body) : markedText(body, marks, idPrefix ?? 'contenu-')}</pre>`, headings: [] }
}

/** Where each node of a tree is written in the text it was made from. What site generators write is replaced before parsing: such lines are then taken whole. */
function sourcesIn(body: string): Sources {
  const read = siteRooted(body)
  const [written, parsed] = read === body ? [[], []] : [body.split('\n'), read.split('\n')]
  const starts = [0]
  for (const line of written) starts.push(starts.at(-1)! + line.length + 1)
  // The parser does not count a byte order mark.
  const mark = body.startsWith('\uFEFF') ? 1 : 0
  const offset = ({ line, column, offset: asRead }: { line: number; column: number; offset?: number | undefined }, end: 'start' | 'end'): number => {
    if (read === body) return (asRead ?? 0) + mark
    if (written[line - 1] === parsed[line - 1]) return starts[line - 1]! + column - 1 + (line === 1 ? mark : 0)
    return end === 'start' ? starts[line - 1] ?? 0 : (starts[line] ?? body.length + 1) - 1
  }
  const between = (from: number, to = body.length) => ({ text: body.slice(from, to), at: from })
  return { between, of: ({ position }) => position && between(offset(position.start, 'start'), offset(position.end, 'end')) }
}

/** Regions of one page need names of their own: « Tableau », « Tableau 2 ». */
function nameTables(tree: Root, name: string, part: string | undefined): void {
  let count = 0
  visit(tree, 'element', (node) => {
    if (node.tagName !== 'div' || node.properties['role'] !== 'region') return
    count += 1
    node.properties['ariaLabel'] = `${name}${count > 1 ? ` ${count}` : ''}${part === undefined ? '' : ` (${part})`}`
  })
}

const headingLevel = (tagName: string): number | undefined => (/^h[1-6]$/.test(tagName) ? Number(tagName[1]) : undefined)

function shiftHeadings(tree: Root, offset: number): void {
  let highest = 7
  visit(tree, 'element', (node) => {
    if (node.properties['id'] !== 'footnote-label') highest = Math.min(highest, headingLevel(node.tagName) ?? 7)
  })
  const shift = Math.max(0, offset + 1 - highest)
  visit(tree, 'element', (node) => {
    const level = headingLevel(node.tagName)
    if (level !== undefined) node.tagName = `h${Math.min(6, node.properties['id'] === 'footnote-label' ? offset + 1 : level + shift)}`
  })
}

/** A picture of another site is not loaded here (its host would learn who reads), but one click shows it. */
function pictureElsewhere(written: unknown, alt: string, options: MarkdownOptions | undefined, words: (typeof said)['fr' | 'en']): ElementContent {
  const href = options !== undefined && typeof written === 'string' && /^https?:\/\//i.test(written) ? options.resolveUrl(written, 'link') : undefined
  if (href === undefined || isHostileUrl(href)) return { type: 'text', value: alt }
  return { type: 'element', tagName: 'a', properties: { href, rel: ['nofollow', 'noopener'] }, children: [{ type: 'text', value: alt.trim() === '' ? words.image : `${words.image}\u00A0: ${alt}` }] }
}

function adapt(tree: Root, options: MarkdownOptions, idPrefix: string, words: (typeof said)['fr' | 'en']): void {
  const isInLink = new WeakSet<Element>()
  visit(tree, 'element', (node, index, parent) => {
    if (parent === undefined || index === undefined) return undefined
    if (node.tagName === 'a') {
      visit(node, 'element', (inside) => { isInLink.add(inside) })
      const href = linkAddress(node.properties, options, idPrefix)
      if (href === undefined && node.properties['href'] !== undefined) {
        parent.children.splice(index, 1, ...(node.children as RootContent[] & ElementContent[]))
        return [SKIP, index]
      }
      delete node.properties['rel']
      if (href !== undefined) node.properties['href'] = href
      if (href !== undefined && /^(https?:)?\/\//i.test(href)) node.properties['rel'] = ['nofollow', 'noopener']
    }
    if (node.tagName === 'img') {
      const alt = typeof node.properties['alt'] === 'string' ? node.properties['alt'] : ''
      const written = node.properties['src']
      const src = typeof written === 'string' && !isHostileUrl(written) ? options.resolveUrl(written, 'image') : undefined
      if (src === undefined || isHostileUrl(src)) {
        parent.children[index] = pictureElsewhere(written, alt, isInLink.has(node) ? undefined : options, words)
        return [SKIP, index + 1]
      }
      Object.assign(node.properties, { src, alt, loading: 'lazy', decoding: 'async' })
    }
    // A header cell that says nothing heads nothing: screen readers would announce it for each cell.
    if (node.tagName === 'th' && node.children.every((child) => child.type === 'text') && toString(node).trim() === '') node.tagName = 'td'
    if (node.tagName === 'input') node.properties['ariaLabel'] = node.properties['checked'] === true ? words.done : words.toDo
    if (node.tagName === 'table') {
      const scroll: Element = {
        type: 'element', tagName: 'div', children: [node],
        properties: { className: ['table-scroll'], tabIndex: 0, role: 'region', ariaLabel: words.table },
      }
      parent.children[index] = scroll
      // Go on inside the table, not again on the table itself.
      for (const child of node.children) if (child.type === 'element') adapt({ type: 'root', children: [child] }, options, idPrefix, words)
      return [SKIP, index + 1]
    }
    return undefined
  })
}

function linkAddress(properties: Properties, options: MarkdownOptions, idPrefix: string): string | undefined {
  const href = properties['href']
  if (typeof href !== 'string' || isHostileUrl(href)) return undefined
  if (href.startsWith('#')) return href.length > 1 ? `#${idPrefix}${href.slice(1)}` : href
  const resolved = options.resolveUrl(href, 'link')
  return resolved === undefined || isHostileUrl(resolved) ? undefined : resolved
}

function headingsOf(tree: Root): RenderedHeading[] {
  const headings: RenderedHeading[] = []
  visit(tree, 'element', (node) => {
    const depth = headingLevel(node.tagName)
    const id = node.properties['id']
    if (depth !== undefined && typeof id === 'string' && !id.endsWith('footnote-label')) headings.push({ depth, text: toString(node).trim(), id })
  })
  return headings
}
