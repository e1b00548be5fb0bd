/** The settings of one's own account: profile, addresses, password, tokens. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { problemsOf, type FieldProblem } from '../../domain/field-problem.js'
import { addressesOf, claimAddress, makeAddressPrimary, removeAddress } from '../../use-cases/claimAddress.js'
import { addToken, revokeToken, tokenLifetimes, tokensOf } from '../../use-cases/manageTokens.js'
import { changePassword } from '../../use-cases/resetPassword.js'
import { mayManageAccount, updateProfile } from '../../use-cases/updateProfile.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { addressesPage } from '../../../web/pages/addresses.js'
import { changePasswordPage, profilePage, type ProfileData } from '../../../web/pages/settings.js'
import { tokensPage, type TokensData } from '../../../web/pages/tokens.js'
import { uiOf, personOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm, textField } from '../form.js'
import { rememberLanguage } from '../open-session.js'
import { doneThen, sendPage } from '../replies.js'
import { throttle } from '../throttle.js'

const profileForm = z.object({ displayName: textField(500), formOfAddress: z.enum(['autrice', 'auteur', 'auteur·ice']), bio: textField(20_000), locale: z.enum(['fr', 'en']) })
const addressForm = z.object({ email: textField(500) })
const passwordForm = z.object({ present: textField(2000), password: textField(2000) })
const tokenForm = z.object({ name: textField(500), access: z.enum(['read', 'write']).default('read'), days: z.enum(['', ...tokenLifetimes.map(String)]).default('') })

export function accountRoutes(parts: HttpParts): Router {
  const { deps } = parts
  const router = Router()
  const ui = (req: Request) => uiOf(req, parts, csrfToken(req))
  const { emails } = deps

  async function showProfile(req: Request, res: Response, status: number, data?: Omit<ProfileData, 'waiting' | 'invites'>): Promise<void> {
    const person = mayManageAccount(req.forge.actor)
    const main = (await emails.of(person.id)).find((e) => e.isPrimary)
    sendPage(req, res, profilePage(ui(req), { ...(data ?? { ...person, problems: [] }), waiting: main?.confirmedAt === undefined ? main?.address : undefined, invites: await deps.visitors.isInvited(person.id) }), status)
  }

  router.get('/reglages', (req, res) => showProfile(req, res, 200))
  router.post('/reglages', async (req, res) => {
    mayManageAccount(req.forge.actor)
    const form = readForm(req, profileForm)
    try {
      await updateProfile(deps, req.forge.actor, form)
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      await showProfile(req, res, 422, { ...form, problems })
      return
    }
    rememberLanguage(res, form.locale, req.session.cookie.secure === true)
    doneThen(req, res, req.forge.m.accounts.profileSaved, '/reglages')
  })

  async function showAddresses(req: Request, res: Response, status: number, data: { typed: string; problems: readonly FieldProblem[]; refusal?: string }): Promise<void> {
    const addresses = await addressesOf(deps, req.forge.actor)
    sendPage(req, res, addressesPage(ui(req), {
      ...data, addresses: addresses.map((e) => ({ address: e.address, state: e.confirmedAt === undefined ? 'waiting' as const : 'confirmed' as const, isMain: e.isPrimary, fiches: e.fiches })),
    }), status)
  }

  const mailThrottle = throttle({
    windowMinutes: 15, limit: 20, counts: 'all', key: (req) => personOf(req)?.id,
    refuse: (req, res) => showAddresses(req, res, 429, { typed: readForm(req, addressForm).email, problems: [], refusal: refusalSentence(req.forge.locale, 'mail.too_many') }),
  })
  const addAddress = async (req: Request, res: Response) => {
    const form = readForm(req, addressForm)
    try {
      const address = await claimAddress(deps, req.forge.actor, form.email)
      doneThen(req, res, req.forge.m.accounts.addressAdded(address), '/reglages/adresses')
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      await showAddresses(req, res, 422, { typed: form.email, problems })
    }
  }

  router.get('/reglages/adresses', (req, res) => showAddresses(req, res, 200, { typed: '', problems: [] }))
  router.post('/reglages/adresses', mailThrottle, addAddress)
  router.post('/reglages/adresses/renvoyer', mailThrottle, addAddress)

  const onAddress = (act: typeof removeAddress, done: (req: Request, address: string) => string) => async (req: Request, res: Response) => {
    const { email } = readForm(req, addressForm)
    try {
      await act(deps, req.forge.actor, email)
      doneThen(req, res, done(req, email), '/reglages/adresses')
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showAddresses(req, res, 409, { typed: '', problems: [], refusal: refusalSentence(req.forge.locale, error.key, error.details) })
    }
  }
  router.post('/reglages/adresses/principale', onAddress(makeAddressPrimary, (req, address) => req.forge.m.accounts.addressMain(address)))
  router.post('/reglages/adresses/retirer', onAddress(removeAddress, (req, address) => req.forge.m.accounts.addressRemoved(address)))

  async function showPassword(req: Request, res: Response, status: number, data: { problems: readonly FieldProblem[]; refusal?: string }): Promise<void> {
    const person = mayManageAccount(req.forge.actor)
    const hasPassword = (await deps.people.passwordHash(person.id)) === undefined ? 'no' as const : 'yes' as const
    sendPage(req, res, changePasswordPage(ui(req), { handle: person.handle, hasPassword, ...data }), status)
  }
  const passwordThrottle = throttle({
    windowMinutes: 15, limit: 10, counts: 'refusals', key: (req) => personOf(req)?.id,
    refuse: (req, res) => showPassword(req, res, 429, { problems: [], refusal: refusalSentence(req.forge.locale, 'sign_in.too_many') }),
  })

  router.get('/reglages/mot-de-passe', (req, res) => showPassword(req, res, 200, { problems: [] }))
  router.post('/reglages/mot-de-passe', passwordThrottle, async (req, res) => {
    try {
      await changePassword(deps, req.forge.actor, { ...readForm(req, passwordForm), keptSession: req.sessionID })
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      await showPassword(req, res, 422, { problems })
      return
    }
    doneThen(req, res, req.forge.m.accounts.passwordChanged, '/reglages/mot-de-passe')
  })

  async function showTokens(req: Request, res: Response, status: number, data: Partial<TokensData>): Promise<void> {
    const tokens = await tokensOf(deps, req.forge.actor)
    sendPage(req, res, tokensPage(ui(req), {
      tokens, now: deps.clock.now(), lifetimes: tokenLifetimes, name: '', access: 'write', days: '90', problems: [], ...data,
    }), status, data.secret === undefined ? undefined : 'no-store')
  }

  router.get('/reglages/jetons', (req, res) => showTokens(req, res, 200, {}))
  router.post('/reglages/jetons', async (req, res) => {
    const form = readForm(req, tokenForm)
    try {
      const secret = await addToken(deps, req.forge.actor, { name: form.name, access: form.access, days: form.days === '' ? undefined : Number(form.days) })
      // Shown in the answer itself: a redirect would mean keeping the secret somewhere.
      await showTokens(req, res, 201, { secret })
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      await showTokens(req, res, 422, { ...form, problems })
    }
  })
  router.post('/reglages/jetons/:id/retirer', async (req, res) => {
    await revokeToken(deps, req.forge.actor, req.params.id)
    doneThen(req, res, req.forge.m.accounts.tokenRevoked, '/reglages/jetons')
  })

  return router
}
