import { choicesOf, type ChosenSource } from './choices.js'
import { PROPOSED_TARGETS } from './data/compat.js'
import { parseExpression, type LicenceExpression } from './expression.js'
import { adaptationFact, worstOf, type Fact } from './facts.js'
import { identify, type Licence } from './identify.js'
import { integrationFact } from './integration.js'
import { isPermitted } from './permission.js'
import type { LicencePolicy } from './policy.js'
import { isRetired } from './retired.js'
import { collectionFact, copyFact, inclusionFact } from './uses.js'
import type { VerdictContext, VerdictRequest } from './verdict-request.js'

/** A fact about a whole request: the source that decides, and the label when one had to be found. */
export interface Judgement extends Fact { readonly source?: ChosenSource; readonly target?: string }

export const rank = (verdict: Fact['verdict']): number => verdict === 'pass' ? 0 : verdict === 'warn' ? 1 : 2
const block = (code: string, source?: ChosenSource): Judgement => ({ verdict: 'block', code, source })

/** What the licences say of a request, then what the instance's policy adds. The best way of choosing among « OR » counts. */
export function judge(request: VerdictRequest, policy: LicencePolicy): Judgement {
  const labels = request.target === undefined ? [undefined] : labelsIn(parseExpression(request.target))
  if (labels.some(label => label === 'unreadable')) return withUnknownTarget(request)
  // A label that offers or joins several licences must be allowed with each of them.
  return labels.map(label => judgeOne(request, label === 'unreadable' ? undefined : label, policy)).reduce(worstOf)
}

function withUnknownTarget(request: VerdictRequest): Judgement {
  const unknown = choicesOf(request.sources).flat().find(source => source.licence === undefined)
  if (unknown && request.relation !== 'relicensing') return unknownSource(unknown)
  return block(isRetired(request.target ?? '') ? 'RETIRED_TOOL' : 'TARGET_UNKNOWN', choicesOf(request.sources)[0]?.[0])
}

function labelsIn(expression: LicenceExpression): (Licence | 'unreadable')[] {
  if (expression.kind === 'licence') return [expression.licence]
  return expression.kind === 'unknown' ? ['unreadable'] : expression.parts.flatMap(labelsIn)
}

function judgeOne(request: VerdictRequest, target: Licence | undefined, policy: LicencePolicy): Judgement {
  const choices = choicesOf(request.sources)
  let best: Judgement | undefined
  for (const chosen of choices) {
    const answer = answerFor(request, chosen, target, policy)
    if (best === undefined || rank(answer.verdict) < rank(best.verdict)) best = answer
    if (best.verdict === 'pass') break
  }
  const answer = best ?? block('UNKNOWN_LICENCE')
  return choices.length > 1 && answer.verdict === 'pass' && answer.code.startsWith('OK') ? { ...answer, code: 'OK_CHOICE' } : answer
}

function answerFor(request: VerdictRequest, sources: readonly ChosenSource[], target: Licence | undefined, policy: LicencePolicy): Judgement {
  const answer = legalAnswer(request, sources, target, policy)
  const isReserved = target?.family === 'ARR' && !sources.some(({ licence }) => licence === undefined || licence.family === 'ARR' && answer.verdict === 'block')
  return isReserved && (policy.reservedLabel === 'block' || answer.verdict === 'pass') ? { verdict: policy.reservedLabel, code: 'RESERVED_IN_COMMONS', source: sources[0] } : answer
}

function legalAnswer(request: VerdictRequest, sources: readonly ChosenSource[], target: Licence | undefined, policy: LicencePolicy): Judgement {
  if (request.relation === 'relicensing') return relicensing(request, sources, target, policy)
  if (isPermitted(request)) return { verdict: 'pass', code: 'PERMISSION_RECORDED', source: sources[0] }
  const context = request.context ?? {}
  if (request.relation === 'integration') return worstSource(sources, source => target === undefined ? unknownLabel : integrationFact(source.licence, target, { ...context, isOnlySource: sources.length === 1 }, policy))
  const unknown = sources.find(source => source.licence === undefined)
  if (unknown) return unknownSource(unknown)
  if (sources.length === 0) return declaration(target, policy, context)
  switch (request.relation) {
    case 'adaptation': case 'translation': return adaptation(sources, target, context)
    case 'verbatim': case 'format-change': {
      const relation = request.relation
      return worstSource(sources, ({ licence }) => licence ? copyFact(licence, target, relation, context) : unknownFact)
    }
    case 'collection': return worstSource(sources, ({ licence }) => licence ? collectionFact(licence, target, context) : unknownFact)
    case 'inclusion': return worstSource(sources, ({ licence }) => licence ? inclusionFact(licence, target, context) : unknownFact)
  }
}

const unknownFact: Fact = { verdict: 'block', code: 'UNKNOWN_LICENCE' }
const unknownLabel: Fact = { verdict: 'block', code: 'TARGET_UNKNOWN' }
const unknownSource = (source: ChosenSource): Judgement => block(isRetired(source.label) ? 'RETIRED_TOOL' : 'UNKNOWN_LICENCE', source)

function adaptation(sources: readonly ChosenSource[], target: Licence | undefined, context: VerdictContext): Judgement {
  const allowed = (source: ChosenSource, label: Licence): Fact => source.licence === undefined ? unknownFact : adaptedFact(source.licence, label, source, context)
  if (target) {
    const bad = worstSource(sources, source => allowed(source, target))
    const isMix = sources.length > 1 && bad.verdict === 'block' && MIX_CODES.has(bad.code) && findTarget(sources, allowed) === undefined
    return isMix ? { ...bad, code: 'NO_COMMON_LICENCE' } : bad
  }
  const found = findTarget(sources, allowed)
  if (found) return { ...worstSource(sources, source => allowed(source, found)), target: found.id }
  const closed = sources.find(source => source.licence?.nd || source.licence?.family === 'ARR')
  if (closed?.licence) return block(closed.licence.family === 'ARR' ? 'NO_PERMISSION' : 'ND_ADAPTATION', closed)
  return block('NO_COMMON_LICENCE', sources[0])
}

function adaptedFact(licence: Licence, label: Licence, { ownOnly }: ChosenSource, context: VerdictContext): Fact {
  if (context.commercial === true && licence.nc) return { verdict: 'block', code: licence.family === 'ARR' ? 'NO_PERMISSION' : 'COMMERCIAL_USE' }
  if (licence.family === 'ODbL' && context.subkind === 'produced-work') return inclusionFact(licence, label, context)
  const fact = adaptationFact(licence, label, { ownOnly })
  if (context.visibility !== 'private' || fact.verdict !== 'block') return fact
  // Producing is allowed, sharing is what share-alike, NC labels and 4.0 ND speak of; before 4.0 ND does not even allow producing.
  if (licence.nd) return licence.version === '4.0' ? { verdict: 'warn', code: 'ND_PRIVATE_ONLY' } : fact
  return MIX_CODES.has(fact.code) || fact.code === 'ATTRIBUTION_DROPPED' ? { verdict: 'warn', code: 'PRIVATE_ONLY' } : fact
}

const MIX_CODES = new Set(['SA_DOWNGRADE', 'NC_DROPPED_WHOLE', 'COPYLEFT', 'SA_1_0_LOCKED', 'GFDL_WINDOW_CLOSED', 'ONE_WAY_REVERSE', 'DB_SHAREALIKE', 'SA_EARLIER_VERSION', 'NOT_KNOWN_COMPATIBLE'])

/** The first label every source allows: the sources' own first, then the usual ones; a clean pass before a warning. */
function findTarget(sources: readonly ChosenSource[], allowed: (source: ChosenSource, label: Licence) => Fact): Licence | undefined {
  const own = sources.map(source => source.licence).filter((licence): licence is Licence => licence !== undefined && licence.versionKnown)
  for (const accepted of ['pass', 'warn'] as const) {
    const found = [...own, ...USUAL].find(label => sources.every(source => rank(allowed(source, label).verdict) <= rank(accepted)))
    if (found) return found
  }
  return undefined
}

const USUAL: readonly Licence[] = PROPOSED_TARGETS.map(id => identify(id)).filter((licence): licence is Licence => licence !== undefined)

/** A change of label: everyone who wrote the surviving words, within what texts taken from elsewhere allow. */
function relicensing(request: VerdictRequest, sources: readonly ChosenSource[], target: Licence | undefined, policy: LicencePolicy): Judgement {
  const { authors, consents = 0, inbound = [] } = request.context ?? {}
  if (target === undefined) return block('TARGET_UNKNOWN', sources[0])
  const declared = declaration(target, policy)
  if (declared.verdict === 'block') return declared
  let warned: Judgement | undefined
  for (const label of inbound) {
    const chosen = choicesOf([{ licence: label }])
    const best = chosen.map(choice => worstSource(choice, ({ licence }) => licence === undefined ? unknownFact : adaptationFact(licence, target, { ownOnly: false }))).reduce((a, b) => rank(b.verdict) < rank(a.verdict) ? b : a)
    if (best.verdict === 'block') return { ...block('INBOUND_BLOCKS', best.source) }
    if (best.verdict === 'warn') warned ??= best
  }
  if (authors === undefined || authors < 1 || consents < authors) {
    // Nobody may change the licence of others' words; but where it allows adapted versions under the new label, the next ones may carry it.
    const widened = sources.length > 0 && sources.every(({ licence }) => licence !== undefined && licence.versionKnown && licence.id !== target.id && adaptationFact(licence, target, { ownOnly: false }).verdict === 'pass')
    return widened && target.kind !== 'reserved' ? { verdict: 'warn', code: 'LABEL_WITHOUT_CONSENT', source: sources[0] } : block('NEED_ALL_AUTHORS', sources[0])
  }
  if (warned) return warned
  return { verdict: declared.verdict, code: declared.verdict === 'pass' ? 'ALL_AUTHORS_CONSENT' : declared.code, source: sources[0] }
}

/** A label stated on a text without sources. */
function declaration(target: Licence | undefined, policy: LicencePolicy, { fresh }: VerdictContext = {}): Judgement {
  if (target === undefined) return block('TARGET_UNKNOWN')
  if (target.family === 'CC-PDM') return fresh === false ? { verdict: 'warn', code: 'MARK_ON_OLD_WORK' } : block('PDM_NOT_A_LICENCE')
  if (target.family === 'ARR') return { verdict: policy.reservedLabel, code: 'RESERVED_IN_COMMONS' }
  if (!target.versionKnown) return { verdict: 'warn', code: 'TARGET_VERSION_MISSING' }
  return { verdict: 'pass', code: 'OK_DECLARED' }
}

function worstSource(sources: readonly ChosenSource[], factOf: (source: ChosenSource) => Fact): Judgement {
  const facts = sources.map((source): Judgement => ({ ...factOf(source), source }))
  return facts.length === 0 ? { verdict: 'pass', code: 'OK_DECLARED' } : facts.reduce(worstOf)
}
