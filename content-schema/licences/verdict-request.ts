/** What is done with the sources: the same two licences give different answers for each. */
export type Relation = 'adaptation' | 'verbatim' | 'collection' | 'inclusion' | 'translation' | 'format-change' | 'integration' | 'relicensing'

export interface VerdictRequest {
  readonly relation: Relation
  /** `licence`: an id, address, name or expression. `ownContribution`: the label covers only one's own words over this source. */
  readonly sources: readonly { readonly licence: string; readonly ownContribution?: boolean }[]
  /** The label of the result: one licence, or an expression; « find one » when absent. */
  readonly target?: string
  readonly context?: VerdictContext
}

/** What is known of a use besides its licences. */
export interface VerdictContext {
  readonly commercial?: boolean
  /** `private`: a draft nobody else sees. */
  readonly visibility?: 'private' | 'public'
  /** Only part of the source is taken (collection). */
  readonly excerpt?: boolean
  /** Whether the source stays reachable by itself (collection); true when absent. */
  readonly independent?: boolean
  /** The included picture or passage is changed, not only re-encoded. */
  readonly modified?: boolean
  readonly subkind?: 'derivative-database' | 'produced-work'
  /** The notice of ODbL s4.3 is there. */
  readonly notice?: boolean
  readonly credit?: { readonly title?: string | null; readonly author?: string | null; readonly source?: string | null; readonly licenceUri?: string | null }
  /** A recorded permission: `scope` such as `['adapt', 'relicense:CC-BY-SA-4.0']`. */
  readonly permission?: { readonly scope: readonly string[]; readonly signed: boolean }
  /** The authors of the surviving words, and how many of them agree (relicensing). */
  readonly authors?: number
  readonly consents?: number
  /** Licences of texts taken from elsewhere that survive (relicensing). */
  readonly inbound?: readonly string[]
  /** Words of the source that come in (integration). */
  readonly copiedWords?: number
  /** Whether who proposes these words wrote them; how many others did; whether their author grants them under the label (integration). */
  readonly proposedByAuthor?: boolean
  readonly coauthors?: number
  readonly granted?: boolean
  /** The grant comes from everyone who wrote the words, and whoever keeps it checked who they are (integration). */
  readonly grantProven?: boolean
  /** The source is only named, as what the text builds on: none of its words is known to come in (integration). */
  readonly namedOnly?: boolean
  /** Whether a text without sources is newly written; false for an old work somebody puts online. */
  readonly fresh?: boolean
}
