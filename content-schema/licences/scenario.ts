import { creditRemovalVerdict, lineageVerdict } from './lineage.js'
import { statedVerdict } from './stated.js'
import { verdict, type Verdict } from './verdict.js'
import type { Relation, VerdictContext } from './verdict-request.js'

/** A question about licences as programs ask it, one JSON line each: what happens, to which sources, under which label. */
export interface Scenario { readonly kind: string; readonly sources: readonly string[]; readonly target?: string; readonly ctx: Readonly<Record<string, unknown>> }

/** Why a line is no scenario. */
export type ScenarioProblem = 'no_kind' | 'unknown_kind' | 'sources_not_texts' | 'target_not_text' | 'context_not_object'

const RELATIONS: Readonly<Record<string, readonly [Relation, VerdictContext]>> = {
  'adaptation': ['adaptation', {}], 'translation': ['translation', {}], 'adaptation-private': ['adaptation', { visibility: 'private' }],
  'verbatim-fork': ['verbatim', {}], 'collection': ['collection', {}], 'merge': ['integration', {}], 'relicense': ['relicensing', {}],
  'include': ['inclusion', {}], 'include-modified': ['inclusion', { modified: true }], 'include-format': ['inclusion', {}],
  'declare': ['adaptation', {}], 'expression': ['adaptation', {}],
}
export const SCENARIO_KINDS: readonly string[] = [...Object.keys(RELATIONS), 'chain', 'detect', 'attribution-removal']

/** Reads a parsed line; answers why when it is no scenario. Fields it does not know are left alone. */
export function readScenario(line: Readonly<Record<string, unknown>>): Scenario | ScenarioProblem {
  const { kind, sources = [], target = null, ctx = {} } = line
  if (typeof kind !== 'string') return 'no_kind'
  if (!SCENARIO_KINDS.includes(kind)) return 'unknown_kind'
  if (!Array.isArray(sources) || !sources.every(source => typeof source === 'string')) return 'sources_not_texts'
  if (target !== null && typeof target !== 'string') return 'target_not_text'
  const context = ctx ?? {}
  if (typeof context !== 'object' || Array.isArray(context)) return 'context_not_object'
  return { kind, sources, ...(target !== null && { target }), ctx: context as Readonly<Record<string, unknown>> }
}

/** The engine's answer. A context it cannot understand counts as not said: it never makes an answer more permissive. */
export function answerScenario({ kind, sources, target, ctx }: Scenario): Verdict {
  switch (kind) {
    case 'chain': return lineageVerdict(stepsOf(ctx['edges']) ?? lineageOf(sources, target))
    case 'detect': return statedVerdict(sources, target)
    case 'attribution-removal': return creditRemovalVerdict(askedBy(ctx['request']))
    default: {
      const [relation, base] = RELATIONS[kind] ?? ['adaptation', {}]
      const context = { ...base, ...contextOf(ctx), ...(kind === 'include-modified' && { modified: true }), ...(kind === 'include-format' && { modified: false }) }
      const answer = verdict({ relation, sources: sources.map(licence => ({ licence })), ...(target !== undefined && { target }), context })
      if (kind === 'include-format' && answer.code === 'OK_INCLUSION') return verdict({ relation: 'format-change', sources: sources.map(licence => ({ licence })) })
      return answer
    }
  }
}

const AUTHOR = /^(?:(?:the|by|from|l['’]|un |une |an |de )*\s*(?:auteur|autrice|auteur·ice|author|licensor|creator|contributor|conc[ée]dant|titulaire|self|own(?: name)?|moi|myself|anonym\w*|pseudonym\w*)\b)/i

function askedBy(request: unknown): 'author' | 'other' {
  if (typeof request === 'object' && request !== null) return askedBy((request as Record<string, unknown>)['by'])
  return request === true || (typeof request === 'string' && AUTHOR.test(request.trim())) ? 'author' : 'other'
}

function stepsOf(edges: unknown): { from: string[]; to: string }[] | undefined {
  if (!Array.isArray(edges)) return undefined
  return edges.map((edge: unknown) => {
    const [from, to] = Array.isArray(edge) ? edge as unknown[] : []
    return { from: (Array.isArray(from) ? from : [from]).map(one => typeof one === 'string' ? one : ''), to: typeof to === 'string' ? to : '' }
  })
}

const lineageOf = (sources: readonly string[], target: string | undefined): { from: string[]; to: string }[] => {
  const labels = target === undefined ? sources : [...sources, target]
  return labels.slice(1).map((to, index) => ({ from: [labels[index] ?? ''], to }))
}

function contextOf(ctx: Readonly<Record<string, unknown>>): VerdictContext {
  const is = (key: string): boolean | undefined => typeof ctx[key] === 'boolean' ? ctx[key] : undefined
  // What makes an answer stricter counts unless it is plainly denied.
  const unless = (key: string): boolean | undefined => ctx[key] === undefined || ctx[key] === null ? undefined : ctx[key] !== false
  const count = (key: string): number | undefined => typeof ctx[key] === 'number' && Number.isFinite(ctx[key]) ? ctx[key] : Array.isArray(ctx[key]) ? ctx[key].length : undefined
  const coauthors = ctx['coauthors'] === true || (typeof ctx['coauthors'] === 'string' && ctx['coauthors'] !== '') ? 1 : count('coauthors')
  const { visibility, subkind, credit, permission, inbound } = ctx
  const context: VerdictContext = {
    commercial: unless('commercial'), excerpt: unless('excerpt'), independent: ctx['independent'] === undefined || ctx['independent'] === null ? undefined : ctx['independent'] === true, modified: unless('modified'), notice: is('notice'), fresh: is('fresh'), granted: is('grant'), proposedByAuthor: is('author_is_mr_author'),
    authors: count('authors'), consents: count('consents'), copiedWords: count('copied_words'), coauthors,
    visibility: visibility === undefined ? undefined : visibility === 'private' ? 'private' : 'public',
    subkind: subkind === 'derivative-database' || subkind === 'produced-work' ? subkind : undefined,
    credit: typeof credit === 'object' && credit !== null ? creditOf(credit as Record<string, unknown>) : credit === null ? {} : undefined,
    permission: typeof permission === 'object' && permission !== null ? permissionOf(permission as Record<string, unknown>) : undefined,
    inbound: inbound === undefined || inbound === null ? undefined : (Array.isArray(inbound) ? inbound : [inbound]).map(one => typeof one === 'string' ? one : ''),
  }
  return Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined))
}

function creditOf(credit: Record<string, unknown>): NonNullable<VerdictContext['credit']> {
  const text = (key: string): string | null => typeof credit[key] === 'string' && credit[key].trim() !== '' ? credit[key] : null
  return { title: text('title'), author: text('author'), source: text('source'), licenceUri: text('licenceUri') }
}

function permissionOf(permission: Record<string, unknown>): NonNullable<VerdictContext['permission']> {
  const scope = permission['scope']
  return { signed: permission['signed'] === true, scope: (Array.isArray(scope) ? scope : [scope]).filter(one => typeof one === 'string') }
}
