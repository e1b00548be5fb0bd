/** What is kept for people and belongs in no repository: drafts, choices, what they have seen, how they want to be told, suggestions that wait. */
import type { Draft } from './draft.js'
import type { Seen, Subject } from './inbox.js'
import type { ReviewDraft } from './review.js'
import type { MailFrequency, NotificationSettings } from './notifications.js'
import type { PersonId } from './person.js'
import type { DraftPicture } from './picture.js'
import type { ResourceId } from './resource.js'
import type { PicksDraft } from './settling.js'
import type { VisitorSuggestion } from './visitor-suggestion.js'

/** What each person has already looked at. Private. */
export interface SeenStore {
  /** By `subjectName`. */
  of(person: PersonId): Promise<ReadonlyMap<string, Seen>>
  mark(person: PersonId, seen: readonly (Subject & Seen)[]): Promise<void>
}

/** How each person wants to be told. Private. */
export interface NotificationStore {
  /** Their choice, or what everybody has until they choose (then `unsubscribeKey` is made and kept). */
  of(person: PersonId): Promise<NotificationSettings>
  /** Makes worthless the links of earlier mails. Starting again tells nothing older than `at`. */
  choose(person: PersonId, frequency: MailFrequency, at: number): Promise<void>
  /** Moves `toldUntil` forward if it is still `from`; says whether it did. */
  told(person: PersonId, from: number, until: number): Promise<boolean>
  /** People of one frequency not told up to `until`, who have a confirmed main address. */
  due(frequency: MailFrequency, until: number, limit: number): Promise<readonly { readonly person: PersonId; readonly address: string; readonly toldUntil: number }[]>
}

export interface DraftStore {
  find(person: PersonId, resource: ResourceId, path: string): Promise<Draft | undefined>
  of(person: PersonId): Promise<readonly Draft[]>
  save(draft: Draft): Promise<void>
  remove(person: PersonId, resource: ResourceId, path: string): Promise<void>
}

/** Pictures of texts being written, with their bytes. Nobody but who sent them sees them. */
export interface DraftPictureStore {
  /** Without bytes: one the fiche has already. */
  keep(picture: DraftPicture, bytes: Uint8Array): Promise<void>
  place(person: PersonId, id: string, placed: NonNullable<DraftPicture['placed']>): Promise<void>
  find(person: PersonId, id: string): Promise<DraftPicture | undefined>
  bytes(person: PersonId, id: string): Promise<Uint8Array | undefined>
  /** Of every draft in a resource (empty: of fiches that are not there yet), oldest first. */
  of(person: PersonId, resource: ResourceId): Promise<readonly DraftPicture[]>
  countOf(person: PersonId): Promise<number>
  remove(person: PersonId, id: string): Promise<void>
  /** All those of one draft. */
  removeOf(person: PersonId, resource: ResourceId, draftPath: string): Promise<void>
  /** Everybody's that no text took, sent before a moment. */
  forgetUnplaced(before: number): Promise<void>
}

/** Choices under way on the screens that settle passages. */
export interface PicksStore {
  find(person: PersonId, resource: ResourceId, subject: string): Promise<PicksDraft | undefined>
  save(draft: PicksDraft): Promise<void>
  remove(person: PersonId, resource: ResourceId, subject: string): Promise<void>
}

/** The explanations of a screen, shown until somebody has closed them. */
export type TourName = 'concilier' | 'nouveautes'
export interface ToursSeen {
  has(person: PersonId, tour: TourName): Promise<boolean>
  add(person: PersonId, tour: TourName, at: number): Promise<void>
}

/** Reviews being written, one a person and proposition; private. */
export interface ReviewDraftStore {
  find(person: PersonId, resource: ResourceId, number: number): Promise<ReviewDraft | undefined>
  of(person: PersonId): Promise<readonly ReviewDraft[]>
  save(draft: ReviewDraft): Promise<void>
  remove(person: PersonId, resource: ResourceId, number: number): Promise<void>
}

/** Suggestions of people without an account, and who asks for them. */
export interface VisitorSuggestions {
  /** Whether a community or a person asks for them on their resources. */
  isInvited(owner: string): Promise<boolean>
  invite(owner: string, becomes: 'open' | 'closed', at: number): Promise<void>
  /** Keeps one, with its author's address and the hash of the secret that confirms it. */
  hold(suggestion: Omit<VisitorSuggestion, 'isAddressConfirmed'>, address?: { readonly address: string; readonly secretHash: string; readonly expiresAt: number }): Promise<void>
  /** Those that wait on a resource, oldest first. */
  of(resource: ResourceId): Promise<readonly VisitorSuggestion[]>
  countOf(resource: ResourceId): Promise<number>
  find(id: string): Promise<VisitorSuggestion | undefined>
  /** Forgets one that no longer waits; refused, its author's address too. */
  settle(id: string, outcome: 'approved' | 'refused'): Promise<void>
  /** The address a secret would confirm; undefined when it is unknown, used or expired. */
  peekConfirmation(secretHash: string, at: number): Promise<string | undefined>
  confirm(secretHash: string, at: number): Promise<string | undefined>
  /** Those whose confirmed address a person confirmed too: their words are the person's. */
  creditedTo(person: PersonId): Promise<readonly string[]>
  /** The same from the other side: suggestion → person. */
  ownersOf(ids: readonly string[]): Promise<ReadonlyMap<string, PersonId>>
}
