/** Licence verdicts as programs ask for them, a JSON line each, and as people read them. */
import { answerScenario, readScenario, SCENARIO_KINDS, type ScenarioProblem } from '../../content-schema/licences/scenario.js'
import type { Verdict } from '../../content-schema/licences/verdict.js'
import { Refused } from '../refusals.js'
import type { Terminal } from '../terminal.js'

const problems: Readonly<Record<ScenarioProblem, string>> = {
  no_kind: 'Il manque «\u00a0kind\u00a0», un texte.',
  unknown_kind: `«\u00a0kind\u00a0» est l’un de\u00a0: ${SCENARIO_KINDS.join(', ')}.`,
  sources_not_texts: '«\u00a0sources\u00a0» est une liste de textes.',
  target_not_text: '«\u00a0target\u00a0» est un texte, ou null.',
  context_not_object: '«\u00a0ctx\u00a0» est un objet.',
}

/** The answer to one line `{"kind","sources","target","ctx"}`. Refuses a line that asks nothing. */
export function answerLine(line: object): object {
  const scenario = readScenario(line as Readonly<Record<string, unknown>>)
  if (typeof scenario === 'string') throw new Refused(`line.${scenario}`, problems[scenario])
  return asLine(answerScenario(scenario))
}

/** `clause` is the words, `clause_uri` where they stand; a fix's `then` is what it changes in the question. */
export function asLine({ verdict, code, clause, fr, en, fixes }: Verdict): object {
  return { verdict, code, clause: clause.label, clause_uri: clause.uri, why_fr: fr, why_en: en, fixes }
}

export function sayVerdict(terminal: Terminal, { verdict, code, clause, fr, en, fixes }: Verdict): void {
  const isEn = terminal.locale === 'en'
  const words = isEn ? { pass: 'Allowed', warn: 'Allowed, with something to understand', block: 'Not allowed' } : { pass: 'Permis', warn: 'Permis, avec une chose à comprendre', block: 'Pas permis' }
  terminal.say(`${words[verdict]} (${code})${isEn ? ':' : '\u00a0:'} ${isEn ? en : fr}`)
  terminal.say(`  ${clause.label} — ${clause.uri}`)
  for (const fix of fixes) terminal.say(`  → ${isEn ? fix.en : fix.fr}`)
  terminal.say(isEn ? 'This is no legal advice.' : 'Ceci n’est pas un avis juridique.')
}
