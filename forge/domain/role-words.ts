import type { Locale } from './person.js'
import type { RoleName } from './role-claim.js'

/** What roles are called: on pages in the reader's language, in credits in the credit's. */
export const roleWords: Readonly<Record<Locale, Readonly<Record<RoleName, string>>>> = {
  fr: { idea: 'idée d’origine', review: 'relecture', test: 'mise en pratique', illustration: 'illustration', translation: 'traduction', import: 'mise en ligne ici', accessibility: 'accessibilité', didactics: 'construction pédagogique' },
  en: { idea: 'original idea', review: 'review', test: 'tried in practice', illustration: 'illustration', translation: 'translation', import: 'brought here', accessibility: 'accessibility', didactics: 'teaching design' },
}
