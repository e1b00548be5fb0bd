import type { Configuration } from 'openid-client'
import { ForgeError } from '../../domain/errors.js'
import type { OidcProvider } from '../../domain/ports.js'

export interface OidcSettings {
  /** The provider's issuer identifier: `https://…`; plain HTTP only on this machine. */
  readonly issuer: string
  readonly clientId: string
  /** Absent for a public client: PKCE alone protects the code then. */
  readonly clientSecret?: string
  /** What the button calls it: « Les Communs ». */
  readonly label: string
}

/** Only loaded by who signs in this way: most instances have no provider. */
const library = () => import('openid-client')

const isLoopback = (host: string): boolean => host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host)

/**
 * Sign-in by OpenID Connect (authorization code with PKCE, state and nonce; OpenID Connect Core 1.0, RFC 9700).
 *
 * The provider is looked up at the first sign-in and again after a failure: a provider that is down does not keep the forge from starting.
 * Throws at once when the issuer is neither HTTPS nor on this machine.
 */
export function openIdConnect(settings: OidcSettings): OidcProvider {
  const issuer = new URL(settings.issuer)
  const isPlain = issuer.protocol === 'http:' && isLoopback(issuer.hostname)
  if (issuer.protocol !== 'https:' && !isPlain) throw new Error(`OpenID Connect issuer must be https (or on this machine): ${settings.issuer}`)
  let found: Promise<Configuration> | undefined

  function provider(): Promise<Configuration> {
    found ??= library().then((client) => client.discovery(issuer, settings.clientId, settings.clientSecret, undefined, {
      timeout: 10, ...(isPlain && { execute: [client.allowInsecureRequests] }),
    })).catch((error: unknown) => {
      found = undefined
      throw new ForgeError('unavailable', 'oidc.unavailable', { label: settings.label, reason: (error as Error).message })
    })
    return found
  }

  return {
    label: settings.label,
    async begin(redirectUri) {
      const [client, config] = await Promise.all([library(), provider()])
      const state = { redirectUri, verifier: client.randomPKCECodeVerifier(), state: client.randomState(), nonce: client.randomNonce() }
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri, scope: 'openid email profile', state: state.state, nonce: state.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(state.verifier), code_challenge_method: 'S256',
      })
      return { url: url.href, state }
    },
    async finish(currentUrl, { verifier, state, nonce }) {
      if (verifier === undefined || state === undefined || nonce === undefined) throw new ForgeError('unauthenticated', 'oidc.refused', { label: settings.label })
      const [client, config] = await Promise.all([library(), provider()])
      try {
        const tokens = await client.authorizationCodeGrant(config, currentUrl, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true })
        const claims = tokens.claims()
        if (!claims) throw new Error('no ID token')
        // Many providers give the address only here; the subject must be the ID token's (OpenID Connect Core 5.3.2).
        const more = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : undefined
        const email = claims.email ?? more?.email
        const name = claims.name ?? more?.name ?? claims.preferred_username ?? more?.preferred_username
        return {
          issuer: claims.iss, subject: claims.sub, email: typeof email === 'string' ? email : undefined,
          emailVerified: (claims.email === undefined ? more?.email_verified : claims.email_verified) === true,
          name: typeof name === 'string' ? name : undefined,
        }
      } catch (error) {
        throw new ForgeError('unauthenticated', 'oidc.refused', { label: settings.label, reason: (error as Error).message })
      }
    },
  }
}
