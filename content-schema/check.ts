import { parseFiche } from './fiche.js'
import { entriesOf, placeOfHeader } from './header.js'
import { detectLicence } from './licences/detect.js'
import type { Profile } from './profile.js'
import { CORE_PROFILE } from './profiles.js'
import { readFields } from './read-fields.js'
import type { Inspection, Problem } from './rule.js'
import { RULES } from './rules/all.js'

export type { Problem, Rule } from './rule.js'
export { RULES } from './rules/all.js'

/** Everything wrong with a fiche at once, by line. Never throws. */
export function checkFiche(text: string, profile: Profile = CORE_PROFILE): Problem[] {
  const fiche = parseFiche(text)
  const entries = entriesOf(placeOfHeader(text))
  const inspection: Inspection = {
    fiche, entries, profile,
    wrong: readFields(fiche.header, fiche.body).wrong,
    licence: detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: [] }),
    lineOf: field => entries.findLast(entry => entry.key === field)?.line ?? 1,
  }
  return RULES.flatMap(rule => rule.check(inspection)).sort((a, b) => a.line - b.line)
}

/** The problems a change adds: what was already wrong before is nobody's fault today. All of them when there was nothing before. */
export function newProblems(before: string | undefined, after: string, profile: Profile = CORE_PROFILE): Problem[] {
  const problems = checkFiche(after, profile)
  if (before === undefined) return problems
  if (before === after) return []
  const known = new Map<string, number>()
  for (const problem of checkFiche(before, profile)) known.set(identityOf(problem), (known.get(identityOf(problem)) ?? 0) + 1)
  return problems.filter(problem => {
    const left = known.get(identityOf(problem)) ?? 0
    if (left > 0) known.set(identityOf(problem), left - 1)
    return left === 0
  })
}

/** A problem keeps its identity when its line moves. */
function identityOf(problem: Problem): string {
  return [problem.rule, problem.field ?? '', problem.severity, problem.rule === 'en-tete-illisible' ? '' : problem.fr].join('\u0000')
}
