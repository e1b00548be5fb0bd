/** The words of credits. They leave with what is cited, so they are the engine's and not the site's. */
export type Locale = 'fr' | 'en'
const NBSP = '\u00a0'

export const WORDS = {
  fr: {
    quote: (text: string) => `«${NBSP}${text}${NBSP}»`, by: 'par', and: 'et', noTitle: 'sans titre', noAuthor: 'auteur·ice à préciser', noLicence: 'licence à préciser', noDate: 'date de mise à jour à préciser',
    others: (n: number) => `${n}${NBSP}${n > 1 ? 'autres' : 'autre'}`, fullList: 'liste complète', version: (v: string) => `version${NBSP}${v}`, publisher: (name: string) => `publié par ${name}`,
    licence: 'Licence ', licenceChosen: `Au choix${NBSP}: licence `, licencesTogether: 'Licences ', or: 'ou', noLicenceSentence: 'Licence à préciser', changed: 'Modifié par ', changes: `Modifications${NBSP}: `, history: 'historique', versions: `Versions précédentes${NBSP}: `, colon: `${NBSP}: `,
    withHelp: 'Avec ', basedOn: 'D’après ', drawnFrom: `Source${NBSP}: `, itself: (isSource: boolean) => (isSource ? `${NBSP}; avec pour source ` : ', à son tour d’après '),
    of: (names: string) => (/^[aeiouàâäéèêëîïôöûüœæ]/i.test(names) ? `d’${names}` : `de ${names}`), source: `Source${NBSP}: `, updated: 'mise à jour du ',
    database: ['Contient des informations de ', `, disponibles sous `],
  },
  en: {
    quote: (text: string) => `“${text}”`, by: 'by', and: 'and', noTitle: 'untitled', noAuthor: 'author to be confirmed', noLicence: 'licence to be confirmed', noDate: 'date of update to be confirmed',
    others: (n: number) => `${n} ${n > 1 ? 'others' : 'other'}`, fullList: 'full list', version: (v: string) => `version ${v}`, publisher: (name: string) => `published by ${name}`,
    licence: 'Licensed under ', licenceChosen: 'Licensed, as you choose, under ', licencesTogether: 'Licensed under ', or: 'or', noLicenceSentence: 'Licence to be confirmed', changed: 'Changes by ', changes: 'Changes: ', history: 'history', versions: 'Previous versions: ', colon: ': ',
    withHelp: 'With ', basedOn: 'Based on ', drawnFrom: 'Source: ', itself: (isSource: boolean) => (isSource ? '; drawn from ' : ', itself based on '),
    of: (names: string) => `by ${names}`, source: 'Source: ', updated: 'updated on ',
    database: ['Contains information from ', ', which is made available under '],
  },
} as const
