/** Signing in with an OpenID Connect provider. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { slugOf } from '../../../content-schema/slug.js'
import { ForgeError } from '../../domain/errors.js'
import { problemsOf } from '../../domain/field-problem.js'
import type { ProvidedIdentity } from '../../domain/ports.js'
import { joinFromProvider, welcomeFromProvider } from '../../use-cases/joinFromProvider.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { signUpFromProviderPage } from '../../../web/pages/sign-up.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm, textField } from '../form.js'
import { afterSignIn, openSession } from '../open-session.js'
import { doneThen, sendPage } from '../replies.js'

const pendingMinutes = 15
const joinForm = z.object({ handle: textField(200), displayName: textField(500), formOfAddress: z.enum(['autrice', 'auteur', 'auteur·ice']).default('auteur·ice'), email: textField(500), suite: textField(2000) })

/** Somebody a provider vouched for a moment ago, in this session; `person`: whose address here it is. */
export function pendingIdentity(req: Request, now: number): (ProvidedIdentity & { readonly person?: string }) | undefined {
  const pending = req.session.identity
  if (pending === undefined || now - pending.at > pendingMinutes * 60_000) return undefined
  return { ...pending, email: pending.email, name: pending.name }
}

export function oidcRoutes(parts: HttpParts): Router {
  const { deps, oidc } = parts
  const router = Router()
  if (!oidc) return router
  const returnAddress = `${deps.settings.baseUrl}/connexion/oidc/retour`

  /** Back to the sign-in page with the reason; never an error page between two sites. */
  function backToSignIn(req: Request, res: Response, error: unknown, suite: string): void {
    if (!(error instanceof ForgeError)) throw error
    deps.log.warn({ key: error.key, reason: error.details.reason }, 'sign-in with the provider refused')
    req.session.notice = { kind: 'refused', sentence: refusalSentence(req.forge.locale, error.key, error.details) }
    res.redirect(303, `/connexion?suite=${encodeURIComponent(suite)}`)
  }

  router.get('/connexion/oidc', async (req, res) => {
    const suite = afterSignIn(req.query.suite)
    try {
      const { url, state } = await oidc.begin(returnAddress)
      req.session.oidc = { ...state, suite }
      res.redirect(303, url)
    } catch (error) { backToSignIn(req, res, error, suite) }
  })

  router.get('/connexion/oidc/retour', async (req, res) => {
    const state = req.session.oidc ?? {}
    const suite = afterSignIn(state.suite)
    // Single use, whatever happens next.
    delete req.session.oidc
    try {
      const identity = await oidc.finish(new URL(req.originalUrl, deps.settings.baseUrl), state)
      const welcome = await welcomeFromProvider(deps, identity)
      if (welcome.kind === 'known') {
        await openSession(req, res, welcome.person)
        doneThen(req, res, req.forge.m.accounts.welcomeBack(welcome.person.displayName), suite)
        return
      }
      // Whoever was signed in here is not necessarily who comes back from the provider.
      delete req.session.personId
      req.session.identity = { ...identity, at: deps.clock.now(), ...(welcome.kind === 'to_link' && { person: welcome.person.id }) }
      res.redirect(303, `${welcome.kind === 'to_link' ? '/connexion' : '/inscription/oidc'}?suite=${encodeURIComponent(suite)}`)
    } catch (error) { backToSignIn(req, res, error, suite) }
  })

  const verifiedEmail = (identity: ProvidedIdentity) => (identity.emailVerified ? identity.email : undefined)
  const pendingOrRefuse = (req: Request): ProvidedIdentity => {
    const pending = pendingIdentity(req, deps.clock.now())
    if (!pending || pending.person !== undefined) throw new ForgeError('not_found', 'oidc.nothing_pending')
    return pending
  }

  router.get('/inscription/oidc', (req, res) => {
    const identity = pendingOrRefuse(req)
    sendPage(req, res, signUpFromProviderPage(uiOf(req, parts, csrfToken(req)), {
      provider: oidc.label, verifiedEmail: verifiedEmail(identity), displayName: identity.name ?? '', handle: identity.name === undefined ? '' : slugOf(identity.name).slice(0, 39).replace(/-$/, ''),
      formOfAddress: 'auteur·ice', email: identity.email ?? '', suite: afterSignIn(req.query.suite), problems: [],
    }))
  })

  router.post('/inscription/oidc', async (req, res) => {
    const identity = pendingOrRefuse(req)
    const form = readForm(req, joinForm)
    try {
      const person = await joinFromProvider(deps, identity, { ...form, locale: req.forge.locale })
      await openSession(req, res, person)
      const verified = verifiedEmail(identity)
      doneThen(req, res, verified === undefined ? req.forge.m.accounts.signedUp(person.displayName, form.email.trim()) : req.forge.m.accounts.welcomeBack(person.displayName), afterSignIn(form.suite))
    } catch (error) {
      const problems = error instanceof ForgeError && error.key === 'handle.taken' ? [{ field: 'handle', key: error.key }] : problemsOf(error)
      if (problems.length === 0) throw error
      sendPage(req, res, signUpFromProviderPage(uiOf(req, parts, csrfToken(req)), { ...form, provider: oidc.label, verifiedEmail: verifiedEmail(identity), suite: afterSignIn(form.suite), problems }), 422)
    }
  })

  return router
}
