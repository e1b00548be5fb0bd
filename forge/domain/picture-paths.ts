import { slugOf } from '../../content-schema/slug.js'
import { PICTURE_EXTENSION } from './picture.js'

/** The first free file name for a picture, from what it shows: `media/cercle-de-chaises.webp`, then `media/cercle-de-chaises-2.webp`… Case does not make two names. */
export function freePicturePath(alt: string, taken: ReadonlySet<string>): string {
  const folded = new Set([...taken].map((path) => path.toLowerCase()))
  const name = /[\p{L}\d]/u.test(alt) ? slugOf(alt) : 'image'
  for (let n = 1; ; n += 1) {
    const path = `media/${n === 1 ? name : `${name.slice(0, 54)}-${n}`}${PICTURE_EXTENSION}`
    if (!folded.has(path)) return path
  }
}

/** A file of the resource as a text of it names it: `../media/a.webp` from `pieces/annexe.md`. */
export function relativeTo(from: string, file: string): string {
  const [folders, parts] = [from.split('/').slice(0, -1), file.split('/')]
  let shared = 0
  while (shared < folders.length && shared < parts.length - 1 && folders[shared] === parts[shared]) shared += 1
  return [...folders.slice(shared).map(() => '..'), ...parts.slice(shared)].map(encodeURIComponent).join('/')
}
