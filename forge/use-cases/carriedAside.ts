import type { Oid } from '../domain/git.js'
import type { LeftAside } from '../domain/journal.js'
import { leftAsideOf } from '../domain/news.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { leftAside, stillWithout, without } from '../prose/news.js'
import { decodeExactly } from './fileText.js'

/**
 * What an adaptation goes on leaving aside when it takes all that its origin published up to `head`: what the origin did not change again.
 * Undefined when there is nothing to say of it.
 */
export async function carriedAside(deps: Pick<Deps, 'git'>, resource: Resource, head: Oid): Promise<readonly LeftAside[] | undefined> {
  const since = resource.origin?.takenUpTo
  const chain = await deps.git.events(resource.id, RESOURCE_JOURNAL)
  const before = since === undefined ? [] : leftAsideOf(chain, since)
  const textAt = async (commit: Oid, path: string) => { const file = await deps.git.file(resource.id, commit, path); return file && decodeExactly(file.bytes) }
  const out: LeftAside[] = []
  for (const path of new Set(before.map((one) => one.path))) {
    const passages = before.filter((one) => one.path === path)
    const whole = passages.find((one) => one.was !== undefined)
    if (whole) {
      const [then, now] = await Promise.all([since ?? head, head].map((commit) => deps.git.file(resource.id, commit, path)))
      if (then?.oid === now?.oid) out.push(whole)
      continue
    }
    const [then, now] = await Promise.all([textAt(since ?? head, path), textAt(head, path)])
    if (then === undefined || now === undefined) continue
    const seen = without(then, passages.flatMap((one) => (one.at ? [{ at: one.at, instead: one.instead ?? '' }] : [])))
    out.push(...leftAside(now, stillWithout(then, seen, now)).map((passage) => ({ path, ...passage })))
  }
  return out.length > 0 || leftAsideOf(chain, head).length > 0 ? out : undefined
}
