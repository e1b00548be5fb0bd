/**
 * What the use cases ask of the outside world. One interface per need; each is implemented in forge/adapters.
 * `find…` may answer undefined; `get…` throws ForgeError('not_found').
 */
import type { Community, CommunityId, Membership, MembershipRole } from './community.js'
import type { GitStore, Oid } from './git.js'
import type { Histories } from './importing.js'
import type { Subject, Told } from './inbox.js'
import type { Words } from './lexicon.js'
import type { MergeRequest, MergeRequestState } from './merge-request.js'
import type { DiscussionEvent, LicenceEvent, MakingEvent, MergeRequestEvent } from './journal.js'
import type { Digest } from './digest.js'
import type { Mention, MentionReason } from './mentions.js'
import type { NamingStore } from './naming.js'
import type { Locale, PersonId, PersonRef } from './person.js'
import type { Pictures } from './picture.js'
import type { Provenance } from './provenance.js'
import type { PassageIndex } from './shared-passages.js'
import type { Owner, Resource, ResourceId } from './resource.js'
import type { Renderer } from './rendering.js'
import type { RoleClaim, RoleName } from './role-claim.js'
import type { PeopleStore, EmailStore, TokenStore, OneTimeLinks, Sessions, IdentityLinks } from './account-stores.js'
import type { SeenStore, NotificationStore, DraftStore, DraftPictureStore, PicksStore, ToursSeen, ReviewDraftStore, VisitorSuggestions } from './private-stores.js'

export type { PeopleStore, EmailAddress, EmailStore, TokenRecord, TokenStore, OneTimeLinks, Sessions, IdentityLinks } from './account-stores.js'
export type { SeenStore, NotificationStore, DraftStore, DraftPictureStore, PicksStore, TourName, ToursSeen, ReviewDraftStore, VisitorSuggestions } from './private-stores.js'

export interface Clock { now(): number }
/** New ULIDs, lower case. */
export interface Ids { next(): string }

/** What the instance's keeper chose. */
export interface Settings {
  /** Origin of every absolute address, without a final slash: `http://127.0.0.1:4000`. */
  readonly baseUrl: string
  /** Host part of addresses in commits. */
  readonly host: string
  readonly instanceName: string
  readonly maxPushBytes: number
  readonly maxFileBytes: number
  /** Whether imports may read from private network addresses (for tests and closed networks). */
  readonly allowPrivateImports: boolean
  /** Addresses and networks (CIDR) of the reverse proxies whose `X-Forwarded-…` headers are believed; the loopback behind an https address anyway. */
  readonly trustedProxies: readonly string[]
}

export interface CommunityStore {
  create(community: Omit<Community, never>): Promise<Community>
  all(): Promise<readonly Community[]>
  find(id: CommunityId): Promise<Community | undefined>
  findByHandle(handle: string): Promise<Community | undefined>
  update(id: CommunityId, change: Partial<Pick<Community, 'name' | 'description' | 'defaultRule'>>): Promise<void>
  setMember(community: CommunityId, person: PersonId, role: MembershipRole, at: number): Promise<void>
  removeMember(community: CommunityId, person: PersonId): Promise<void>
  membership(community: CommunityId, person: PersonId): Promise<Membership | undefined>
  members(community: CommunityId): Promise<readonly (Membership & { readonly ref: PersonRef })[]>
  of(person: PersonId): Promise<readonly (Membership & { readonly name: string; readonly handle: string })[]>
}

/** The handle namespace shared by persons and communities. */
export interface OwnerStore {
  find(handle: string): Promise<Owner | undefined>
  findById(id: string): Promise<Owner | undefined>
  /** Whether a handle was ever taken. */
  isTaken(handle: string): Promise<boolean>
}

export interface ResourceQuery {
  readonly text?: string
  /** Instead of `text`: for each thing meant, words of fiches that say it. */
  readonly meant?: readonly (readonly string[])[]
  /** Whether every word is required (the default), or any is enough. */
  readonly words?: 'every' | 'any'
  /** Facets are left uncounted when nobody shows them. */
  readonly counts?: 'all' | 'none'
  readonly community?: string
  readonly owner?: string
  readonly type?: string
  readonly theme?: string
  readonly need?: string
  readonly audience?: string
  /** Duration band notation (content-schema vocabulary `duree`). */
  readonly duration?: string
  readonly language?: string
  readonly licence?: string
  readonly originOf?: ResourceId
  readonly limit: number
  readonly offset: number
  readonly sort?: 'relevance' | 'recent' | 'title'
}
export interface FacetCount { readonly notation: string; readonly count: number }
export type FacetName = 'type' | 'theme' | 'need' | 'audience' | 'duration' | 'language' | 'licence' | 'community'
export interface ResourcePage { readonly total: number; readonly items: readonly Resource[]; readonly facets: Readonly<Record<FacetName, readonly FacetCount[]>> }

/** One address of a resource's history. */
export interface IndexedAuthor { readonly email: string; readonly name: string; readonly firstAt: number; readonly lastAt: number; readonly commits: number }

/** The index of resources; every row can be rebuilt from its repository. */
export interface ResourceIndex {
  find(id: ResourceId): Promise<Resource | undefined>
  findByAddress(owner: string, slug: string): Promise<Resource | undefined>
  /** Where an old address leads now. */
  findRedirect(owner: string, slug: string): Promise<{ owner: string; slug: string } | undefined>
  isAddressTaken(owner: string, slug: string): Promise<boolean>
  /** Inserts or replaces a row and its search document. `formerAddresses` are kept as redirects; `text` is what full-text search reads. */
  put(resource: Resource, extra: { formerAddresses: readonly { owner: string; slug: string }[]; text: string; people: readonly { email: string; name: string; firstAt: number; lastAt: number; commits: number }[]; roles: readonly RoleClaim[] }): Promise<void>
  /** The same for many, all or none, in one wait for the disk. */
  putAll(entries: readonly { readonly resource: Resource; readonly extra: Parameters<ResourceIndex['put']>[1] }[]): Promise<void>
  remove(id: ResourceId): Promise<void>
  search(query: ResourceQuery): Promise<ResourcePage>
  /** Words that fiches hold, without accents nor capitals, and in how many fiches each stands; a bounded number, in alphabetical order. */
  wordsBeginning(start: string): Promise<readonly { readonly word: string; readonly fiches: number }[]>
  adaptationsOf(id: ResourceId): Promise<readonly Resource[]>
  /** Resources whose history names one of these addresses (author or co-author). */
  contributedBy(emails: readonly string[]): Promise<readonly Resource[]>
  stewardedBy(person: PersonId): Promise<readonly Resource[]>
  /** Published resources where a person holds a confirmed role, latest first. */
  rolesOf(person: PersonId): Promise<readonly { readonly resource: Resource; readonly role: RoleName }[]>
  /** Published resources where a role waits for an answer that this person may have to give: said of them, or on a resource they answer for. Longest waiting first. */
  rolesAwaiting(person: PersonId, limit: number): Promise<readonly ResourceId[]>
  /** The roles the index keeps of a resource, by the event that began each. */
  rolesIn(id: ResourceId): Promise<ReadonlyMap<Oid, RoleClaim['state']>>
  /** Authors and co-authors of each resource's history, earliest first, with addresses (never to be shown). */
  peopleOf(ids: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, readonly IndexedAuthor[]>>
  /** Resources imported from one source (into one owner's space, when given), by the path they had there ('' for the whole source): the neighbours that relative links mean. */
  importedFrom(source: string, owner?: string): Promise<ReadonlyMap<string, { owner: string; slug: string }>>
  allIds(): Promise<readonly ResourceId[]>
  /** Empties every index table (never a private one). */
  clear(): Promise<void>
}

/** The index of propositions; every row can be rebuilt from the journals. */
export interface MergeRequestIndex {
  find(resource: ResourceId, number: number): Promise<MergeRequest | undefined>
  of(resource: ResourceId, state?: MergeRequestState): Promise<readonly MergeRequest[]>
  openBy(person: PersonId): Promise<readonly MergeRequest[]>
  /** Open ones across resources, oldest first. */
  awaiting(limit: number): Promise<readonly MergeRequest[]>
  /** Open ones of published fiches that a person owns or stewards, or of their communities; not their own. Oldest first. */
  concerning(person: PersonId, limit: number): Promise<readonly MergeRequest[]>
  /** A person’s own: those open, and those where something happened since `since`. Latest first. */
  by(person: PersonId, since: number): Promise<readonly MergeRequest[]>
  /** With its journal, and whom each event is for. */
  put(mergeRequest: MergeRequest, journal: IndexedJournal): Promise<void>
  nextNumber(resource: ResourceId): Promise<number>
}

/** A journal as the index keeps it: its events in order, and whom each is for. */
export interface IndexedJournal<E = MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent> { readonly told: readonly Told<E>[]; readonly mentions: readonly Mention[] }

/** A message for somebody: where it is, at which place of which journal, and why it is for them. */
export interface MentionOf extends Subject, Told<MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent> { readonly reason: MentionReason; readonly place: number }

type JournalKind = MentionOf['event']['kind']

/** The index of journals, rebuilt from them. */
export interface JournalIndex {
  /** What is said of a published text; propositions bring theirs with `MergeRequestIndex.put`. */
  putDiscussion(resource: ResourceId, journal: IndexedJournal<DiscussionEvent>): Promise<void>
  /** What is said of who made it: who did what besides writing, where words come from. */
  putRoles(resource: ResourceId, journal: IndexedJournal<MakingEvent>): Promise<void>
  /** What is said of its licence. */
  putLicence(resource: ResourceId, journal: IndexedJournal<LicenceEvent>): Promise<void>
  /** Published resources whose propositions a person reviewed, latest review first. */
  reviewedBy(person: PersonId): Promise<readonly ResourceId[]>
  /** Journals of propositions by `subjectName`, oldest event first. */
  of(subjects: readonly Subject[]): Promise<ReadonlyMap<string, readonly Told[]>>
  /** What is for a person, latest first, `after < at <= until`; `kinds`: of these events alone. */
  mentionsOf(person: PersonRef, window: { readonly after?: number; readonly until?: number; readonly kinds?: readonly JournalKind[]; readonly limit: number }): Promise<readonly MentionOf[]>
  /** Resources with propositions whose journal is not in the index: it was made before journals were kept there. */
  incomplete(): Promise<readonly ResourceId[]>
}

/** What only a note of an interrupted push still knows: who pushed, and which version to the published text. */
export interface PendingDetail { readonly actor: PersonRef; readonly from: Oid | undefined; readonly to: Oid }

export interface PendingOperation { readonly id: string; readonly resource: ResourceId; readonly kind: string; readonly at: number; readonly detail?: PendingDetail }

/** What was begun and must be finished or undone after a crash: written before the first step, removed after the last. */
export interface PendingOperations {
  /** All of them or none, in one wait for the disk; so does `end`. */
  begin(...operations: readonly PendingOperation[]): Promise<void>
  end(...ids: readonly string[]): Promise<void>
  /** Oldest first. */
  all(): Promise<readonly PendingOperation[]>
}

export interface Passwords {
  /** argon2id, PHC string. */
  hash(password: string): Promise<string>
  /** Without a hash (nobody of that name, no password) it takes as long and answers false: the time taken tells nothing. */
  matches(hash: string | undefined, password: string): Promise<boolean>
}

export type MailKind = 'reset' | 'confirm' | 'already_registered' | 'password_changed' | 'address_added' | 'digest' | 'visitor_suggestion'
/** A mail to write: its sentences are in web/messages, by kind and locale; `facts` fills their blanks. */
export interface Mail {
  readonly to: string
  readonly locale: Locale
  readonly kind: MailKind
  readonly facts: Readonly<Record<string, string>>
  /** What a summary tells. */
  readonly digest?: Digest
  /** Where one click ends these mails (RFC 8058). */
  readonly unsubscribe?: string
}
/**
 * Answers once the mail is accepted for sending: how long the post takes tells nothing about the person. Summaries, which nobody waits for,
 * answer once they left, and refuse `unavailable` when they could not: they go one at a time.
 */
export interface Mailer { send(mail: Mail): Promise<void> }

export interface Log { info(facts: object, sentence: string): void; warn(facts: object, sentence: string): void; error(facts: object, sentence: string): void }

/** Who a configured OpenID Connect provider vouches for. */
export interface ProvidedIdentity { readonly issuer: string; readonly subject: string; readonly email: string | undefined; readonly emailVerified: boolean; readonly name: string | undefined }

/** A configured OpenID Connect provider, as the sign-in routes use it. */
export interface OidcProvider {
  readonly label: string
  /** Where to send the browser, and what to remember in the session until it comes back. */
  begin(redirectUri: string): Promise<{ url: string; state: Record<string, string> }>
  /** The person the provider vouches for. Refuses `unauthenticated` when state, nonce or signature do not hold, `unavailable` when it does not answer. */
  finish(currentUrl: URL, state: Record<string, string>): Promise<ProvidedIdentity>
}

/** What « À propos » says of this instance, as its keeper set it. */
export interface AboutInstance {
  /** Who keeps it: a person, a collective. */
  readonly keeper?: string
  /** How to write to them: an address of any kind, shown as text or link. */
  readonly contact?: string
  /** Where the code that runs here can be had (AGPL §13). */
  readonly sourceUrl?: string
}

/** Everything a use case may ask for; each takes `Pick<Deps, …>` of what it uses. */
export interface Deps {
  readonly git: GitStore
  readonly histories: Histories
  readonly renderer: Renderer
  readonly provenance: Provenance
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: Settings
  readonly people: PeopleStore
  readonly emails: EmailStore
  readonly tokens: TokenStore
  readonly links: OneTimeLinks
  readonly identities: IdentityLinks
  readonly sessions: Sessions
  readonly communities: CommunityStore
  readonly owners: OwnerStore
  readonly resources: ResourceIndex
  readonly mergeRequests: MergeRequestIndex
  readonly journals: JournalIndex
  readonly passages: PassageIndex
  readonly seen: SeenStore
  readonly notifications: NotificationStore
  readonly drafts: DraftStore
  readonly draftPictures: DraftPictureStore
  readonly pictures: Pictures
  readonly picks: PicksStore
  readonly tours: ToursSeen
  readonly reviewDrafts: ReviewDraftStore
  readonly visitors: VisitorSuggestions
  readonly naming: NamingStore
  readonly pending: PendingOperations
  readonly passwords: Passwords
  readonly mailer: Mailer
  readonly log: Log
  readonly words: Words
}
