/** A mark around words: emphasis, code, a link with its address as written. */
export type Mark = { readonly tag: 'em' | 'strong' | 'del' | 'code' | 'tag' } | { readonly tag: 'a'; readonly url: string }

/** Words that carry the same marks (outermost first). `image` holds an image's address: its text is its alternative text. */
export interface Run {
  readonly text: string
  readonly marks: readonly Mark[]
  readonly atom?: 'break' | 'image'
  readonly url?: string
}

/** What may stand outside of marks: nothing that Markdown could read otherwise than as itself. */
const text = String.raw`[^*_` + '`' + String.raw`[\]<~\\&@\r!]`
const inside = String.raw`[\p{L}\p{N}](?:(?:${text})*[\p{L}\p{N}])?`
const address = String.raw`[^\s()<>\\&]+`
const piece = new RegExp([
  String.raw`(?<text>(?:${text}|!(?!\[))+)`,
  String.raw`(?<=^|[\s\p{P}])\*\*(?<strong>${inside})\*\*(?=$|[\s\p{P}])(?!\*)`,
  String.raw`(?<=^|[\s\p{P}])(?<em>[*_])(?<emphasis>${inside})\k<em>(?=$|[\s\p{P}])(?![*_])`,
  '`(?<code>[^`\\s](?:[^`\\r\\n]*[^`\\s])?)`(?!`)',
  String.raw`(?<image>!)?\[(?<label>(?:${text})+)\]\((?<url>${address})\)`,
].join('|'), 'uy')
const notSimple = /[ \t]\n|\n[ \t]|^\s|\s$|:\/\/|www\./i

/**
 * Reads inline Markdown in which nothing is open to doubt: words, whole words in emphasis, code, links and images, none in another. Undefined
 * for anything else, which the parser reads at some fifty times the cost. Same runs either way (a property test holds them together).
 */
export function simpleRuns(content: string): Run[] | undefined {
  const out: Run[] = []
  for (let at = 0; at < content.length;) {
    piece.lastIndex = at
    const match = piece.exec(content)
    if (match === null) return undefined
    const { text: words, strong, em, emphasis, code, image, label, url } = match.groups!
    if (words !== undefined) out.push({ text: words, marks: [] })
    else if (strong !== undefined) out.push({ text: strong, marks: [{ tag: 'strong' }] })
    else if (em !== undefined) out.push({ text: emphasis!, marks: [{ tag: 'em' }] })
    else if (code !== undefined) out.push({ text: code, marks: [{ tag: 'code' }] })
    else if (image !== undefined) out.push({ text: label!, marks: [], atom: 'image', url: url! })
    else out.push({ text: label!, marks: [{ tag: 'a', url: url! }] })
    at += match[0].length
  }
  return notSimple.test(out.map((run) => (run.marks.some(({ tag }) => tag === 'code') ? '' : run.text)).join('\u0000')) ? undefined : out
}
