import { COMPAT_COLUMNS, COMPAT_ROWS, WARN_PAIRS } from './data/compat.js'
import type { Licence } from './licence.js'

/** What the texts say of one source licence and one label; `code` is stable for machines. */
export interface Fact { readonly verdict: 'pass' | 'warn' | 'block'; readonly code: string }

const PASS: Fact = { verdict: 'pass', code: 'OK' }
/** The worse of two answers; the first when they are alike. */
export const worstOf = <Answer extends Fact>(a: Answer, b: Answer): Answer => SEVERITY[b.verdict] > SEVERITY[a.verdict] ? b : a
const SEVERITY = { pass: 0, warn: 1, block: 2 } as const
const block = (code: string): Fact => ({ verdict: 'block', code })
const warn = (code: string): Fact => ({ verdict: 'warn', code })

/** May an adaptation of `source` be labelled `target`? `ownOnly`: the label covers one's own words, not the whole file. */
export function adaptationFact(source: Licence, target: Licence, { ownOnly }: { ownOnly: boolean }): Fact {
  if (source.family === 'ARR') return block('NO_PERMISSION')
  if (source.nd) return block('ND_ADAPTATION')
  if (target.family === 'CC-PDM') return block('PDM_NOT_A_LICENCE')
  if (source.family === target.family && source.sa) return sameFamilyFact(source, target)
  // LGPL 3.0 is GPL 3.0 with more permissions, which may be left out (GPL-3.0 s7).
  if (source.family === 'LGPL' && target.family === 'GPL' && source.version === '3.0' && target.version === '3.0' && !(target.orLater === true && source.orLater !== true)) return warn('ONE_WAY')
  const row = COMPAT_ROWS[source.family]
  const column = COMPAT_COLUMNS.indexOf(target.family as typeof COMPAT_COLUMNS[number])
  const cell = row === undefined || column === -1 ? undefined : row.split(' ')[column]
  if (cell === undefined) return source.id === target.id || source.kind === 'public-domain' ? PASS : block('NOT_KNOWN_COMPATIBLE')
  const own = cell[0]
  const whole = cell[1]
  if (whole === 'f' && ownOnly && own === 'c') return warn('OWN_CONTRIBUTION_ONLY')
  if (whole === 'f' || whole === undefined) return block(refusalCode(source, target))
  const version = crossFamilyVersion(source, target)
  if (version) return version
  if (WARN_PAIRS.has(`${source.family}>${target.family}`)) return warn(source.family === 'etalab' || source.family === 'ODC-By' || source.family === 'OGL' ? 'CONDITION_TO_UNDERSTAND' : 'ONE_WAY')
  if (!target.versionKnown) return warn('TARGET_VERSION_MISSING')
  if (!source.versionKnown) return warn('VERSION_MISSING')
  if (source.family === 'etalab') return { verdict: 'pass', code: 'OK_LO_DATE' }
  if (source.family === 'CC-PDM') return { verdict: 'pass', code: 'OK_PD_AUTHOR_NAME' }
  return source.sa ? { verdict: 'pass', code: 'OK_COMPAT' } : PASS
}

/** Same share-alike family: only the versions speak (BY-SA s4(b) of 2.0–3.0, s3(b)(1) of 4.0; 1.0 says « this License » only). */
function sameFamilyFact(source: Licence, target: Licence): Fact {
  if (source.id === target.id) {
    if (!source.versionKnown) return warn('VERSION_MISSING')
    return source.family === 'GFDL' ? warn('GFDL_DUTIES') : PASS
  }
  if (!target.versionKnown) return block('TARGET_VERSION_MISSING')
  if (!source.versionKnown) return latestOf(target) ? warn('VERSION_MISSING') : block('VERSION_MISSING')
  const from = Number(source.version ?? 0)
  const to = Number(target.version ?? 0)
  if (source.family.startsWith('CC-')) {
    if (from === 1) return block('SA_1_0_LOCKED')
    // 2.0 to 2.5 name « an iCommons license with the same elements », whatever its version; 3.0 « this or a later version » (s4(b) of each).
    if (from < 3 && to >= 2 && target.port !== undefined) return { verdict: 'pass', code: to > from ? 'OK_LATER' : 'OK' }
    if (to < from) return block('SA_EARLIER_VERSION')
    if (to === from && from < 3 && source.port !== undefined) return warn('PORT_TO_UNPORTED')
    return { verdict: 'pass', code: to > from ? 'OK_LATER' : 'OK' }
  }
  // LAL 1.2 art. 6, 1.3 art. 9: whoever received a copy may always choose a later version.
  if (source.family === 'LAL') return to > from ? { verdict: 'pass', code: 'OK_LATER' } : block('SA_EARLIER_VERSION')
  if (source.family === 'GFDL' && source.invariants !== false && target.invariants === false) return source.invariants === true ? block('INVARIANT_SECTIONS') : warn('INVARIANT_SECTIONS')
  // GNU: « -only » grants one version, « -or-later » those that follow.
  if (to < from) return block('SA_EARLIER_VERSION')
  if (to === from) return target.orLater === true && source.orLater !== true ? block('VERSION_ONLY') : source.family === 'GFDL' ? warn('GFDL_DUTIES') : PASS
  return source.orLater === true ? (source.family === 'GFDL' ? warn('GFDL_DUTIES') : { verdict: 'pass', code: 'OK_LATER' }) : block('VERSION_ONLY')
}

/** BY-SA → LAL or GPL was declared for BY-SA 4.0 alone, LAL 1.3 ↔ BY-SA 4.0 likewise. */
function crossFamilyVersion(source: Licence, target: Licence): Fact | undefined {
  if (source.family === 'CC-BY-SA' && target.family !== 'CC-BY-SA') {
    if (source.version === '1.0') return block('SA_1_0_LOCKED')
    if (target.family === 'LAL' && target.version !== '1.3') return block('NOT_KNOWN_COMPATIBLE')
    if (target.family === 'GPL' && target.version !== '3.0') return block('NOT_KNOWN_COMPATIBLE')
    if (target.orLater === true) return block('NOT_KNOWN_COMPATIBLE')
    if (source.version !== '4.0') return warn('TWO_STEPS')
  }
  if (source.family === 'LAL' && target.family === 'CC-BY-SA') {
    if (target.version !== '4.0') return block('NOT_KNOWN_COMPATIBLE')
    if (source.version !== '1.3') return warn('LATER_VERSION_UNSETTLED')
  }
  // Apache 2.0's patent terms are further restrictions that GPL 2.0 s6 refuses; GPL 3.0 accepts them.
  if (source.family === 'Apache' && target.family === 'GPL' && target.version === '2.0') return block('NOT_KNOWN_COMPATIBLE')
  return undefined
}

function latestOf(licence: Licence): boolean {
  return licence.version === (licence.family === 'LAL' || licence.family === 'GFDL' ? '1.3' : licence.family === 'GPL' ? '3.0' : '4.0')
}

function refusalCode(source: Licence, target: Licence): string {
  switch (source.family) {
    case 'CC-BY-SA': case 'CC-BY-NC-SA': return 'SA_DOWNGRADE'
    case 'CC-BY-NC': return 'NC_DROPPED_WHOLE'
    case 'LAL': return 'COPYLEFT'
    case 'GPL': return target.family.startsWith('CC-') ? 'ONE_WAY_REVERSE' : 'COPYLEFT'
    case 'GFDL': return target.family.startsWith('CC-') ? 'GFDL_WINDOW_CLOSED' : 'COPYLEFT'
    case 'ODbL': return 'DB_SHAREALIKE'
    default: return target.kind === 'public-domain' || target.kind === 'software' || target.kind === 'reserved' ? 'ATTRIBUTION_DROPPED' : 'NOT_KNOWN_COMPATIBLE'
  }
}
