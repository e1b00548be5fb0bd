/** Which files of a source a fiche shows as images. Pure. */
import { pathInside } from '../domain/links.js'
import { siteRooted } from '../prose/site-rooted.js'

const imageFile = /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|tiff?)$/i
const most = 400

/**
 * The images a text shows that exist beside it, as paths from the root of its repository: Markdown images (inline and by
 * reference), HTML `img`, and header values that name an image file. An address from the root, with or without the site
 * generator's `{{ site.baseurl }}`, is read from the root; else from the text's folder. A name written in another Unicode form than
 * the file's is found all the same.
 */
export function shownImages(text: string, path: string, existing: ReadonlyMap<string, string>): readonly string[] {
  const found = new Set<string>()
  for (const address of writtenImages(siteRooted(text.slice(0, 1_000_000)))) {
    if (found.size >= most) break
    for (const candidate of candidatesOf(address, path)) {
      const file = existing.get(candidate.normalize('NFC'))
      if (file !== undefined && imageFile.test(file)) { found.add(existing.has(`\0${candidate}`) ? candidate : file); break }
    }
  }
  return [...found]
}

/** Files by their composed name, and (after a NUL) by their exact one. */
export function indexOfNames(paths: readonly string[]): ReadonlyMap<string, string> {
  return new Map(paths.flatMap((path) => [[path.normalize('NFC'), path] as const, [`\0${path}`, path] as const]))
}

function* writtenImages(text: string): Generator<string> {
  for (const [, angled, bare] of text.matchAll(/!\[[^\]\n]{0,500}\]\(\s{0,3}(?:<([^<>\n]{1,500})>|(\{\{[^}\n]{1,60}\}\}[^\s()<>]{1,400}|[^\s()<>]{1,500}(?:\([^\s()]{0,100}\)[^\s()<>]{0,200})?))/g)) yield angled ?? bare ?? ''
  for (const [, double, single, bare] of text.matchAll(/<img\b[^>]{0,1000}?\bsrc\s{0,3}=\s{0,3}(?:"([^"\n]{1,500})"|'([^'\n]{1,500})'|([^\s"'>]{1,500}))/gi)) yield double ?? single ?? bare ?? ''
  for (const [, angled, bare] of text.matchAll(/^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,3}(?:<([^<>\n]{1,500})>|(\S{1,500}))/gm)) yield angled ?? bare ?? ''
  const header = /^---\r?\n([^]{0,100000}?)\n(?:---|\.\.\.)\r?\n/.exec(text)?.[1] ?? ''
  for (const [, value] of header.matchAll(/:[ \t]{0,3}["']?([^\s"'{}[\],][^"'\n{}[\],]{0,300}?\.(?:png|jpe?g|gif|svg|webp))["']?[ \t]{0,3}(?:[,}\r\n]|$)/gi)) yield value ?? ''
}

function candidatesOf(address: string, path: string): readonly string[] {
  const generated = /^\{\{[^}]{1,60}\}\}/.exec(address)
  const bare = generated ? `/${address.slice(generated[0].length).replace(/^\/+/, '')}` : address
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(bare)) return []
  const fromFolder = pathInside(path, bare)
  const fromRoot = pathInside('', bare)
  return [fromFolder, fromRoot].filter((one) => one !== undefined)
}
