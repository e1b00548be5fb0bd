import { adaptationFact, type Fact } from './facts.js'
import type { Licence } from './licence.js'
import type { VerdictContext } from './verdict-request.js'

/** The uses of a text that adapt nothing: copies, paths, pictures in a page. */

export function copyFact(source: Licence, target: Licence | undefined, relation: 'verbatim' | 'format-change', context: VerdictContext): Fact {
  if (source.family === 'ARR') return { verdict: 'block', code: 'NO_PERMISSION' }
  if (source.nc && context.commercial === true) return { verdict: 'block', code: 'COMMERCIAL_USE' }
  // Nothing binds a copy of a public domain work, but a licence over it would promise rights nobody has.
  if (target && target.id !== source.id) return source.kind === 'public-domain' ? { verdict: target.family === 'CC-PDM' ? 'block' : 'warn', code: target.family === 'CC-PDM' ? 'PDM_NOT_A_LICENCE' : 'PD_LABELLED' } : { verdict: 'block', code: 'LABEL_CHANGED' }
  return { verdict: 'pass', code: relation === 'verbatim' ? 'OK_VERBATIM' : 'OK_FORMAT' }
}

export function collectionFact(source: Licence, target: Licence | undefined, context: VerdictContext): Fact {
  if (source.family === 'ARR') return { verdict: 'block', code: 'NO_PERMISSION' }
  if (target?.family === 'CC-PDM') return { verdict: 'block', code: 'PDM_NOT_A_LICENCE' }
  if (source.nc && context.commercial === true) return { verdict: 'block', code: 'NC_COMMERCIAL_COLLECTION' }
  if (source.nd && context.excerpt === true && source.version !== '4.0') return { verdict: 'block', code: 'ND_EXCERPT' }
  // LAL 1.3 art. 4: unless the whole is under LAL or a compatible licence; GFDL s7: an aggregate is of separate, independent works.
  if (context.independent === false && (source.family === 'LAL' || source.family === 'GFDL') && !(target && isAllowed(source, target))) return { verdict: 'block', code: 'NOT_INDEPENDENT' }
  // ODbL 4.2(c), 4.5(a): the database keeps its licence and its notice inside a collective one.
  if (source.family === 'ODbL' && context.notice === false) return { verdict: 'block', code: 'MISSING_NOTICE' }
  if (source.nc && target?.nc !== true) return { verdict: 'warn', code: 'NC_IN_COLLECTION' }
  return { verdict: 'pass', code: 'OK_COLLECTION' }
}

export function inclusionFact(source: Licence, target: Licence | undefined, context: VerdictContext): Fact {
  if (source.family === 'ARR') return { verdict: 'block', code: 'NO_PERMISSION' }
  if (source.nd && context.modified === true) return { verdict: 'block', code: 'ND_ADAPTATION' }
  if (source.nc && context.commercial === true) return { verdict: 'block', code: 'COMMERCIAL_USE' }
  if (source.family === 'ODbL') {
    if (context.subkind === 'derivative-database') return target ? adaptationFact(source, target, { ownOnly: false }) : { verdict: 'block', code: 'DB_SHAREALIKE' }
    return context.notice === true ? { verdict: 'pass', code: 'OK_PRODUCED_WORK' } : { verdict: 'block', code: 'MISSING_NOTICE' }
  }
  if (context.credit !== undefined && source.by && !isComplete(context.credit)) return { verdict: 'block', code: 'TASL_INCOMPLETE' }
  // Up to 3.0 the title is due where the work has one (s4(b)); since 4.0 it is not (s3(a)(1)).
  if (context.credit !== undefined && !context.credit.title && source.family.startsWith('CC-') && source.version !== '4.0' && source.by) return { verdict: 'warn', code: 'TITLE_MISSING' }
  if (source.nc || source.nd) return target && ((source.nc && !target.nc) || (source.nd && !target.nd)) || !target ? { verdict: 'warn', code: 'NC_INCLUDE_IN_FREE' } : { verdict: 'pass', code: 'OK_INCLUSION' }
  if (source.sa && !(target && (source.id === target.id || adaptationFact(source, target, { ownOnly: false }).verdict === 'pass'))) return { verdict: 'warn', code: 'SA_INCLUDE' }
  return { verdict: 'pass', code: 'OK_INCLUSION' }
}

function isAllowed(source: Licence, target: Licence): boolean {
  return adaptationFact(source, target, { ownOnly: false }).verdict !== 'block'
}

function isComplete(credit: NonNullable<VerdictContext['credit']>): boolean {
  return Boolean(credit.author) && Boolean(credit.source) && Boolean(credit.licenceUri)
}
