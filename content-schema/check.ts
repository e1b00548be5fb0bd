import { parseFiche } from './fiche.js'
import { WORDS_TYPES } from './data/fields-of-words.js'
import { isWordsType } from './fields.js'
import { entriesOf, odditiesOf, placeOfHeader, type HeaderEntry, type HeaderPlace } from './header.js'
import { detectLicence } from './licences/detect.js'
import type { Profile } from './profile.js'
import { CORE_PROFILE } from './profiles.js'
import type { Inspection, Problem } from './rule.js'
import { RULES } from './rules/all.js'

export type { Problem, Rule } from './rule.js'
export { RULES } from './rules/all.js'

/** Problems one rule tells of one file: beyond, the file is not a fiche. */
const PROBLEMS_OF_A_RULE = 200

/** Everything wrong with a fiche at once, by line. Never throws. */
export function checkFiche(text: string, profile: Profile = CORE_PROFILE): Problem[] {
  return problemsIn(inspect(text, profile))
}

function problemsIn(inspection: Inspection): Problem[] {
  return RULES.flatMap(rule => rule.check(inspection).slice(0, PROBLEMS_OF_A_RULE)).sort((a, b) => a.line - b.line)
}

function inspect(text: string, profile: Profile): Inspection {
  const fiche = parseFiche(text)
  const place = placeOfHeader(text)
  const entries = entriesOf(place)
  return {
    fiche, entries, profile,
    oddities: odditiesOf(place),
    licence: detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: [] }),
    lineOf: (field, value) => lineOf(place, entries, field, value),
  }
}

/** The line of the innermost part of a path that can be seen, then of the value in it. */
function lineOf(place: HeaderPlace, entries: readonly HeaderEntry[], field: string, value: string | undefined): number {
  const [top, ...inner] = field.split('.')
  const entry = entries.findLast(one => one.key === top)
  if (!entry) return 1
  if (inner.length === 0 && value === undefined) return entry.line
  const lines = place.yaml.slice(entry.start, entry.end).split('\n', 5000)
  let at = 0
  for (const key of inner) {
    const found = lines.findIndex((line, index) => index > at && /^\s*(?:- +)?["']?([^"':]{1,80}?)["']?\s*:/.exec(line)?.[1] === key)
    if (found !== -1) at = found
  }
  const found = value === undefined || value === '' ? -1 : lines.findIndex((line, index) => index >= at && line.includes(value))
  return entry.line + (found === -1 ? at : found)
}

/** The problems a change adds, itself included: what was already wrong before is nobody's fault today. All of them when there was nothing before. */
export function newProblems(before: string | undefined, after: string, profile: Profile = CORE_PROFILE): Problem[] {
  if (before === after) return []
  const next = inspect(after, profile)
  const problems = problemsIn(next)
  if (before === undefined) return problems
  // The text before is read only for what it can tell: nearly every save adds no problem, to a fiche that holds no words. A type is written
  // with its letters, or with escapes.
  if (problems.length === 0 && !['\\', ...WORDS_TYPES].some(part => before.includes(part))) return problems
  const was = inspect(before, profile)
  const changing = isWordsType(was.fiche.fields.type)
  if (problems.length === 0 && !changing) return problems
  const ofTheChange = changing ? RULES.flatMap(rule => rule.checkChange?.(was, next).slice(0, PROBLEMS_OF_A_RULE) ?? []) : []
  const known = new Map<string, number>()
  for (const problem of problemsIn(was)) known.set(identityOf(problem), (known.get(identityOf(problem)) ?? 0) + 1)
  const added = problems.filter(problem => {
    const left = known.get(identityOf(problem)) ?? 0
    if (left > 0) known.set(identityOf(problem), left - 1)
    return left === 0
  })
  return [...added, ...ofTheChange].sort((a, b) => a.line - b.line)
}

/** A problem keeps its identity when its line moves. */
function identityOf(problem: Problem): string {
  return [problem.rule, problem.field ?? '', problem.severity, problem.rule === 'en-tete-illisible' ? '' : problem.fr].join('\u0000')
}
