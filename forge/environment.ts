import { isIP } from 'node:net'
import type { ForgeOptions } from './app.js'
import { ForgeError } from './domain/errors.js'

/**
 * Settings an instance's keeper gives through environment variables (documented in docs/REGLAGES.md; a test keeps both in step).
 * Unknown `COMMUNS_…` variables are left alone.
 */
export function optionsFromEnvironment(env: NodeJS.ProcessEnv = process.env): Omit<ForgeOptions, 'dataDir'> {
  const text = (name: string) => (env[name] === undefined || env[name] === '' ? undefined : env[name])
  const baseUrl = text('COMMUNS_ADRESSE')?.replace(/\/+$/, '')
  const instanceName = text('COMMUNS_NOM')
  const smtpUrl = text('COMMUNS_SMTP')
  const mailFrom = text('COMMUNS_EXPEDITEUR')
  const issuer = text('COMMUNS_OIDC_ISSUER')
  const clientId = text('COMMUNS_OIDC_CLIENT_ID')
  const clientSecret = text('COMMUNS_OIDC_CLIENT_SECRET')
  const keeper = text('COMMUNS_TENUE_PAR')
  const contact = text('COMMUNS_CONTACT')
  const sourceUrl = text('COMMUNS_CODE_SOURCE')
  const trustedProxies = proxiesIn(text('COMMUNS_MANDATAIRES') ?? '')
  return {
    about: { ...(keeper !== undefined && { keeper }), ...(contact !== undefined && { contact }), ...(sourceUrl !== undefined && { sourceUrl }) },
    settings: {
      ...(baseUrl !== undefined && { baseUrl }), ...(instanceName !== undefined && { instanceName }),
      ...(text('COMMUNS_IMPORT_PRIVE') === 'oui' && { allowPrivateImports: true }),
      ...(trustedProxies.length > 0 && { trustedProxies }),
    },
    ...(smtpUrl !== undefined && { smtpUrl }), ...(mailFrom !== undefined && { mailFrom }),
    ...(issuer !== undefined && clientId !== undefined && { oidc: { issuer, clientId, ...(clientSecret !== undefined && { clientSecret }), label: text('COMMUNS_OIDC_LABEL') ?? issuer } }),
  }
}

/** Addresses and networks, separated by commas or spaces. Refuses `invalid` what is neither, and networks that hold everybody. */
function proxiesIn(list: string): readonly string[] {
  return list.split(/[\s,]+/).filter((each) => each !== '').map((each) => {
    const [address = '', bits, ...more] = each.split('/')
    const version = isIP(address)
    const isSound = version !== 0 && more.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)))
    if (!isSound) throw new ForgeError('invalid', 'settings.proxy', { given: each })
    return each
  })
}
