/** The ways a request can be refused. Adding one is a decision record, not a patch. */
export type Refusal = 'invalid' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'too_large' | 'too_many' | 'unavailable'

/**
 * A refusal the person can understand and act on. Anything else thrown is a bug.
 *
 * `key` names the sentence in web/messages (and so in every surface: page, API, terminal); `details` fills its blanks.
 */
export class ForgeError extends Error {
  override name = 'ForgeError'
  constructor(readonly refusal: Refusal, readonly key: string, readonly details: Readonly<Record<string, unknown>> = {}) {
    super(key)
  }
}
