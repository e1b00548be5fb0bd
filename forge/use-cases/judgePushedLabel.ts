import { authorsOf, distinctPeople } from '../attribution/identities.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { WordsOfFile } from '../domain/provenance.js'
import type { PushedObjects } from '../domain/push.js'
import type { Resource } from '../domain/resource.js'
import { decodeText, textOf } from './indexResource.js'
import { refuseTexts } from './judgeRelicensing.js'
import { relabelled, versionIn, type VersionRead } from './labels.js'
import type { Origin, ReadingWords } from './survivingWords.js'

/** Versions of one push whose authors are looked at; a push of more that also changes a label is refused. */
const mostVersions = 2_000

/**
 * A pushed change of label, before anything of the push is accepted: judged by the published words that it keeps. What the push adds is its pusher's word, except that
 * versions by others may hold words born under the old label: their authors are asked too.
 */
export async function judgePushedLabel(deps: ReadingWords & Pick<Deps, 'renderer'>, actor: Actor, objects: PushedObjects, resource: Resource, pushed: Oid): Promise<readonly { readonly key: string; readonly details: ForgeError['details'] }[]> {
  const main = resource.tip
  if (main === undefined || main === pushed || actor.kind !== 'person') return []
  const before = versionIn(deps, resource.id, main)
  const after: VersionRead = { entries: () => objects.entries(pushed), file: (path) => objects.file(pushed, path) }
  const texts = await relabelled(deps, resource, before, after)
  if (texts.length === 0) return []
  const versions = await objects.versions(main, pushed, mostVersions + 1)
  if (versions.length > mostVersions) return [{ key: 'push.relabel_apart', details: {} }]
  const others = distinctPeople(versions.flatMap((version) => authorsOf(version)))
  try {
    await refuseTexts(deps, resource, texts, {
      at: main, whoChanges: [refTo(actor.person)],
      besides: others.map((author): Origin => ({ authors: [author], licence: texts[0]?.from, at: Number.MAX_SAFE_INTEGER, commit: pushed, since: [], words: 0 })),
      kept: async (path, words) => keptOf(words, await textOf(deps, resource.id, main, path), await touchedBy(path)),
    })
    return []
  } catch (error) {
    if (error instanceof ForgeError && error.refusal === 'conflict') return [{ key: error.key, details: error.details }]
    throw error
  }

  /** What the push takes out or replaces of a published text; nothing where that cannot be said. */
  async function touchedBy(path: string): Promise<readonly (readonly [number, number])[]> {
    const now = await objects.file(pushed, path)
    return now === undefined ? [] : (await deps.renderer.touched(await textOf(deps, resource.id, main ?? '', path), decodeText(now))) ?? []
  }
}

/** The words that stay, by their origins. */
function keptOf({ runs, origins }: WordsOfFile, text: string, touched: readonly (readonly [number, number])[]): readonly Origin[] {
  const counts = new Map<number, number>()
  for (const [start, end, origin] of runs) {
    let at = start
    for (const [from, to] of [...touched.filter(([from, to]) => from < end && to > start), [end, end] as const]) {
      counts.set(origin, (counts.get(origin) ?? 0) + wordsIn(text.slice(at, Math.max(at, from))))
      at = Math.max(at, to)
    }
  }
  return origins.flatMap((origin, place) => { const words = counts.get(place) ?? 0; return words > 0 ? [{ ...origin, words }] : [] })
}

const wordsIn = (text: string): number => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
