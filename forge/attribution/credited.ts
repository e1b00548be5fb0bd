/** Whom a credit names as having written: authors of the first version, then who came after. */
import type { Contribution, Contributor, ContributorRole } from './contributions.js'
import type { Oid } from './history.js'

const writes = (role: ContributorRole): boolean => role === 'auteur' || role === 'co-auteur'

/** Wrote some version, rather than reviewing, integrating, importing or taking back. */
export const wrote = ({ roles }: Pick<Contributor, 'roles'>): boolean => roles.some(writes)

/** Wrote that version. `what`: all that somebody did. */
export const wroteVersion = (what: readonly Pick<Contribution, 'oid' | 'roles'>[], version: Oid | undefined): boolean =>
  what.some(({ oid, roles }) => oid === version && roles.some(writes))
