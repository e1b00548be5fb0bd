import { createHash, randomBytes } from 'node:crypto'

/** Personal tokens start with this, so that a leaked one can be recognised (by people and by secret scanners). */
export const tokenPrefix = 'fc_'

export const newTokenSecret = (): string => tokenPrefix + randomBytes(32).toString('base64url')

/** The secret of a link sent by mail: 192 bits, short enough to stay on one line of a mail. */
export const newLinkSecret = (): string => randomBytes(24).toString('base64url')

/**
 * What is kept of a random secret. Plain SHA-256 is enough for 192 bits and more (nothing to guess), and looking a hash up in an
 * index tells nothing about the secret by the time it takes.
 */
export const hashOfSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
