/** What an Authorization header says. */
export interface Credentials { readonly handle?: string; readonly secret: string }

/**
 * The token of an Authorization header: `Bearer <token>`, or Basic with handle and token as Git sends them (RFC 6750, RFC 7617).
 * Some clients put the token in the user's place: taken too. Undefined when there is none.
 */
export function credentialsOf(authorization: string): Credentials | undefined {
  const [, scheme, value] = /^(bearer|basic) +([\w.~+/=-]+) *$/i.exec(authorization) ?? []
  if (scheme === undefined || value === undefined) return undefined
  if (scheme.toLowerCase() === 'bearer') return { secret: value }
  const decoded = Buffer.from(value, 'base64').toString('utf8')
  const colon = decoded.indexOf(':')
  const user = colon < 0 ? decoded : decoded.slice(0, colon)
  const password = colon < 0 ? '' : decoded.slice(colon + 1)
  if (user.startsWith('fc_') && !password.startsWith('fc_')) return { secret: user }
  return { ...(user !== '' && { handle: user }), secret: password }
}
