/** What one file was, version after version, along first parents: the history a program that reads pages is given. */
import { isPage, type Page, type Version } from './page.js'

/** Oldest first; renames are followed, with the certainty of who made them. A file that was gone and came back has both lives. */
export function linearHistory(tip: Version, path: string): { readonly version: Version; readonly page: Page }[] {
  const found: { version: Version; page: Page }[] = []
  let name = path
  for (let version: Version | undefined = tip; version; version = version.parents[0]) {
    const page = version.tree.get(name)
    const before: Version | undefined = version.parents[0]
    const old = version.renamed.get(name) ?? name
    if (isPage(page) && before?.tree.get(old) !== page) found.unshift({ version, page })
    name = old
  }
  return found
}
