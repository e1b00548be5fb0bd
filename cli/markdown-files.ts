import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'

/** A Markdown file, or a place that cannot be looked into: `error` says why. */
export interface FoundFile { readonly file: string; readonly error?: unknown }

/** A name whose bytes are no text: no program can be told to open it. */
export class UnreadableName extends Error { override name = 'UnreadableName' }

/**
 * The Markdown files of a folder and of those inside, in a stable order: hidden ones (`.git`) and `node_modules` left out, links not
 * followed. A folder that cannot be read is found as such. A file is itself.
 */
export function* markdownFiles(place: string): Generator<FoundFile> {
  let entries
  try {
    if (!statSync(place).isDirectory()) { yield { file: place }; return }
    entries = readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    yield { file: place, error }
    return
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const full = path.join(place, entry.name)
    const isFiche = entry.isFile() && /\.(md|markdown)$/i.test(entry.name)
    if (!isFiche && !entry.isDirectory()) continue
    // Bytes that are no text become U+FFFD, and no longer name the file.
    if (entry.name.includes('\ufffd')) yield { file: full, error: new UnreadableName() }
    else if (isFiche) yield { file: full }
    else yield* markdownFiles(full)
  }
}
