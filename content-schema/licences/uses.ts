import { adaptationFact, type Fact } from './facts.js'
import type { Licence } from './licence.js'
import type { VerdictContext } from './verdict-context.js'

/** The uses of a text that adapt nothing: copies, paths, pictures in a page. */

export function copyFact(source: Licence, target: Licence | undefined, relation: 'verbatim' | 'format-change', context: VerdictContext): Fact {
  if (source.family === 'ARR') return { verdict: 'block', code: 'NO_PERMISSION' }
  if (source.nc && context.commercial === true) return { verdict: 'block', code: 'COMMERCIAL_USE' }
  if (target && target.id !== source.id) return { verdict: 'block', code: 'LABEL_CHANGED' }
  return { verdict: 'pass', code: relation === 'verbatim' ? 'OK_VERBATIM' : 'OK_FORMAT' }
}

export function collectionFact(source: Licence, target: Licence | undefined, context: VerdictContext): Fact {
  if (source.family === 'ARR') return { verdict: 'block', code: 'NO_PERMISSION' }
  if (target?.family === 'CC-PDM') return { verdict: 'block', code: 'PDM_NOT_A_LICENCE' }
  if (target?.family === 'ARR') return { verdict: 'block', code: 'RESERVED_IN_COMMONS' }
  if (source.nc && context.commercial === true) return { verdict: 'block', code: 'NC_COMMERCIAL_COLLECTION' }
  if (source.nd && context.excerpt === true && source.version !== '4.0') return { verdict: 'block', code: 'ND_EXCERPT' }
  if (context.independent === false && (source.family === 'LAL' || source.family === 'GFDL')) return { verdict: 'block', code: 'NOT_INDEPENDENT' }
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
  if (source.nc || source.nd) return target && ((source.nc && !target.nc) || (source.nd && !target.nd)) || !target ? { verdict: 'warn', code: 'NC_INCLUDE_IN_FREE' } : { verdict: 'pass', code: 'OK_INCLUSION' }
  if (source.sa && !(target && adaptationFact(source, target, { ownOnly: false }).verdict === 'pass')) return { verdict: 'warn', code: 'SA_INCLUDE' }
  return { verdict: 'pass', code: 'OK_INCLUSION' }
}

function isComplete(credit: NonNullable<VerdictContext['credit']>): boolean {
  return Boolean(credit.author) && Boolean(credit.source) && Boolean(credit.licenceUri)
}
