/** Roles as a page or a program reads them: under people's names of today, with what this reader may do. */
import type { Oid } from './git.js'
import type { FormOfAddress } from './person.js'
import type { RoleAnswer, RoleClaim, RoleName } from './role-claim.js'

/** Somebody as pages show them; `key`: the same person on the whole page. */
export interface RolePerson { readonly key: string; readonly name: string; readonly handle: string | undefined; readonly formOfAddress: FormOfAddress; readonly isConfirmed: boolean }

/** A role in force: what credits name. `claim`: the event that began it, in the journal of the resource it was said of. */
export interface CreditedRole { readonly claim: Oid; readonly role: RoleName; readonly person: RolePerson; readonly isDisputed: boolean; readonly at: number }

export interface DisputeReading {
  readonly event: Oid
  readonly by: RolePerson | undefined
  readonly at: number
  readonly reason: string
  readonly answers: readonly { readonly by: RolePerson | undefined; readonly at: number; readonly text: string }[]
  readonly lifted: { readonly at: number; readonly reason: string } | undefined
  readonly may: { readonly answer: boolean; readonly lift: boolean }
}

/** One role with its whole story. Once withdrawn it no longer says whose name it was: `person`, and `by` wherever it was theirs, are undefined. */
export interface RoleReading {
  readonly event: Oid
  readonly role: RoleName
  readonly state: RoleClaim['state']
  readonly person: RolePerson | undefined
  /** Taken back by whoever said it of somebody else, before anybody answered: nobody asked for their name to go. */
  readonly isTakenBack: boolean
  /** Said by the very person it names. */
  readonly isOwnClaim: boolean
  /** Confirmed by the very person who said it, who answers for the resource. */
  readonly isOnOwnWord: boolean
  /** Whose answer it waits for. */
  readonly awaits: 'holder' | 'stewards' | undefined
  readonly by: RolePerson | undefined
  readonly at: number
  readonly note: string
  readonly answers: readonly { readonly by: RolePerson | undefined; readonly at: number; readonly answer: RoleAnswer; readonly reason: string }[]
  readonly disputes: readonly DisputeReading[]
  readonly may: { readonly confirm: boolean; readonly decline: boolean; readonly withdraw: boolean; readonly dispute: boolean }
  /** Names this reader. */
  readonly isOwn: boolean
}
