import { adaptationFact, type Fact } from './facts.js'
import { PROPOSED_TARGETS } from './data/compat.js'
import { CLAUSES, SENTENCES } from './data/sentences.js'
import { fixesFor, type Fix } from './fixes.js'
import { parseExpression, type LicenceExpression } from './expression.js'
import { identify, type Licence } from './identify.js'
import { collectionFact, copyFact, inclusionFact } from './uses.js'
import type { VerdictContext } from './verdict-context.js'

export type { VerdictContext } from './verdict-context.js'

/** What is done with the sources: the same two licences give different answers for each. */
export type Relation = 'adaptation' | 'verbatim' | 'collection' | 'inclusion' | 'translation' | 'format-change' | 'relicensing'

export interface VerdictRequest {
  readonly relation: Relation
  /** `licence`: an id, address, name or expression. `ownContribution`: the label covers only one's own words over this source. */
  readonly sources: readonly { readonly licence: string; readonly ownContribution?: boolean }[]
  /** The label of the result; « find one » when absent. */
  readonly target?: string
  readonly context?: VerdictContext
}

export interface Verdict {
  readonly verdict: 'pass' | 'warn' | 'block'
  /** Stable name for machines. */
  readonly code: string
  readonly clause: { readonly label: string; readonly uri: string }
  readonly fr: string
  readonly en: string
  readonly fixes: readonly Fix[]
}

export interface ChosenSource { readonly licence: Licence | undefined; readonly label: string; readonly ownOnly: boolean }
const CHOICE_LIMIT = 64

/** Whether this may be done, by which clause, and the smallest ways out when not. Never guesses: what is unknown blocks. Not legal advice. */
export function verdict(request: VerdictRequest): Verdict {
  const choices = choicesOf(request.sources)
  let best: Verdict | undefined
  for (const chosen of choices) {
    const answer = answerFor(request, chosen)
    if (best === undefined || rank(answer.verdict) < rank(best.verdict)) best = answer
    if (best.verdict === 'pass') break
  }
  const answer = best ?? say(request, { verdict: 'block', code: 'UNKNOWN_LICENCE' }, undefined)
  if (choices.length > 1 && answer.verdict === 'pass' && answer.code.startsWith('OK')) return { ...answer, ...worded('OK_CHOICE', request.sources[0]?.licence, request.target), code: 'OK_CHOICE' }
  return answer
}

/** The labels an adaptation of all these sources may carry without question, among the usual ones. */
export function allowedTargets(sources: VerdictRequest['sources']): readonly string[] {
  return PROPOSED_TARGETS.filter(target => verdict({ relation: 'adaptation', sources, target }).verdict !== 'block')
}

function answerFor(request: VerdictRequest, sources: readonly ChosenSource[]): Verdict {
  const target = request.target === undefined ? undefined : identify(request.target)
  if (request.relation === 'relicensing') return relicensing(request, sources, target)
  if (permitted(request, sources)) return say(request, { verdict: 'pass', code: 'PERMISSION_RECORDED' }, sources[0])
  const unknown = sources.find(source => source.licence === undefined)
  if (unknown) return say(request, { verdict: 'block', code: 'UNKNOWN_LICENCE' }, unknown)
  if (request.target !== undefined && target === undefined) return say(request, { verdict: 'block', code: 'TARGET_UNKNOWN' }, sources[0])
  if (sources.length === 0) return declaration(request, target)
  const context = request.context ?? {}
  switch (request.relation) {
    case 'adaptation': case 'translation': return adaptation(request, sources, target)
    case 'verbatim': case 'format-change': {
      const relation = request.relation
      return worst(request, sources, licence => copyFact(licence, target, relation, context))
    }
    case 'collection': return worst(request, sources, licence => collectionFact(licence, target, context))
    case 'inclusion': return worst(request, sources, licence => inclusionFact(licence, target, context))
  }
}

function adaptation(request: VerdictRequest, sources: readonly ChosenSource[], target: Licence | undefined): Verdict {
  const context = request.context ?? {}
  const perSource = (source: ChosenSource, label: Licence): Fact => {
    const licence = source.licence
    if (licence === undefined) return { verdict: 'block', code: 'UNKNOWN_LICENCE' }
    if (context.commercial === true && licence.nc) return { verdict: 'block', code: licence.family === 'ARR' ? 'NO_PERMISSION' : 'COMMERCIAL_USE' }
    // A private version of a 4.0 ND text may be produced, not shared; before 4.0 it may not even be made.
    if (licence.nd && context.visibility === 'private' && licence.version === '4.0') return { verdict: 'warn', code: 'ND_PRIVATE_ONLY' }
    if (licence.family === 'ODbL' && context.subkind === 'produced-work') return inclusionFact(licence, label, context)
    return adaptationFact(licence, label, { ownOnly: source.ownOnly })
  }
  if (target) {
    const facts = sources.map(source => ({ source, fact: perSource(source, target) }))
    const bad = facts.reduce((worse, one) => rank(one.fact.verdict) > rank(worse.fact.verdict) ? one : worse)
    const mixed = sources.length > 1 && bad.fact.verdict === 'block' && MIX_CODES.has(bad.fact.code) && findTarget(sources, perSource) === undefined
    return say(request, mixed ? { verdict: 'block', code: 'NO_COMMON_LICENCE' } : bad.fact, bad.source)
  }
  const found = findTarget(sources, perSource)
  if (found) {
    const facts = sources.map(source => ({ source, fact: perSource(source, found) }))
    const bad = facts.reduce((worse, one) => rank(one.fact.verdict) > rank(worse.fact.verdict) ? one : worse)
    return say({ ...request, target: found.id }, bad.fact, bad.source)
  }
  const first = sources.find(source => source.licence?.nd || source.licence?.family === 'ARR')
  if (first?.licence) return say(request, { verdict: 'block', code: first.licence.family === 'ARR' ? 'NO_PERMISSION' : 'ND_ADAPTATION' }, first)
  return say(request, { verdict: 'block', code: 'NO_COMMON_LICENCE' }, sources[0])
}

const MIX_CODES = new Set(['SA_DOWNGRADE', 'NC_DROPPED_WHOLE', 'COPYLEFT', 'SA_1_0_LOCKED', 'GFDL_WINDOW_CLOSED', 'ONE_WAY_REVERSE', 'DB_SHAREALIKE', 'SA_EARLIER_VERSION', 'NOT_KNOWN_COMPATIBLE'])

/** The first label every source allows: the sources' own first, then the usual ones; a clean pass before a warning. */
function findTarget(sources: readonly ChosenSource[], perSource: (source: ChosenSource, label: Licence) => Fact): Licence | undefined {
  const own = sources.map(source => source.licence).filter((licence): licence is Licence => licence !== undefined && licence.versionKnown)
  const candidates = [...own, ...PROPOSED_TARGETS.map(id => identify(id)).filter((licence): licence is Licence => licence !== undefined)]
  for (const accepted of ['pass', 'warn'] as const) {
    const found = candidates.find(label => sources.every(source => rank(perSource(source, label).verdict) <= rank(accepted)))
    if (found) return found
  }
  return undefined
}

function relicensing(request: VerdictRequest, sources: readonly ChosenSource[], target: Licence | undefined): Verdict {
  const { authors, consents = 0, inbound = [] } = request.context ?? {}
  if (target === undefined) return say(request, { verdict: 'block', code: 'TARGET_UNKNOWN' }, sources[0])
  const declared = declaration(request, target)
  if (declared.verdict === 'block') return declared
  for (const label of inbound) {
    const chosen = choicesOf([{ licence: label }])
    const fits = chosen.some(choice => choice.every(({ licence }) => licence !== undefined && adaptationFact(licence, target, { ownOnly: false }).verdict !== 'block'))
    if (!fits) return say(request, { verdict: 'block', code: 'INBOUND_BLOCKS' }, chosen[0]?.[0])
  }
  if (authors === undefined || authors < 1 || consents < authors) return say(request, { verdict: 'block', code: 'NEED_ALL_AUTHORS' }, sources[0])
  return say(request, { verdict: declared.verdict, code: declared.verdict === 'pass' ? 'ALL_AUTHORS_CONSENT' : declared.code }, sources[0])
}

/** A label stated on a text without sources. */
function declaration(request: VerdictRequest, target: Licence | undefined): Verdict {
  if (target === undefined) return say(request, { verdict: 'block', code: 'TARGET_UNKNOWN' }, undefined)
  if (target.family === 'CC-PDM') return say(request, { verdict: 'block', code: 'PDM_NOT_A_LICENCE' }, undefined)
  if (target.family === 'ARR') return say(request, { verdict: 'block', code: 'RESERVED_IN_COMMONS' }, undefined)
  if (!target.versionKnown) return say(request, { verdict: 'warn', code: 'TARGET_VERSION_MISSING' }, undefined)
  return say(request, { verdict: 'pass', code: 'OK_DECLARED' }, undefined)
}

function permitted(request: VerdictRequest, sources: readonly ChosenSource[]): boolean {
  const permission = request.context?.permission
  if (permission?.signed !== true || sources.length !== 1) return false
  const acts = permission.scope.map(scope => scope.toLowerCase())
  const target = request.target === undefined ? undefined : identify(request.target)
  switch (request.relation) {
    case 'adaptation': case 'translation':
      return (acts.includes('adapt') || (request.relation === 'translation' && acts.includes('translate'))) && target !== undefined
        && permission.scope.some(scope => scope.toLowerCase().startsWith('relicense:') && identify(scope.slice('relicense:'.length))?.id === target.id)
    case 'collection': case 'inclusion': return acts.includes(request.relation === 'collection' ? 'collect' : 'include') && request.context?.modified !== true
    case 'verbatim': case 'format-change': return acts.includes('copy')
    case 'relicensing': return false
  }
}

function worst(request: VerdictRequest, sources: readonly ChosenSource[], factOf: (licence: Licence) => Fact): Verdict {
  let result: { fact: Fact; source: ChosenSource } | undefined
  for (const source of sources) {
    const fact: Fact = source.licence === undefined ? { verdict: 'block', code: 'UNKNOWN_LICENCE' } : factOf(source.licence)
    if (result === undefined || rank(fact.verdict) > rank(result.fact.verdict)) result = { fact, source }
  }
  return say(request, result?.fact ?? { verdict: 'block', code: 'UNKNOWN_LICENCE' }, result?.source)
}

/** Every way of choosing among OR; AND means that all apply at once. */
function choicesOf(sources: VerdictRequest['sources']): readonly (readonly ChosenSource[])[] {
  let choices: ChosenSource[][] = [[]]
  for (const { licence, ownContribution } of sources) {
    const options = optionsOf(parseExpression(licence), ownContribution ?? false)
    choices = choices.flatMap(choice => options.map(option => [...choice, ...option])).slice(0, CHOICE_LIMIT)
  }
  return choices
}

function optionsOf(expression: LicenceExpression, ownOnly: boolean): ChosenSource[][] {
  if (expression.kind === 'licence') return [[{ licence: expression.licence, label: expression.licence.shortName, ownOnly }]]
  if (expression.kind === 'unknown') return [[{ licence: undefined, label: expression.label, ownOnly }]]
  const parts = expression.parts.map(part => optionsOf(part, ownOnly))
  if (expression.kind === 'or') return parts.flat().slice(0, CHOICE_LIMIT)
  return parts.reduce((all, part) => all.flatMap(one => part.map(option => [...one, ...option])).slice(0, CHOICE_LIMIT), [[]])
}

function rank(verdict: Verdict['verdict']): number {
  return verdict === 'pass' ? 0 : verdict === 'warn' ? 1 : 2
}

function say(request: VerdictRequest, fact: Fact, source: ChosenSource | undefined): Verdict {
  return { verdict: fact.verdict, code: fact.code, ...worded(fact.code, source?.label, request.target, source?.licence), fixes: fact.verdict === 'pass' ? [] : fixesFor(fact.code, source?.licence) }
}

function worded(code: string, source: string | undefined, target: string | undefined, licence?: Licence): Pick<Verdict, 'fr' | 'en' | 'clause'> {
  const sentence = SENTENCES[code] ?? SENTENCES['NOT_KNOWN_COMPATIBLE']
  if (!sentence) throw new Error(`no sentence for ${code}`)
  const label = target === undefined ? undefined : identify(target)?.shortName ?? target
  const fill = (text: string, missing: string): string => text.replaceAll('{s}', source ?? missing).replaceAll('{t}', label ?? missing)
  return { fr: fill(sentence.fr, 'cette licence'), en: fill(sentence.en, 'this licence'), clause: clauseOf(code, sentence.clause, licence) }
}

/** The clause of the source licence itself where a sentence serves several licences. */
function clauseOf(code: string, named: keyof typeof CLAUSES, licence: Licence | undefined): { label: string; uri: string } {
  if (licence && (named === 'cc-by' || named === 'cc-sa' || named === 'lal' || named === 'cc-nd' || named === 'cc-nc')) {
    const own = FAMILY_CLAUSES[licence.family]
    if (own) return CLAUSES[own]
    if (licence.family.startsWith('CC-BY') && licence.version !== undefined) {
      const section = named === 'cc-nd' ? (licence.version === '4.0' ? '2(a)(1)' : '1, 3') : named === 'cc-sa' ? (licence.version === '4.0' ? '3(b)' : '4(b)') : licence.version === '4.0' ? '3(a)' : '4'
      return { label: `${licence.shortName}, section ${section}`, uri: `${licence.uri}legalcode` }
    }
  }
  return CLAUSES[code === 'VERSION_ONLY' && licence?.family !== 'GFDL' ? 'gpl' : named]
}

const FAMILY_CLAUSES: Readonly<Record<string, keyof typeof CLAUSES>> = { CC0: 'cc0', 'CC-PDM': 'cpi-moral', LAL: 'lal', etalab: 'lo', GFDL: 'gfdl', GPL: 'gpl', AGPL: 'gpl', LGPL: 'gpl', ODbL: 'odbl', 'ODC-By': 'code', MIT: 'code', Apache: 'code', ARR: 'cpi' }
