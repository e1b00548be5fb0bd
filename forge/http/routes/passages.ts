/** Passages of a published text or of a proposition: what is said of them, other wordings. Whole without script. */
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { problemsOf } from '../../domain/field-problem.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { requireAllowed } from '../../use-cases/access.js'
import { commentPassage, replyToThread, resolveThread } from '../../use-cases/commentPassage.js'
import { integrateProposal } from '../../use-cases/integrateProposal.js'
import { hidingNames, holdsHiddenName } from '../../use-cases/hideNames.js'
import { readPassage, type PassagePlace } from '../../use-cases/passagePlace.js'
import { readPassages } from '../../use-cases/readPassages.js'
import { readThreads } from '../../use-cases/readThreads.js'
import { removeMessage } from '../../use-cases/removeMessage.js'
import { acceptSuggestion, declineSuggestion } from '../../use-cases/settleSuggestion.js'
import { suggestWording } from '../../use-cases/suggestWording.js'
import { invitesVisitors, suggestAsVisitor } from '../../use-cases/visitorSuggestion.js'
import { spacedIn } from '../../../web/messages/french-spaces.js'
import { messagesFor, refusalSentence } from '../../../web/messages/messages.js'
import { passageFormPage, passagesPage, purposes, type Purpose } from '../../../web/pages/passages.js'
import type { RefusedForm } from '../../../web/pages/parts/passage-threads.js'
import { personOf, uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { networkOf, throttle } from '../throttle.js'
import { asked, readingUi, resourceAt, underResource } from './reading.js'

const wordsShape = { version: textField(40), p: textField(9), mots: textField(5_000), avant: textField(5_000) }
const message = textField(20_000)
const wording = textField(100_000)
const oid = '(?<thread>[0-9a-f]{40})'

const wordsOf = (typed: { version: string; p: string; mots: string; avant: string }) => ({ version: typed.version, at: Number(typed.p), exact: typed.mots, before: typed.avant })
/** Titles of versions are in the language of whoever writes them. */
const titleFor = (req: Request, resource: Resource) => (words: string) => messagesFor(personOf(req)?.locale ?? req.forge.locale).passages.titleOf(spacedIn(resource.fields.langue, words))

export function passageRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const under = (rest: string): RegExp => underResource(`(?:/propositions/(?<number>[1-9][0-9]{0,8}))?/passages${rest}`)

  async function placeAt(req: Request, res: Response): Promise<PassagePlace | undefined> {
    const resource = await resourceAt(parts, req, res)
    const { number } = req.params as Record<string, string | undefined>
    return resource && { resource, ...(number !== undefined && { number: Number(number) }) }
  }
  const pageOf = ({ resource, number }: PassagePlace): string => `/${addressOf(resource)}${number === undefined ? '' : `/propositions/${number}`}`

  async function showList(req: Request, res: Response, place: PassagePlace, refused?: RefusedForm, status = 200): Promise<void> {
    const { locale, actor } = req.forge
    const [threads, listed, invites] = await Promise.all([readThreads(deps, actor, { ...place, locale }), readPassages(deps, { ...place, locale }), invitesVisitors(deps, place.resource)])
    sendPage(req, res, passagesPage(readingUi(req, parts), { threads, passages: listed.passages, invitesVisitors: invites && place.number === undefined, refused }), status)
  }

  router.get(under(''), async (req, res) => {
    const place = await placeAt(req, res)
    if (place) await showList(req, res, place)
  })

  async function showForm(req: Request, res: Response, place: PassagePlace, purpose: Purpose, words: ReturnType<typeof wordsOf>, refused?: RefusedForm, status = 200): Promise<void> {
    const { actor } = req.forge
    if (purpose !== 'visite') await requireAllowed(deps, purpose === 'commentaire' ? 'comment' : 'propose', actor, place.resource)
    else if (place.number !== undefined || !(await invitesVisitors(deps, place.resource))) throw new ForgeError('forbidden', 'suggestion.not_invited')
    const { passage, anchor } = await readPassage(deps, place, words)
    if (passage.segment.kind === 'field' && holdsHiddenName(await hidingNames(deps, place.resource), passage.segment.source)) throw new ForgeError('invalid', 'passage.not_there')
    sendPage(req, res, passageFormPage(uiOf(req, parts, csrfToken(req)), {
      threads: { resource: place.resource, number: place.number }, purpose, words: { ...words, exact: anchor.quote.exact }, refused,
      passage: { words: passage.words, source: passage.segment.source.replace(/\r\n/g, '\n'), field: passage.segment.field },
    }), status)
  }

  router.get(under('/ecrire'), async (req, res) => {
    const place = await placeAt(req, res)
    if (!place) return
    const purpose = purposes.find((known) => known === asked(req, 'pour')) ?? 'commentaire'
    await showForm(req, res, place, purpose, { version: asked(req, 'version') ?? '', at: Number(asked(req, 'p')), exact: asked(req, 'mots', 5_000) ?? '', before: asked(req, 'avant', 5_000) ?? '' })
  })

  /** A refused form comes back with what was typed; what only signing in or another address would cure goes to the error page. */
  const isForm = (error: unknown): error is ForgeError => error instanceof ForgeError && error.refusal !== 'unauthenticated' && error.refusal !== 'not_found'

  const sentenceOf = (req: Request, error: ForgeError): string => {
    const problems = problemsOf(error)
    return problems.length === 0 ? refusalSentence(req.forge.locale, error.key, error.details) : problems.map(({ key, details }) => refusalSentence(req.forge.locale, key, details)).join(' ')
  }

  function writing<T extends z.ZodType<Record<string, string>>>(path: string, purpose: Purpose, shape: T, act: (req: Request, place: PassagePlace, words: ReturnType<typeof wordsOf>, body: z.output<T>) => Promise<string>): RequestHandler {
    return async (req, res) => {
      const place = await placeAt(req, res)
      if (!place) return
      const body = readForm(req, shape)
      const words = wordsOf(readForm(req, z.object(wordsShape)))
      try {
        doneThen(req, res, await act(req, place, words, body), `${pageOf(place)}${purpose === 'visite' ? '' : '#sur-des-passages'}`)
      } catch (error) {
        if (!isForm(error) || error.key === 'passage.not_there' || error.key === 'conflict.moved') throw error
        await showForm(req, res, place, purpose, words, { form: path, sentence: sentenceOf(req, error), typed: body }, statusOf[error.refusal])
      }
    }
  }

  router.post(under('/commenter'), writing('commenter', 'commentaire', z.object({ text: message }), async (req, place, words, body) => {
    await commentPassage(deps, req.forge.actor, { place, words, text: body.text })
    return req.forge.m.passages.commentSent
  }))

  router.post(under('/formuler'), writing('formuler', 'formulation', z.object({ replacement: wording, text: message }), async (req, place, words, body) => {
    await suggestWording(deps, req.forge.actor, { place, words, wording: { replacement: body.replacement, reason: body.text }, titleOf: titleFor(req, place.resource) })
    return req.forge.m.passages.wordingSent
  }))

  const visit = z.object({ replacement: wording, text: message, nom: textField(500), adresse: textField(500), site: textField(500) })
  const visiting = writing('suggerer', 'visite', visit, async (req, { resource }, words, body) => {
    const { passages: m } = req.forge.m
    // Only machines fill what nobody sees: they are thanked, and nothing is kept.
    if (body.site !== '') return m.visitSent
    const { isMailSent } = await suggestAsVisitor(deps, { resource, words, replacement: body.replacement, reason: body.text, name: body.nom, address: body.adresse, locale: req.forge.locale })
    return isMailSent ? m.visitSentMail : m.visitSent
  })
  const tooMany = async (req: Request, res: Response): Promise<void> => {
    const place = await placeAt(req, res)
    if (place) await showForm(req, res, place, 'visite', wordsOf(readForm(req, z.object(wordsShape))), { form: 'suggerer', sentence: refusalSentence(req.forge.locale, 'suggestion.too_many'), typed: readForm(req, visit) }, 429)
  }
  const addressOfVisitor = (req: Request): string | undefined => {
    const typed: unknown = (req.body as Record<string, unknown> | undefined)?.adresse
    return typeof typed === 'string' && typed.trim() !== '' ? typed.trim().toLowerCase().slice(0, 254) : undefined
  }
  router.post(underResource('/passages/suggerer'),
    throttle({ windowMinutes: 60, limit: 6, counts: 'all', key: networkOf, refuse: tooMany }), throttle({ windowMinutes: 24 * 60, limit: 4, counts: 'all', key: addressOfVisitor, refuse: tooMany }), visiting)

  /** A form of the threads: done and back to the text, or the list with the refusal beside the form and what was typed. */
  function acting<T extends z.ZodType<Record<string, string>>>(path: RegExp, form: string, shape: T, act: (req: Request, on: { place: PassagePlace; thread: string; params: Record<string, string> }, body: z.output<T>) => Promise<string>): void {
    router.post(path, async (req, res) => {
      const place = await placeAt(req, res)
      if (!place) return
      const params = req.params as Record<string, string>
      const thread = params.thread ?? ''
      const body = readForm(req, shape)
      try {
        doneThen(req, res, await act(req, { place, thread, params }, body), `${pageOf(place)}${thread === '' ? '' : `#fil-${thread.slice(0, 12)}`}`)
      } catch (error) {
        if (!isForm(error)) throw error
        await showList(req, res, place, { form: `${form}-${thread}`, sentence: refusalSentence(req.forge.locale, error.key, error.details), typed: body }, statusOf[error.refusal])
      }
    })
  }

  acting(under(`/fils/${oid}/repondre`), 'repondre', z.object({ text: message }), async (req, { place, thread }, { text }) => {
    await replyToThread(deps, req.forge.actor, { place, thread, text })
    return req.forge.m.passages.replySent
  })
  acting(under(`/fils/${oid}/fermer`), 'fermer', z.object({}), async (req, { place, thread }) => {
    await resolveThread(deps, req.forge.actor, { place, thread, becomes: 'resolved' })
    return req.forge.m.passages.resolved
  })
  acting(under(`/fils/${oid}/rouvrir`), 'rouvrir', z.object({}), async (req, { place, thread }) => {
    await resolveThread(deps, req.forge.actor, { place, thread, becomes: 'open' })
    return req.forge.m.passages.reopened
  })
  acting(under(`/fils/${oid}/messages/(?<message>[0-9a-f]{40})/retirer`), 'retirer', z.object({}), async (req, { place, params }) => {
    await removeMessage(deps, req.forge.actor, { place, message: params.message ?? '' })
    return req.forge.m.passages.removed
  })
  acting(under(`/fils/${oid}/accepter`), 'accepter', z.object({}), async (req, { place: { resource, number }, thread }) => {
    await acceptSuggestion(deps, req.forge.actor, { resource, number: number ?? 0, suggestion: thread, titleOf: titleFor(req, resource) })
    return req.forge.m.passages.accepted
  })
  acting(under(`/fils/${oid}/laisser`), 'laisser', z.object({ reason: message }), async (req, { place: { resource, number }, thread }, { reason }) => {
    await declineSuggestion(deps, req.forge.actor, { resource, number: number ?? 0, suggestion: thread, reason })
    return req.forge.m.passages.declined
  })

  router.post(underResource('/passages/formulations/(?<offer>[1-9][0-9]{0,8})/integrer'), async (req, res) => {
    const place = await placeAt(req, res)
    if (!place) return
    const number = Number((req.params as Record<string, string>).offer)
    try {
      const outcome = await integrateProposal(deps, req.forge.actor, { resource: place.resource, number })
      if (outcome.kind === 'conflicts') res.redirect(303, `${pageOf(place)}/propositions/${number}/concilier`)
      else doneThen(req, res, req.forge.m.passages.integrated, pageOf(place))
    } catch (error) {
      if (!isForm(error)) throw error
      await showList(req, res, place, { form: `integrer-${number}`, sentence: refusalSentence(req.forge.locale, error.key, error.details), typed: {} }, statusOf[error.refusal])
    }
  })

  return router
}
