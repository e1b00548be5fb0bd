/** The licence of a resource as a page or a program reads it: what it was and became, what is asked and answered, under people's names of today. */
import type { Oid } from './git.js'
import type { PersonRef } from './person.js'
import type { Relicensing, WordAuthor } from './relicensing.js'

interface NamedByHistory { readonly name: string; readonly handle?: string | undefined }

/** One fact of the story, dated; `event` names it in the journal, when it is there. */
export type LicenceFact = { readonly at: number; readonly event: Oid | undefined } & (
  | { readonly kind: 'label'; readonly from: string | undefined; readonly to: string | undefined; readonly by: readonly NamedByHistory[]; readonly commit: Oid }
  | { readonly kind: 'clarified'; readonly to: string; readonly by: PersonRef; readonly text: string }
  | { readonly kind: 'asked'; readonly licence: string; readonly by: PersonRef; readonly text: string }
  | { readonly kind: 'closed'; readonly licence: string; readonly by: PersonRef; readonly text: string }
  | { readonly kind: 'consented' | 'refused'; readonly licence: string; readonly by: PersonRef; readonly text: string }
  | { readonly kind: 'permission' | 'permission_withdrawn'; readonly licence: string; readonly name: string; readonly by: PersonRef; readonly text: string }
)

/** Where a change that is asked for stands. */
export interface AskReading {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly licence: string
  readonly reason: string
  /** What the words of the published text say of it now; undefined while their history is being read. */
  readonly weighed: Relicensing | undefined
  /** Everyone whose words need it, what each last answered, and when. */
  readonly people: readonly { readonly person: WordAuthor; readonly hasAgreed: boolean; readonly answer: { readonly kind: 'consented' | 'refused'; readonly at: number; readonly text: string } | undefined }[]
  readonly may: { readonly answer: boolean; readonly close: boolean }
  /** What this reader last answered. */
  readonly own: 'consented' | 'refused' | undefined
}

export interface LicenceReading {
  /** The latest first. */
  readonly facts: readonly LicenceFact[]
  readonly label: string | undefined
  readonly asks: readonly AskReading[]
  /** In force. */
  readonly permissions: readonly { readonly event: Oid; readonly name: string; readonly licence: string; readonly by: PersonRef; readonly at: number; readonly text: string }[]
  readonly mayChange: boolean
  /** What another label would ask for, when one was chosen; undefined while the history of the words is being read. */
  readonly change: { readonly to: string; readonly weighed: Relicensing | undefined; readonly isAsked: boolean } | undefined
}
