export type PersonId = string

/** How a person is named where a role needs a gender: « autrice », « auteur » or « auteur·ice ». */
export type FormOfAddress = 'autrice' | 'auteur' | 'auteur·ice'
export type Locale = 'fr' | 'en'

/**
 * Somebody with an account.
 *
 * The handle is never reused. The display name (or pseudonym) is what new versions carry; old versions keep in Git the name
 * written then, but pages show names through this record, so that a rename or a withdrawal reaches every page.
 */
export interface Person {
  /** ULID, lower case; also the local part of the address in commits: `<id>@users.noreply.<host>`. */
  readonly id: PersonId
  readonly handle: string
  readonly displayName: string
  readonly formOfAddress: FormOfAddress
  readonly bio: string
  readonly locale: Locale
  readonly isAdmin: boolean
  readonly createdAt: number
}

/** Who is acting: nobody in particular, or a person (through a session or a token limited to `scopes`). */
export type Actor =
  | { readonly kind: 'visitor' }
  | { readonly kind: 'person'; readonly person: Person; readonly scopes: ReadonlySet<Scope> }

/** What a personal token may do. A browser session has them all. */
export type Scope = 'read' | 'write' | 'admin'
export const allScopes: ReadonlySet<Scope> = new Set(['read', 'write', 'admin'])

export const visitor: Actor = { kind: 'visitor' }

/** A person as the journal names them: enough to show, resolvable when the account is here. */
export interface PersonRef { readonly id: PersonId; readonly handle: string; readonly name: string }

export const refTo = (person: Person): PersonRef => ({ id: person.id, handle: person.handle, name: person.displayName })
