import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Passwords } from '../../domain/ports.js'

/** OWASP’s first choice for argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** What is hashed: the same characters typed on another keyboard must match (NFKC, as NIST SP 800-63B asks). */
const typed = (password: string): string => password.normalize('NFKC')

/** argon2id (the library’s default kind), computed off the event loop. */
export function argon2Passwords(): Passwords {
  let decoy: Promise<string> | undefined
  // Nobody knows the decoy’s password: checking against it only takes the time a real check takes.
  const decoyHash = () => (decoy ??= hash(randomBytes(32), cost))
  void decoyHash()
  return {
    hash: (password) => hash(typed(password), cost),
    async matches(stored, password) {
      const matched = await verify(stored ?? (await decoyHash()), typed(password))
      return stored !== undefined && matched
    },
  }
}
