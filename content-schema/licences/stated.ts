import { choicesOf } from './choices.js'
import { contradictionVerdict } from './contradiction.js'
import { agreement, type LicenceDeclaration } from './detect.js'
import { parseExpression } from './expression.js'
import { licencesOfFile } from './files.js'
import { identify } from './identify.js'
import { mentionsIn } from './mentions.js'
import { isRetired } from './retired.js'
import { clauseOf, wordsOf } from './wording.js'
import type { Fix } from './fixes.js'
import type { Verdict } from './verdict.js'

/** « front matter: CC BY-SA 4.0 », « file: LICENSE: MIT », « LICENSES/CC0-1.0.txt »: where it stands, and what it says. */
interface Statement { readonly where: string; readonly text: string; readonly kind: LicenceDeclaration['kind'] | 'media' }

const STATE: Fix = { fr: 'Préciser la licence avec les personnes qui ont écrit le texte.', en: 'Have its authors state the licence.' }
const KINDS: readonly (readonly [RegExp, Statement['kind']])[] = [
  [/^(?:front[ -]?matter|en-?t[êe]te|header|yaml|metadata|m[ée]tadonn[ée]es)$/i, 'header'], [/^readme/i, 'readme'],
  [/^(?:photos?|images?|illustrations?|m[ée]dias?|dessins?|vid[ée]os?|logos?)$/i, 'media'],
  [/^(?:prose|texte?|body|foot(?:er|note)?|pied|bas de (?:page|fiche)|corps)$/i, 'text'],
]

/**
 * What several statements about one text come to. One licence, or a choice said once, passes; a missing version, several licences at
 * once, a software licence or « tous droits réservés » is for a person to understand; none, an unknown one or a contradiction blocks.
 * `expected`: the licence somebody believes it to be.
 */
export function statedVerdict(statements: readonly string[], expected?: string): Verdict {
  const read = statements.map(statement)
  const ofText = read.filter(({ kind }) => kind !== 'media')
  const declared = ofText.flatMap(declarationsOf)
  const [first, ...more] = declared
  if (first === undefined) return answer('block', 'UNKNOWN_LICENCE')
  const single = ofText.length === 1 ? parseExpression(ofText[0]?.text ?? '') : undefined
  if (single && (single.kind === 'or' || single.kind === 'and') && declared.every(({ licence }) => licence !== undefined)) {
    if (expected !== undefined && !choicesOf([{ licence: ofText[0]?.text ?? '' }]).flat().some(({ licence }) => licence?.id === identify(expected)?.id)) return answer('block', 'DETECTED_OTHER', ofText[0]?.text, expected)
    return single.kind === 'or' ? answer('pass', 'DETECTED', ofText[0]?.text) : answer('warn', 'DETECTED_SEVERAL')
  }
  const licence = agreement(declared)
  if (licence === undefined) {
    if (more.length > 0 && declared.some(one => one.licence !== undefined)) return contradictionVerdict(declared)
    return answer('block', isRetired(first.label) ? 'RETIRED_TOOL' : 'UNKNOWN_LICENCE', first.label)
  }
  const wanted = expected === undefined ? undefined : identify(expected)
  if (expected !== undefined && wanted?.family !== licence.family) return answer('block', 'DETECTED_OTHER', licence.shortName, expected)
  if (wanted?.versionKnown === true && licence.versionKnown && wanted.id !== licence.id) return answer('block', 'DETECTED_OTHER', licence.shortName, expected)
  if (!licence.versionKnown) return answer('warn', 'VERSION_MISSING', licence.shortName)
  if (licence.kind === 'reserved') return answer('warn', 'DETECTED_RESERVED')
  return licence.kind === 'software' && wanted === undefined ? answer('warn', 'DETECTED_SOFTWARE', licence.shortName) : answer('pass', 'DETECTED', licence.shortName)
}

function statement(given: string): Statement {
  const cut = /^\s*([^:/\n]{1,40}?)\s*:(?!\/\/)\s*/.exec(given)
  if (cut === null || /^(?:licen[cs]es?|spdx-license-identifier)$/i.test(cut[1] ?? '')) return { where: 'texte', text: given, kind: 'text' }
  const name = cut[1] ?? ''
  const text = given.slice(cut[0].length)
  if (/^(?:file|fichier|reuse)$/i.test(name)) {
    // « file: LICENSE: text », « file:LICENSE = text », « file:LICENSES/MIT.txt »
    const path = /^\s*([^\s:=]{1,200}?)\s*(?:[:=]\s*(?!\/\/)|\n)/.exec(text)
    return path ? { where: path[1] ?? '', text: text.slice(path[0].length), kind: 'file' } : { where: text.trim(), text: '', kind: 'file' }
  }
  return { where: name, text, kind: KINDS.find(([words]) => words.test(name))?.[1] ?? (/^(?:licen[cs]e|copying)/i.test(name) ? 'file' : 'text') }
}

function declarationsOf({ where, text, kind }: Statement): LicenceDeclaration[] {
  if (kind === 'media') return []
  const place = { where, kind }
  const one = (label: string, licence = identify(label)): LicenceDeclaration => licence === undefined ? { ...place, label } : { ...place, label, licence }
  if (kind === 'file' && text.trim() === '') {
    const path = where.replace(/^.*\//, '')
    const named = /(?:^|\/)LICENSES\//.test(where) ? path.replace(/\.(?:txt|md|html)$/i, '') : path.replace(/\.(?:txt|md|html)$/i, '').replace(/^(?:licen[cs]es?|copying)[-_. ]?/i, '')
    return [one(identify(named) || named === '' ? named || path : path)]
  }
  if (text.trim() === '') return []
  const expression = parseExpression(text.replace(/^\s*["']|["']\s*$/g, ''))
  if (expression.kind !== 'unknown') return choicesOf([{ licence: text.replace(/^\s*["']|["']\s*$/g, '') }]).flat().map(({ label, licence }) => one(label, licence))
  const found = kind === 'file' ? licencesOfFile(where, text) : mentionsIn(text)
  return found.length > 0 ? found.map(({ label, licence }) => one(label, licence)) : [{ ...place, label: text.trim().slice(0, 80) }]
}

function answer(verdict: Verdict['verdict'], code: string, source?: string, target?: string): Verdict {
  const licence = source === undefined ? undefined : identify(source)
  return { verdict, code, clause: clauseOf(code, licence), ...wordsOf(code, source, target), fixes: verdict === 'pass' ? [] : [STATE] }
}
