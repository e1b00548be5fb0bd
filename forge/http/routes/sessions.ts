/** Signing in, out and up; forgotten passwords; confirming an address. */
import { Router, type Request, type Response } from 'express'
import { Passport } from 'passport'
import { Strategy as LocalStrategy } from 'passport-local'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { problemsOf } from '../../domain/field-problem.js'
import type { Person } from '../../domain/person.js'
import { confirmAddress, readConfirmation } from '../../use-cases/confirmAddress.js'
import { linkProvider } from '../../use-cases/joinFromProvider.js'
import { askForReset, readReset, resetHours, resetPassword } from '../../use-cases/resetPassword.js'
import { signIn } from '../../use-cases/signIn.js'
import { signUp } from '../../use-cases/signUp.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { confirmAddressPage } from '../../../web/pages/confirm-address.js'
import { forgottenPage, forgottenSentPage, resetPage } from '../../../web/pages/password.js'
import { signInPage } from '../../../web/pages/sign-in.js'
import { signUpPage } from '../../../web/pages/sign-up.js'
import { personOf, uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm, textField } from '../form.js'
import { afterSignIn, closeSession, openSession } from '../open-session.js'
import { doneThen, sendPage } from '../replies.js'
import { sessionCookie } from '../server.js'
import { networkOf, throttle } from '../throttle.js'
import { pendingIdentity } from './oidc.js'

const signInForm = z.object({ identifiant: textField(320), mot_de_passe: textField(2000), suite: textField(2000) })
const formOfAddress = z.enum(['autrice', 'auteur', 'auteur·ice']).default('auteur·ice')
const signUpForm = z.object({ handle: textField(200), displayName: textField(500), formOfAddress, email: textField(500), password: textField(2000), suite: textField(2000) })
const forgottenForm = z.object({ identifiant: textField(320) })
const passwordForm = z.object({ password: textField(2000) })

const typedIdentifier = (req: Request): string => {
  const typed: unknown = (req.body as Record<string, unknown> | undefined)?.identifiant
  return typeof typed === 'string' ? typed.trim().toLowerCase().replace(/^@/, '').slice(0, 320) : ''
}

export function sessionRoutes(parts: HttpParts): Router {
  const { deps } = parts
  const router = Router()
  const ui = (req: Request) => uiOf(req, parts, csrfToken(req))
  const sentence = (req: Request, key: string) => refusalSentence(req.forge.locale, key)

  const passport = new Passport()
  passport.use(new LocalStrategy({ usernameField: 'identifiant', passwordField: 'mot_de_passe', session: false }, (identifier, password, done) => {
    signIn(deps, { identifier, password }).then((person) => { done(null, person ?? false) }, done)
  }))
  const whoSignsIn = (req: Request, res: Response): Promise<Person | undefined> => new Promise((resolve, reject) => {
    const local = passport.authenticate('local', { session: false }, (error: unknown, person: Person | false | undefined) => {
      if (error) reject(error)
      else resolve(person || undefined)
    }) as (req: Request, res: Response, next: (error: unknown) => void) => void
    local(req, res, reject)
  })

  function showSignIn(req: Request, res: Response, status: number, data: { identifier: string; suite: string; refusal?: string }): void {
    const pending = pendingIdentity(req, deps.clock.now())
    sendPage(req, res, signInPage(ui(req), {
      ...data, ...(parts.oidc && { provider: parts.oidc.label }), ...(pending?.person !== undefined && { linking: true as const }),
    }), status)
  }

  // Guessing one account from one place, one account from many places, and many accounts from one place. A whole workshop may sign in from one network.
  const refuseSignIn = (req: Request, res: Response) => {
    const form = readForm(req, signInForm)
    showSignIn(req, res, 429, { identifier: form.identifiant, suite: form.suite, refusal: sentence(req, 'sign_in.too_many') })
  }
  const fromOnePlace = throttle({ windowMinutes: 15, limit: 10, counts: 'refusals', key: (req) => `${typedIdentifier(req)} ${networkOf(req)}`, refuse: refuseSignIn })
  const fromAnywhere = throttle({ windowMinutes: 15, limit: 50, counts: 'refusals', key: typedIdentifier, refuse: refuseSignIn })
  const signInThrottles = [
    fromOnePlace, fromAnywhere,
    throttle({ windowMinutes: 15, limit: 100, counts: 'refusals', key: networkOf, refuse: refuseSignIn }),
  ]

  router.get('/connexion', (req, res) => {
    const suite = afterSignIn(req.query.suite)
    if (personOf(req)) { res.redirect(303, suite); return }
    showSignIn(req, res, 200, { identifier: '', suite })
  })

  router.post('/connexion', ...signInThrottles, async (req, res) => {
    const form = readForm(req, signInForm)
    const person = await whoSignsIn(req, res)
    if (!person) { showSignIn(req, res, 422, { identifier: form.identifiant, suite: afterSignIn(form.suite), refusal: sentence(req, 'sign_in.refused') }); return }
    const pending = pendingIdentity(req, deps.clock.now())
    await openSession(req, res, person)
    let notice = req.forge.m.accounts.welcomeBack(person.displayName)
    if (pending?.person !== undefined && parts.oidc) {
      try {
        await linkProvider(deps, person, pending)
        notice = req.forge.m.accounts.linked(parts.oidc.label)
      } catch (error) {
        if (!(error instanceof ForgeError)) throw error
        notice = refusalSentence(req.forge.locale, error.key, error.details)
      }
    }
    doneThen(req, res, notice, afterSignIn(form.suite))
  })

  router.post('/deconnexion', async (req, res) => {
    await closeSession(req)
    res.clearCookie(sessionCookie, { path: '/' })
    res.redirect(303, '/')
  })

  router.get('/inscription', (req, res) => {
    const suite = afterSignIn(req.query.suite)
    if (personOf(req)) { res.redirect(303, suite); return }
    sendPage(req, res, signUpPage(ui(req), { displayName: '', handle: '', formOfAddress: 'auteur·ice', email: '', suite, problems: [] }))
  })

  const signUpThrottle = throttle({
    windowMinutes: 60, limit: 200, counts: 'all', key: networkOf,
    refuse: (req, res) => { sendPage(req, res, signUpPage(ui(req), { ...readForm(req, signUpForm), problems: [], refusal: sentence(req, 'sign_up.too_many') }), 429) },
  })

  router.post('/inscription', signUpThrottle, async (req, res) => {
    const form = readForm(req, signUpForm)
    let person: Person
    try {
      person = await signUp(deps, { ...form, locale: req.forge.locale })
    } catch (error) {
      if (!(error instanceof ForgeError)) throw error
      const problems = error.key === 'handle.taken' ? [{ field: 'handle', key: error.key }] : problemsOf(error)
      if (problems.length === 0) throw error
      sendPage(req, res, signUpPage(ui(req), { ...form, suite: afterSignIn(form.suite), problems }), 422)
      return
    }
    await openSession(req, res, person)
    doneThen(req, res, req.forge.m.accounts.signedUp(person.displayName, form.email.trim()), afterSignIn(form.suite))
  })

  router.get('/mot-de-passe/oublie', (req, res) => {
    sendPage(req, res, forgottenPage(ui(req), { identifier: personOf(req)?.handle ?? '' }))
  })

  const forgottenThrottle = throttle({
    windowMinutes: 15, limit: 30, counts: 'all', key: networkOf,
    refuse: (req, res) => { sendPage(req, res, forgottenPage(ui(req), { identifier: readForm(req, forgottenForm).identifiant, refusal: sentence(req, 'mail.too_many') }), 429) },
  })

  router.post('/mot-de-passe/oublie', forgottenThrottle, (req, res) => {
    const { identifiant } = readForm(req, forgottenForm)
    // Not awaited: the page comes as fast for an unknown address as for a known one.
    askForReset(deps, identifiant).catch((error: unknown) => { deps.log.error({ err: error }, 'password reset not sent') })
    sendPage(req, res, forgottenSentPage(ui(req), { hours: resetHours }))
  })

  router.get('/mot-de-passe/:secret', async (req, res) => {
    const { secret } = req.params
    const person = await readReset(deps, secret)
    sendPage(req, res, resetPage(ui(req), { secret, handle: person.handle, problems: [] }), 200, 'no-store')
  })

  router.post('/mot-de-passe/:secret', async (req, res) => {
    const { secret } = req.params
    const { password } = readForm(req, passwordForm)
    try {
      const person = await resetPassword(deps, { secret, password })
      // Whoever was kept out by somebody else’s guesses gets in again: what those guesses aimed at is gone.
      for (const name of [person.handle, ...(await deps.emails.of(person.id)).map((e) => e.address)]) {
        fromOnePlace.resetKey(`${name.toLowerCase()} ${networkOf(req)}`)
        fromAnywhere.resetKey(name.toLowerCase())
      }
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      sendPage(req, res, resetPage(ui(req), { secret, handle: (await readReset(deps, secret)).handle, problems }), 422, 'no-store')
      return
    }
    // The session that asked may have been one of those just ended.
    delete req.session.personId
    doneThen(req, res, req.forge.m.accounts.resetDone, '/connexion')
  })

  router.get('/adresses/confirmer/:secret', async (req, res) => {
    const { secret } = req.params
    const { person, address } = await readConfirmation(deps, secret)
    sendPage(req, res, confirmAddressPage(ui(req), { secret, address, handle: person.handle }), 200, 'no-store')
  })

  router.post('/adresses/confirmer/:secret', async (req, res) => {
    const { address } = await confirmAddress(deps, req.params.secret)
    doneThen(req, res, req.forge.m.accounts.confirmed(address), personOf(req) ? '/reglages/adresses' : '/connexion')
  })

  return router
}
