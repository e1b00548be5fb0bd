/** WikiWho (Flöck and Acosta, WWW 2014) as a peer: each file alone, along first parents, its tokens laid over ours. */
import { keyOf, type Answer, type Said } from './answer.js'
import { isPage, themself, type Version } from './page.js'
import { linearHistory } from './pages-of.js'
import { print } from './print.js'

export interface Origin { readonly token: string; readonly revision: number }
/** Pages as lists of texts, oldest first → the tokens of each one's last text, with the revision each was born in. */
export type OriginsOf = (pages: readonly (readonly string[])[]) => Promise<readonly (readonly Origin[])[]>

export async function wikiWho(tip: Version, originsOf: OriginsOf): Promise<Answer> {
  const files = [...tip.tree].flatMap(([path, page]) => (isPage(page) ? [{ path, page, history: linearHistory(tip, path) }] : []))
  const origins = await originsOf(files.map(({ history }) => history.map(({ page }) => print(page).text)))
  return new Map(files.map(({ path, page, history }, i) => {
    const { text, places } = print(page)
    const revisions = laidOver(text, origins[i] ?? [])
    return [path, places.map(([start, end]): Said | undefined => {
      // A word that WikiWho cuts (« l'ami ») is the author's of its longest piece.
      const counts = new Map<number, number>()
      for (let at = start; at < end; at++) { const revision = revisions?.[at]; if (revision !== undefined && revision >= 0) counts.set(revision, (counts.get(revision) ?? 0) + 1) }
      const [best] = [...counts].sort((a, b) => b[1] - a[1])
      const version = best && history[best[0]]?.version
      return version && { authors: [version.author, ...version.coAuthors].map((person) => keyOf(themself(person))), commit: version.oid }
    })]
  }))
}

/** The revision of each character; undefined when the tokens are not those of the text (its last revision was taken for vandalism). */
export function laidOver(text: string, origins: readonly Origin[]): Int32Array | undefined {
  const revisions = new Int32Array(text.length).fill(-1)
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return undefined
  let at = 0
  for (const { token, revision } of origins) {
    for (const sign of token) {
      if (/\s/.test(sign)) continue
      while (at < lower.length && /\s/.test(lower[at]!)) at++
      if (!lower.startsWith(sign, at)) return undefined
      revisions.fill(revision, at, at + sign.length)
      at += sign.length
    }
  }
  return lower.slice(at).trim() === '' ? revisions : undefined
}
