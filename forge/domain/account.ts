/** What is true of every account's handle, names, addresses and password. */
import { isHandle, isReserved } from '../../content-schema/slug.js'
import type { Checked } from './field-problem.js'

export const passwordMinimum = 10
export const passwordMaximum = 200
export const displayNameMaximum = 80
export const bioMaximum = 2000

/** As typed, `@` and capitals forgiven. */
export const handleOf = (text: string): string => text.trim().replace(/^@/, '').toLowerCase()

export function handleProblem(field: string, handle: string): Checked {
  if (isHandle(handle)) return undefined
  return { field, key: isReserved(handle) ? 'handle.reserved' : 'handle.refused', details: { handle } }
}

/** Characters that print nothing, or that turn the direction of what follows: a name made of them would pass for another. */
const deceiving = /[\p{Cc}\p{Cs}\p{Co}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u

/** One line, spaces tidied, composed accents. */
export const displayNameOf = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim()

export function displayNameProblem(field: string, name: string): Checked {
  if (name === '') return { field, key: 'name.missing' }
  if (name.length > displayNameMaximum) return { field, key: 'name.too_long', details: { most: displayNameMaximum } }
  if (deceiving.test(name) || /[<>]/.test(name) || !/[\p{L}\p{N}]/u.test(name)) return { field, key: 'name.refused' }
  return undefined
}

export const bioOf = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim()

export function bioProblem(field: string, bio: string): Checked {
  if (bio.length > bioMaximum) return { field, key: 'bio.too_long', details: { most: bioMaximum } }
  return undefined
}

const addressShape = /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])$/u

/** The domain in lower case; the local part is its owner's business. */
export function addressOf(text: string): string {
  const address = text.trim().normalize('NFC')
  const at = address.lastIndexOf('@')
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase()
}

export function addressProblem(field: string, address: string): Checked {
  if (address.length <= 254 && addressShape.test(address) && !address.includes('..')) return undefined
  return { field, key: 'email.refused' }
}

/** Long enough by rule and tried first by everybody who guesses. */
const tooCommon = new Set([
  '1234567890', '0123456789', '12345678910', '123456789a', 'a123456789', '1234567891', '0987654321', '9876543210', '1q2w3e4r5t', '1qaz2wsx3edc',
  'azertyuiop', 'azertyuiopqsdfghjklm', 'azerty1234', 'azerty12345', 'azerty123456', 'qwertyuiop', 'qwerty1234', 'qwerty12345', 'qwertz1234',
  'motdepasse', 'motdepasse1', 'motdepasse123', 'mot de passe', 'monmotdepasse', 'password12', 'password123', 'password1234', 'passw0rd123', 'mypassword',
  'bonjour123', 'bonjour1234', 'jetaime123', 'jetaimemonamour', 'doudou1234', 'loulou1234', 'soleil1234', 'chocolat123', 'marseille13', 'administrateur',
  'administrator', 'admin12345', 'iloveyou12', 'iloveyou123', 'letmein123', 'welcome123', 'changeme123', 'abcdefghij', 'abcd123456', 'abc1234567', 'facilitateur', 'facilitatrice',
])

/**
 * At least ten characters, whatever they are (NIST SP 800-63B: length, no composition rules), not among those guessed first
 * and not what everybody knows of the person.
 */
export function passwordProblem(field: string, password: string, known: readonly string[] = []): Checked {
  const length = [...password].length
  if (length < passwordMinimum) return { field, key: 'password.too_short', details: { least: passwordMinimum } }
  if (length > passwordMaximum) return { field, key: 'password.too_long', details: { most: passwordMaximum } }
  const lower = password.toLowerCase()
  if (tooCommon.has(lower) || new Set(lower).size < 4) return { field, key: 'password.too_common' }
  if (known.some((k) => k !== '' && lower === k.toLowerCase())) return { field, key: 'password.too_close' }
  return undefined
}
