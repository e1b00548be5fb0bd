import type { LicenceDeclaration } from './detect.js'
import { CLAUSES } from './data/sentences.js'
import type { Verdict } from './verdict.js'

const most = 4

/** Each declaration once, with where it stands: « CC BY-SA 4.0 (en-tête, licence) ». At most four; the rest is counted. */
export function declarationsSaid(declared: readonly LicenceDeclaration[], locale: 'fr' | 'en'): readonly string[] {
  const all = [...new Set(declared.map((one) => `${one.licence?.shortName ?? one.label.replace(/\s+/g, ' ').trim().slice(0, 80)} (${placeOf(one, locale)})`))]
  const more = all.length - most
  return more <= 1 ? all : [...all.slice(0, most), locale === 'fr' ? `et ${more} autres` : `and ${more} more`]
}

function placeOf({ kind, where, line }: LicenceDeclaration, locale: 'fr' | 'en'): string {
  const isFr = locale === 'fr'
  switch (kind) {
    case 'header': { const key = /\((.*)\)$/.exec(where)?.[1] ?? 'licence'; return isFr ? `en-tête, ${key}` : `header, ${key}` }
    case 'text': return isFr ? `texte${line === undefined ? '' : `, ligne ${line}`}` : `text${line === undefined ? '' : `, line ${line}`}`
    case 'source': return isFr ? `source citée${line === undefined ? '' : `, ligne ${line}`}` : `cited source${line === undefined ? '' : `, line ${line}`}`
    case 'readme': return 'README'
    case 'file': return isFr ? `fichier ${where}` : `file ${where}`
  }
}

/** What is answered where one sentence or field names several licences: they may be a choice, or each its part. */
export function severalVerdict(declared: readonly LicenceDeclaration[]): Verdict {
  const said = (locale: 'fr' | 'en') => declarationsSaid(declared, locale)
  return {
    verdict: 'block', code: 'SEVERAL_LICENCES', clause: CLAUSES.cpi,
    fr: `La fiche déclare plusieurs licences à la fois\u00A0: ${said('fr').join('\u00A0; ')}. Une personne doit dire si l’on choisit, ou quelle partie est sous laquelle.`,
    en: `The fiche declares several licences at once: ${said('en').join('; ')}. A person has to say whether one chooses, or which part is under which.`,
    fixes: [
      { fr: 'Améliorer la fiche\u00A0: dire si l’on choisit entre elles, ou quelle partie est sous laquelle.', en: 'Improve the fiche: say whether one chooses between them, or which part is under which.' },
      { fr: 'Demander à un·e garant·e de dire la licence dans les réglages de la fiche.', en: 'Ask one of its stewards to state the licence in the fiche’s settings.' },
    ],
  }
}

/** What is answered to whoever would reuse a fiche whose declarations cannot all be true: which ones, and how to settle it. */
export function contradictionVerdict(declared: readonly LicenceDeclaration[]): Verdict {
  const said = (locale: 'fr' | 'en') => declarationsSaid(declared, locale)
  return {
    verdict: 'block', code: 'CONTRADICTORY_LICENCE', clause: CLAUSES.cpi,
    fr: `La fiche se contredit sur sa licence\u00A0: ${said('fr').join('\u00A0; ')}. On ne peut pas deviner laquelle vaut.`,
    en: `The fiche contradicts itself about its licence: ${said('en').join('; ')}. Nobody can guess which one holds.`,
    fixes: [
      { fr: 'Améliorer la fiche\u00A0: ne garder que la déclaration voulue par les personnes qui l’ont écrite.', en: 'Improve the fiche: keep only the declaration its authors want.' },
      { fr: 'Demander à un·e garant·e de dire la licence dans les réglages de la fiche.', en: 'Ask one of its stewards to state the licence in the fiche’s settings.' },
    ],
  }
}
