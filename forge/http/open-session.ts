import type { Request, Response } from 'express'
import type { Person } from '../domain/person.js'
import { ownPath } from './replies.js'

/** Signs a person in: always under a new session identifier, so that one planted beforehand is worth nothing (session fixation, OWASP). */
export async function openSession(req: Request, res: Response, person: Person): Promise<void> {
  await new Promise<void>((resolve, reject) => { req.session.regenerate((error) => { if (error) reject(error as Error); else resolve() }) })
  req.session.personId = person.id
  if (!/(?:^|;\s*)langue=/.test(req.headers.cookie ?? '')) rememberLanguage(res, person.locale, req.session.cookie.secure === true)
}

export async function closeSession(req: Request): Promise<void> {
  await new Promise<void>((resolve, reject) => { req.session.destroy((error) => { if (error) reject(error as Error); else resolve() }) })
}

export function rememberLanguage(res: Response, locale: Person['locale'], isSecure: boolean): void {
  res.cookie('langue', locale, { maxAge: 365 * 24 * 3600_000, httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' })
}

/** Where to go after signing in: what was asked for, unless that was about signing in. */
export function afterSignIn(asked: unknown): string {
  const path = ownPath(asked)
  return /^\/(?:connexion|deconnexion|inscription|mot-de-passe|langue)(?:[/?#]|$)/.test(path) ? '/' : path
}
