import type { Request } from 'express'
import { lostPage } from '../../web/pages/lost.js'
import { searchLibrary } from '../use-cases/searchLibrary.js'
import { uiOf, type HttpParts } from './context.js'

const shown = 3

/** The words of an address: of the fiche's slug where it has one, else of its last part. */
export function wordsOfAddress(path: string): string {
  const [first = '', slug] = path.split('/').filter((part) => part !== '')
  let said = slug ?? first
  try { said = decodeURIComponent(said) } catch { return '' }
  return said.normalize('NFC').replace(/\.[a-z0-9]{1,6}$/i, '').match(/[\p{L}\p{N}]+/gu)?.slice(0, 8).join(' ').slice(0, 80) ?? ''
}

/** The page of an address where nothing is. Only what everybody may read is offered. */
export async function lostAt(req: Request, parts: HttpParts, csrf: string, sentence: string): Promise<string> {
  const words = wordsOfAddress(req.path)
  const found = words === '' ? undefined : await searchLibrary(parts.deps, { text: words, filters: {}, sort: 'relevance', page: 1 })
  return lostPage(uiOf(req, parts, csrf), { sentence, words, near: found?.cards.slice(0, shown) ?? [] })
}
