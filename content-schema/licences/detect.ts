import { FIELD_ALIASES } from '../data/mappings.js'
import { parseExpression, type LicenceExpression } from './expression.js'
import { adaptationFact } from './facts.js'
import { licencesOfFile } from './files.js'
import type { Licence } from './licence.js'
import { statementsIn } from './prose.js'

export { isLicencePath } from './files.js'

/** One declaration: where it stands, what it says, and the licence when it is known. */
export interface LicenceDeclaration {
  /** In French, as a person reads it: « en-tête (licence) », « texte », « source », « README » or a file's path. */
  where: string
  label: string
  licence?: Licence
  kind: 'header' | 'text' | 'source' | 'readme' | 'file'
  /** 1-based line in the body, for `text` and `source`. */
  line?: number
}

/**
 * What a fiche and its repository declare. `declared`: everything agrees, `licence` is it. `contradictory`: declarations that
 * cannot all be true. `unknown`: something is declared that names no known licence, or only a software licence lies beside the
 * text. `absent`: nothing is declared. Only `declared` has a `licence`; a licence with `versionKnown: false` is to be made precise.
 */
export interface DetectedLicence {
  state: 'declared' | 'contradictory' | 'absent' | 'unknown'
  licence?: Licence
  declared: LicenceDeclaration[]
  /** With `contradictory`: one sentence or one field names several known licences at once; a person says whether to choose or which part is which. */
  several?: true
  /** With `several`: the expression of the header's one licence field, as written, when it joins known licences by OR or AND and nothing else is declared. */
  joined?: string
}

export interface LicenceEvidence {
  readonly header?: unknown
  readonly body: string
  /** LICENSE, LICENSES/* and the like; those nearest to the fiche's folder speak first when `path` is given. */
  readonly licenceFiles: readonly { readonly path: string; readonly text: string }[]
  readonly readme?: string
  /** The fiche's own path in its repository. */
  readonly path?: string
}

/** Reads the licence of a fiche: header, then what its text says, then the repository. Never guesses. */
export function detectLicence(evidence: LicenceEvidence): DetectedLicence {
  const detected = declaredLicence(evidence)
  const joined = detected.several === true && detected.declared.every(({ kind }) => kind === 'header') ? joinedIn(evidence.header) : undefined
  return joined === undefined ? detected : { ...detected, joined }
}

function declaredLicence(evidence: LicenceEvidence): DetectedLicence {
  const declared: LicenceDeclaration[] = []
  const explicit = [...headerDeclarations(evidence.header)]
  const sources: LicenceDeclaration[] = []
  for (const statement of statementsIn(evidence.body)) {
    const kind = statement.about === 'source' ? 'source' : 'text'
    const said = { ...declaration(kind, kind === 'source' ? 'source' : 'texte', statement.mention.label, statement.mention.licence), line: statement.line }
    ;(kind === 'source' ? sources : explicit).push(said)
  }
  declared.push(...explicit, ...sources)
  if (explicit.length > 0) {
    const agreed = agreement(explicit)
    if (agreed) return against(agreed, sources, declared)
    return explicit.some(one => one.licence === undefined) && sameKnown(explicit) ? { state: 'unknown', declared } : disagreement(explicit, declared)
  }
  if (sources.length === 0) return repositoryLicence(evidence, declared)
  // Only the texts it builds on are named: the repository may still speak for the fiche, within what they allow.
  const repository = repositoryLicence(evidence, [...declared])
  if (repository.licence) return against(repository.licence, sources, repository.declared)
  if (repository.declared.length > declared.length) return repository
  const agreed = agreement(sources, 'cautious')
  if (agreed) return { state: 'declared', licence: agreed, declared }
  return { state: sources.every(one => one.licence === undefined) ? 'unknown' : 'contradictory', declared }
}

/** What a fiche builds on must allow what it declares. */
function against(licence: Licence, sources: readonly LicenceDeclaration[], declared: LicenceDeclaration[]): DetectedLicence {
  const denied = sources.some(source => source.licence !== undefined && source.licence.family !== licence.family && adaptationFact(source.licence, comparable(licence), { ownOnly: false }).verdict === 'block')
  return denied ? { state: 'contradictory', declared } : { state: 'declared', licence, declared }
}

function repositoryLicence(evidence: LicenceEvidence, declared: LicenceDeclaration[]): DetectedLicence {
  const readme = evidence.readme === undefined ? [] : statementsIn(evidence.readme)
  const inReadme = readme.filter(statement => statement.about !== 'source').map(statement => ({ about: statement.about, ...declaration('readme', 'README', statement.mention.label, statement.mention.licence) }))
  const inFiles = nearest(evidence.licenceFiles, evidence.path).flatMap(file => licencesOfFile(file.path, file.text).map(one => declaration('file', file.path, one.label, one.licence)))
  const unread = evidence.licenceFiles.length > 0 && inFiles.length === 0 ? nearest(evidence.licenceFiles, evidence.path).map(file => declaration('file', file.path, file.path, undefined)) : []
  declared.push(...inReadme.map(({ label, licence }) => declaration('readme', 'README', label, licence)), ...inFiles, ...unread)
  if (declared.length === 0) return { state: 'absent', declared }
  // « Non-software content is under CC BY 4.0 » beside a software licence file: each speaks of its own part.
  const ofContent = inReadme.filter(one => one.about === 'content')
  if (ofContent.length > 0 && inFiles.every(file => file.licence?.kind === 'software')) {
    const agreed = agreement(ofContent)
    if (agreed) return { state: 'declared', licence: agreed, declared }
  }
  const all = [...inReadme, ...inFiles, ...unread]
  const agreed = agreement(all)
  if (agreed === undefined) return all.every(one => one.licence === undefined) ? { state: 'unknown', declared } : disagreement(all, declared)
  // A software licence over a text, and nobody said that it covers the text: that is for a person to say.
  if (agreed.kind === 'software' && inReadme.length === 0) return { state: 'unknown', declared }
  return { state: 'declared', licence: agreed, declared }
}

/** The files of the closest folder that has any; REUSE's LICENSES/ and root files serve every folder without its own. */
function nearest(files: LicenceEvidence['licenceFiles'], path: string | undefined): LicenceEvidence['licenceFiles'] {
  if (path === undefined) return files
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const here = files.filter(file => folderOf(file.path.replace(/(^|\/)LICENSES\/[^/]+$/, '$1LICENSE')) === folder)
    if (here.length > 0) return here
    if (folder === '') return []
  }
}

function folderOf(path: string): string {
  const cut = path.lastIndexOf('/')
  return cut === -1 ? '' : path.slice(0, cut)
}

/** What the one licence field of a header joins by OR or AND, when every part is known; undefined for a list, several fields, or what is not clear. */
export function joinedIn(header: unknown): string | undefined {
  if (typeof header !== 'object' || header === null) return undefined
  const written = LICENCE_KEYS.flatMap((key) => (Object.hasOwn(header, key) ? [(header as Record<string, unknown>)[key]] : [])).filter((value) => value !== null && value !== '')
  const [only] = written
  if (typeof only !== 'string' || written.length > 1) return undefined
  const expression = parseExpression(only)
  return (expression.kind === 'or' || expression.kind === 'and') && isKnown(expression) ? only : undefined
}

const isKnown = (expression: LicenceExpression): boolean => expression.kind === 'licence' || (expression.kind !== 'unknown' && expression.parts.every(isKnown))

const LICENCE_KEYS = ['licence', ...(FIELD_ALIASES['licence'] ?? []), 'SPDX-License-Identifier']

function* headerDeclarations(header: unknown): Generator<LicenceDeclaration> {
  if (typeof header !== 'object' || header === null) return
  for (const key of LICENCE_KEYS) {
    if (!Object.hasOwn(header, key)) continue
    const value = (header as Record<string, unknown>)[key]
    for (const item of Array.isArray(value) ? value : [value]) {
      const label = typeof item === 'string' ? item : typeof item === 'object' && item !== null ? nameIn(item as Record<string, unknown>) : undefined
      if (label === undefined || label.trim() === '') continue
      for (const one of flattened(parseExpression(label), label)) yield declaration('header', `en-tête (${key})`, one.label, one.licence)
    }
  }
}

function nameIn(item: Record<string, unknown>): string | undefined {
  for (const key of ['id', 'spdx', 'url', 'uri', 'nom', 'name']) if (typeof item[key] === 'string') return item[key]
  return undefined
}

function flattened(expression: LicenceExpression, label: string): { label: string; licence?: Licence }[] {
  if (expression.kind === 'licence') return [{ label, licence: expression.licence }]
  if (expression.kind === 'unknown') return [{ label: expression.label }]
  return expression.parts.flatMap(part => flattened(part, part.kind === 'licence' ? part.licence.shortName : label))
}

/** The one licence all declarations name; « CC BY-SA » and « CC BY-SA 4.0 » agree: on the precise one for one text, on the other for several sources. */
export function agreement(declarations: readonly LicenceDeclaration[], prefer: 'precise' | 'cautious' = 'precise'): Licence | undefined {
  let agreed: Licence | undefined
  for (const { licence } of declarations) {
    if (licence === undefined) return undefined
    if (agreed === undefined || agreed.id === licence.id) { agreed = licence; continue }
    if (agreed.family !== licence.family || (agreed.versionKnown && licence.versionKnown)) return undefined
    if (licence.versionKnown === (prefer === 'precise')) agreed = licence
  }
  return agreed
}

/** Several licences that one place states together, and nobody else denies, are no contradiction of two voices: it is said apart. */
function disagreement(of: readonly LicenceDeclaration[], declared: LicenceDeclaration[]): DetectedLicence {
  const places = new Map<string, LicenceDeclaration[]>()
  for (const one of of) places.set(`${one.where} ${one.line ?? ''}`, [...places.get(`${one.where} ${one.line ?? ''}`) ?? [], one])
  const ids = (some: readonly LicenceDeclaration[]): Set<string | undefined> => new Set(some.map(({ licence }) => licence?.id))
  const together = [...places.values()].find(here => ids(here).size > 1 && !ids(here).has(undefined) && of.every(({ licence }) => ids(here).has(licence?.id)))
  return together ? { state: 'contradictory', several: true, declared } : { state: 'contradictory', declared }
}

function sameKnown(declarations: readonly LicenceDeclaration[]): boolean {
  const known = declarations.filter(one => one.licence !== undefined)
  return known.length === 0 || agreement(known) !== undefined
}

/** A family without version is compared as its current version. */
function comparable(licence: Licence): Licence {
  return licence.versionKnown ? licence : { ...licence, versionKnown: true, version: licence.family.startsWith('CC-') ? '4.0' : licence.family === 'LAL' ? '1.3' : licence.version ?? '1.0' }
}

function declaration(kind: LicenceDeclaration['kind'], where: string, label: string, licence: Licence | undefined): LicenceDeclaration {
  return licence === undefined ? { kind, where, label } : { kind, where, label, licence }
}
