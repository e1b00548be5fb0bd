import type { GitStoreHandle } from './adapters/git/store.js'
import type { SqlSessionStore } from './adapters/sql/sessions.js'
import type { AboutInstance, Deps, OidcProvider } from './domain/ports.js'
import type { Revisions } from './domain/revisions.js'

/** An open data folder, wired: what commands work on and what HTTP serves. */
export interface Forge {
  readonly dataDir: string
  readonly deps: Deps
  readonly git: GitStoreHandle
  readonly sessions: SqlSessionStore
  readonly revisions: Revisions
  readonly oidc?: OidcProvider
  readonly about: AboutInstance
  close(): Promise<void>
}
