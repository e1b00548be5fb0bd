import { createHash } from 'node:crypto'
import { parseFiche } from '../../content-schema/fiche.js'
import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import { verdict } from '../../content-schema/licences/verdict.js'
import { trailersOf } from '../attribution/identities.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { incomingOf, nothingIncoming, stopping, stopsAt, type Incoming, type Ingredient } from '../domain/incoming.js'
import type { PersonId } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { labelAfter, textsBetween, type IncomingTexts } from './incomingTexts.js'
import { passagesTaken, shortName, toState, type Judged, type Judging } from './passagesTaken.js'

export type { Judging } from './passagesTaken.js'

export interface JudgeIncoming {
  readonly resource: Pick<Resource, 'id' | 'tip' | 'origin' | 'mainPath' | 'licence'>
  readonly incoming: IncomingTexts
  /** Whose change it is: they may grant what they wrote. */
  readonly proposer: PersonId | undefined
  readonly offeredBefore?: Judged['offeredBefore']
}

/**
 * What a change brings in that is not the resource's own, licence by licence, and whether it may come under the resource's label: passages
 * that stand in other public fiches, whether or not anybody declared them; sources the header now names with a licence; versions that say
 * they come from elsewhere. Never refuses: whoever moves the published text does (`refuseStopped`).
 */
export async function judgeIncoming(deps: Judging, { resource, incoming, proposer, offeredBefore }: JudgeIncoming): Promise<Incoming> {
  if (incoming.texts.length === 0) return nothingIncoming
  const { target, isNew } = await labelAfter(resource, incoming)
  const label = target ?? toState
  const passages = await passagesTaken(deps, { resource, target: label, isRelabelled: isNew, proposer, ...(offeredBefore && { offeredBefore }) }, incoming)
  return incomingOf({ label: shortName(target), target }, [...passages, ...await declaredSources(incoming, label), ...await statedOrigins(incoming, label)])
}

/** The same of a version written in the resource's repository, over another. */
export async function judgeVersion(deps: Judging, input: Omit<JudgeIncoming, 'incoming'> & { readonly from: Oid | undefined; readonly to: Oid }): Promise<Incoming> {
  return judgeIncoming(deps, { ...input, incoming: await textsBetween(deps, input.resource.id, input.from, input.to) })
}

/** Refuses `forbidden` (`licences.stopped`) while a licence does not let something in: nothing of it is published. */
export function refuseStopped(incoming: Incoming): void {
  if (stopsAt(incoming)) throw new ForgeError('forbidden', 'licences.stopped', { stopped: stopping(incoming), incoming })
}

const nameOf = (...parts: readonly (string | undefined)[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20)

/** Sources the header names now, with a licence, and did not name before. What it is derived from must let its words in; what it only builds on is told. */
async function declaredSources(incoming: IncomingTexts, target: string): Promise<readonly Ingredient[]> {
  const found: Ingredient[] = []
  for (const { path, text } of incoming.texts) {
    const now = sourcesIn(text)
    if (now.length === 0) continue
    const before = await incoming.before(path)
    const was = new Set(sourcesIn(before ?? '').map((source) => JSON.stringify(source)))
    for (const source of now.filter((one) => !was.has(JSON.stringify(one)))) {
      found.push({
        kind: 'declared', name: nameOf(source.title, source.url, source.licence), words: undefined, licence: shortName(source.licence), people: [], granted: [], mayGrant: [], olderIn: undefined,
        here: { path, line: undefined, quote: '' }, from: { title: source.title, address: undefined, url: source.url, at: undefined, passage: undefined },
        verdict: verdict({ relation: 'integration', sources: [{ licence: source.licence }], target, ...(!source.isDerived && { context: { namedOnly: true } }) }),
      })
    }
  }
  return found
}

interface DeclaredSource { readonly title: string; readonly url: string | undefined; readonly licence: string; readonly isDerived: boolean }

function sourcesIn(text: string): readonly DeclaredSource[] {
  const header = parseFiche(text).header as Readonly<Record<string, unknown>>
  return (['derive_de', 'sources'] as const).flatMap((field) => [field, ...(FIELD_ALIASES[field] ?? [])].flatMap((key) => {
    const value = Object.hasOwn(header, key) ? header[key] : undefined
    return (Array.isArray(value) ? value : [value]).flatMap((item: unknown): DeclaredSource[] => {
      if (typeof item !== 'object' || item === null) return []
      const said = (...names: readonly string[]) => names.map((name) => (item as Record<string, unknown>)[name]).find((one): one is string => typeof one === 'string' && one.trim() !== '')?.trim()
      const licence = said('licence', 'license')
      if (licence === undefined) return []
      const url = said('url', 'uri', 'lien')
      return [{ title: said('titre', 'title', 'nom', 'name') ?? url ?? licence, url, licence, isDerived: field === 'derive_de' }]
    })
  }))
}

/** Versions that say under which licence what they bring was, elsewhere. */
async function statedOrigins(incoming: IncomingTexts, target: string): Promise<readonly Ingredient[]> {
  const said = (await incoming.versions()).flatMap(({ oid, message }) => {
    const { originalLicences, importedFrom, sourceCommits, originalAuthors } = trailersOf(message)
    return originalLicences.map((licence) => ({ licence, oid, title: importedFrom[0] ?? sourceCommits[0] ?? message.split('\n')[0] ?? '', people: originalAuthors }))
  })
  const once = new Map(said.map((one) => [nameOf(one.licence, one.title), one]))
  return [...once].map(([name, { licence, title, people }]): Ingredient => ({
    kind: 'stated', name, words: undefined, licence: shortName(licence), people: people.map(({ name: who }) => ({ name: who, handle: undefined })), granted: [], mayGrant: [], olderIn: undefined,
    here: { path: '', line: undefined, quote: '' }, from: { title, address: undefined, url: /^https?:\/\//.test(title) ? title : undefined, at: undefined, passage: undefined },
    verdict: verdict({ relation: 'integration', sources: [{ licence }], target }),
  }))
}
