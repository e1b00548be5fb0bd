/** What each licence asks of a credit beyond names, source and licence. Facts from the licences' own texts. */
import type { CreditLicence } from './cite-input.js'
import { licencesIn } from './credit-licence.js'

/** Of several licences, what any of them asks is done: whoever copies the credit may then use the work under each. */
const family = (licence: CreditLicence | undefined, pattern: RegExp): boolean => licencesIn(licence).some(({ id }) => pattern.test(id))

/** LAL 1.3 §2.2 asks for every author of the originals, GFDL 1.3 §4.B for five principal authors at least: their lists are never shortened. */
export const namesEverybody = (licence: CreditLicence | undefined): boolean => family(licence, /^(LicenseRef-)?(LAL|GFDL)(-|$)/)

/** Licence Ouverte, « mention de paternité »: source (who produced it) and date of the last update come first. */
export const saysSourceFirst = (licence: CreditLicence | undefined): boolean => family(licence, /^(LicenseRef-)?etalab/)

/** LAL 1.3 §2.2 (where the originals can be had) and GFDL 1.3 §4.J (where earlier versions are): the address is written even where a title links. */
export const saysWhereVersionsAre = namesEverybody

/** GFDL 1.3 §4.C: the publisher is on the title page. */
export const namesPublisher = (licence: CreditLicence | undefined): boolean => family(licence, /^(LicenseRef-)?GFDL/)

/** ODbL 1.0 §4.3 and ODC-By 1.0 §4.3: a notice on what is produced from the database, with its name and both addresses. */
export const databaseNotice = (licence: CreditLicence | undefined): 'ODbL' | 'ODC-By' | undefined => (family(licence, /^ODbL/) ? 'ODbL' : family(licence, /^ODC-By/) ? 'ODC-By' : undefined)

/** What is in the public domain is under no licence; its author is named all the same (CPI L121-1: the right is perpetual). */
export const isNoLicence = (licence: CreditLicence | undefined): boolean => licence?.joined === undefined && family(licence, /^CC-PDM|^LicenseRef-ARR/)
