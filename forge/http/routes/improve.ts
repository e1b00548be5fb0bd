/** Améliorer: the editor, its private draft, the end screen, sending, and passages to reconcile before. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { parseFiche } from '../../../content-schema/fiche.js'
import { applyForm, formFields } from '../../../content-schema/form-values.js'
import { placeOfHeader } from '../../../content-schema/header.js'
import { bodyToType, typedBody, typedHeader } from '../../../content-schema/typed-text.js'
import type { FormProblem } from '../../../content-schema/form-values.js'
import type { Problem } from '../../../content-schema/check.js'
import { ForgeError } from '../../domain/errors.js'
import { profileFor, type Words } from '../../domain/lexicon.js'
import { addressOf } from '../../domain/resource.js'
import { choiceOf } from '../../domain/settling.js'
import { isAllowed, personActing } from '../../use-cases/access.js'
import { grantWords } from '../../use-cases/grantWords.js'
import { textsTyped } from '../../use-cases/incomingTexts.js'
import { judgeIncoming } from '../../use-cases/judgeIncoming.js'
import { dropDraft } from '../../use-cases/saveDraft.js'
import { textOf } from '../../use-cases/indexResource.js'
import { keepDraft, sendDraft, settleDraft, type Editing } from '../../use-cases/improve.js'
import { draftPictureAddresses } from '../../use-cases/picturesOfDraft.js'
import { placeOf } from '../../use-cases/renderFiche.js'
import { settleFiles } from '../../use-cases/settlePassages.js'
import { whoTouched } from '../../use-cases/whoTouched.js'
import { blockingProblems, problemsToSee } from '../../use-cases/writeChange.js'
import { html, safe } from '../../../web/html.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { editingQuery, improvePage, type ImproveData } from '../../../web/pages/improve.js'
import { improveEndPage } from '../../../web/pages/improve-end.js'
import { dateText } from '../../../web/pages/parts/dates.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { postedOf, readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { editingAsked } from './editing.js'
import { asked, resourceAt, underResource } from './reading.js'
import { namesOf, settleScreens, type SettleScreen } from './settle-screen.js'

/** Whether a file's header is edited by fields, by hand, or not at all. */
function headerMode(editing: Editing, wantsRaw: boolean): 'fields' | 'raw' | 'none' {
  const fiche = parseFiche(editing.text)
  if (editing.path !== editing.resource.mainPath) return fiche.hasHeader ? 'raw' : 'none'
  return wantsRaw || fiche.yamlProblem ? 'raw' : 'fields'
}

/** The whole text as posted: header, then body; whatever was not touched is the original's, byte for byte. */
export function textPosted(words: Words, req: Request, editing: Editing): { text: string; problems: readonly FormProblem[]; posted: ReturnType<typeof applyForm> | undefined } {
  const posted = postedOf(req)
  const body = posted('corps')?.[0]
  const raw = posted('entete-texte')?.[0]
  if (raw !== undefined) {
    const withHeader = typedHeader(editing.original, raw)
    return { text: body === undefined ? withHeader : typedBody(withHeader, body), problems: [], posted: undefined }
  }
  if (editing.path !== editing.resource.mainPath) return { text: body === undefined ? editing.original : typedBody(editing.original, body), problems: [], posted: undefined }
  const applied = applyForm(parseFiche(editing.original), posted, profileFor(words, editing.resource.owner))
  return { text: body === undefined ? applied.text : typedBody(applied.text, body), problems: applied.problems, posted: applied }
}

export function improveRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const screens = settleScreens(parts)

  const editingOf = (req: Request, res: Response) => editingAsked(parts, req, res)
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))
  const queryOf = (editing: Editing) => editingQuery({ resource: editing.resource, path: editing.path, proposal: editing.proposal })
  const baseOf = (editing: Editing) => `/${addressOf(editing.resource)}`

  async function previewOf(req: Request, base: string, path: string, mainPath: string, body: string, pictures: Readonly<Record<string, string>>) {
    const [rendered] = await deps.renderer.markdown({ texts: [body], place: { base, version: undefined, path, mainPath, neighbours: {}, pictures }, locale: req.forge.locale, origins: [{ kind: 'text', at: 0 }] })
    return safe(rendered?.html ?? '')
  }

  async function show(req: Request, res: Response, editing: Editing, refused?: { text: string; problems: readonly Problem[]; form: readonly FormProblem[]; posted: ReturnType<typeof textPosted>['posted'] }, status = 200): Promise<void> {
    const { resource } = editing
    const text = refused?.text ?? editing.text
    const fiche = parseFiche(text)
    const mode = headerMode({ ...editing, text }, asked(req, 'entete') === 'brut' || (req.body as Record<string, unknown> | undefined)?.entete === 'brut')
    const isFr = req.forge.locale === 'fr'
    const header: ImproveData['header'] = mode === 'none' ? { kind: 'none' }
      : mode === 'fields' ? { kind: 'fields', fields: refused?.posted?.controls ?? formFields(fiche, profileFor(deps.words, resource.owner)) }
        : { kind: 'raw', text: placeOfHeader(text).yaml, ...(fiche.yamlProblem && { broken: { line: fiche.yamlProblem.line, why: isFr ? fiche.yamlProblem.messageFr : fiche.yamlProblem.messageEn } }) }
    const files = (await deps.git.tree(resource.id, editing.base, { recursive: true })).filter((e) => e.kind === 'blob').map((e) => e.path)
    const texts = editing.proposal ? [] : files.filter((path) => /\.(md|markdown)$/i.test(path) && path !== editing.path)
    const profile = profileFor(deps.words, resource.owner)
    const pictures = await draftPictureAddresses(deps, req.forge.actor, resource)
    sendPage(req, res, improvePage(pageOf(req), {
      resource, path: editing.path, base: editing.base, header, body: bodyToType(text), preview: await previewOf(req, baseOf(editing), editing.path, resource.mainPath, fiche.body, pictures),
      draftAt: editing.draft?.updatedAt, isStale: editing.isStale, proposal: editing.proposal, problems: refused?.problems ?? [],
      unread: (refused?.form ?? []).map(({ field, cell, key }) => ({ field, cell, text: refusalSentence(req.forge.locale, key) })), otherTexts: texts.slice(0, 50),
      images: [...files.filter((path) => /\.(jpe?g|png|webp|gif|avif|svg)$/i.test(path)), ...Object.keys(pictures)].slice(0, 100), licences: { recommended: profile.defaultLicence, allowed: profile.licences }, asked: asked(req, 'champ'),
    }), status)
  }

  router.get(underResource('/ameliorer'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    // Nothing to improve yet: its stewards write the first version.
    if (resource.state === 'empty' && (await isAllowed(deps, 'publish', req.forge.actor, resource))) { res.redirect(303, `/nouvelle?dans=${encodeURIComponent(addressOf(resource))}`); return }
    const editing = await editingOf(req, res)
    if (editing) await show(req, res, editing)
  })

  router.post(underResource('/ameliorer'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    const posted = textPosted(deps.words, req, editing)
    // Kept first: whatever happens next, nothing typed is lost.
    await keepDraft(deps, req.forge.actor, editing, posted.text, editing.draft?.reason)
    const { etape } = req.body as Record<string, unknown>
    const isKeeping = etape === 'brouillon' || etape === 'image'
    const problems = editing.path === editing.resource.mainPath && !isKeeping ? blockingProblems(deps, editing.resource, editing.original, posted.text) : []
    if (problems.length > 0 || posted.problems.length > 0) { await show(req, res, editing, { ...posted, problems, form: posted.problems }, 422); return }
    if (etape === 'image') res.redirect(303, `${baseOf(editing)}/ameliorer/image${queryOf(editing)}`)
    else if (isKeeping) doneThen(req, res, req.forge.m.proposing.draftKept, `${baseOf(editing)}/ameliorer${queryOf(editing)}`)
    else res.redirect(303, `${baseOf(editing)}/ameliorer/relire${queryOf(editing)}`)
  })

  /** Autosave. A page left open answers too: what it holds is kept as it is. */
  const autosave = async (req: Request, res: Response): Promise<void> => {
    const editing = await editingOf(req, res)
    if (!editing) return
    const draft = await keepDraft(deps, req.forge.actor, editing, textPosted(deps.words, req, editing).text, editing.draft?.reason)
    res.set('Cache-Control', 'no-store').json({ keptAt: draft?.updatedAt ?? null })
  }
  router.post(underResource('/brouillon'), autosave)
  router.put(underResource('/brouillon'), autosave)

  router.post(underResource('/brouillon/effacer'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    await dropDraft(deps, req.forge.actor, editing.resource, editing.draftPath)
    await deps.draftPictures.removeOf(personActing(req.forge.actor).id, editing.resource.id, editing.draftPath)
    doneThen(req, res, req.forge.m.proposing.dropDraftDone, `${baseOf(editing)}/ameliorer${queryOf(editing)}`)
  })

  router.post('/apercu', async (req, res) => {
    if (req.forge.actor.kind !== 'person') throw new ForgeError('unauthenticated', 'policy.sign_in')
    const body = readForm(req, z.object({ text: textField(2_000_000), place: textField(300), path: textField(4096) }))
    const [base = '', owner, slug] = /^\/([A-Za-z0-9-]+)\/([a-z0-9-]+)$/.exec(body.place) ?? []
    const resource = owner === undefined || slug === undefined ? undefined : await deps.resources.findByAddress(owner, slug)
    const preview = await previewOf(req, base, body.path || 'README.md', body.path || 'README.md', body.text, resource ? await draftPictureAddresses(deps, req.forge.actor, resource) : {})
    res.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'; sandbox" }).send(String(html`${preview}`))
  })

  /** What the draft would bring in from elsewhere. */
  const incomingOf = (req: Request, { resource, base, path, text, proposal }: Editing) => judgeIncoming(deps, {
    resource, incoming: textsTyped(deps, resource.id, proposal?.base ?? base, new Map([[path, text]])), proposer: req.forge.actor.kind === 'person' ? req.forge.actor.person.id : undefined, ...(proposal && { offeredBefore: proposal.iterations }),
  })
  const grantsPosted = (req: Request) => (postedOf(req)('accorder') ?? []).filter((name) => /^[0-9a-f]{20}$/.test(name))

  async function end(req: Request, res: Response, editing: Editing, refused?: { title: string; reason: string; error?: string; titleError?: string }, status = 200): Promise<void> {
    const [title = '', ...rest] = (editing.draft?.reason ?? '').split('\n')
    const pictures = await draftPictureAddresses(deps, req.forge.actor, editing.resource)
    const placeAt = async (text: string) => ({ ...(await placeOf(deps, editing.resource, { version: undefined, commit: editing.base, path: editing.path, text })), pictures })
    const places = { before: await placeAt(editing.original), after: await placeAt(editing.text) }
    const isMain = editing.path === editing.resource.mainPath
    const fiche = parseFiche(editing.text)
    sendPage(req, res, improveEndPage(pageOf(req), {
      toSee: isMain ? problemsToSee(deps, editing.resource, editing.original, editing.text) : [],
      fields: isMain && !fiche.yamlProblem ? formFields(fiche, profileFor(deps.words, editing.resource.owner)) : [],
      resource: editing.resource, path: editing.path, proposal: editing.proposal, action: editing.action, stamp: editing.draft?.updatedAt ?? 0, isStale: editing.isStale,
      incoming: await incomingOf(req, editing), granting: grantsPosted(req),
      comparison: await deps.renderer.compare(editing.original, editing.text, req.forge.locale, places),
      title: refused?.title ?? title, reason: refused?.reason ?? rest.join('\n').trim(), ...(refused?.error !== undefined && { error: refused.error }), ...(refused?.titleError !== undefined && { titleError: refused.titleError }),
    }), status)
  }

  router.get(underResource('/ameliorer/relire'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (editing) await end(req, res, editing)
  })

  router.post(underResource('/ameliorer/envoyer'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    const { proposing: m } = req.forge.m
    const body = readForm(req, z.object({ title: textField(1000), reason: textField(20_000), brouillon: textField(20), envoyer: textField(20) }))
    // The reasons typed are kept with the draft.
    if (editing.draft && editing.draft.updatedAt !== Number(body.brouillon)) {
      await end(req, res, editing, { ...body, error: refusalSentence(req.forge.locale, 'improve.draft_moved') }, 409)
      return
    }
    try {
      const granted = grantsPosted(req)
      if (granted.length > 0) await grantWords(deps, req.forge.actor, { resource: editing.resource, incoming: await incomingOf(req, editing), names: granted })
      const sent = await sendDraft(deps, req.forge.actor, editing.action === 'publish' && body.envoyer === 'proposition' ? { ...editing, action: 'propose' } : editing, body)
      if (sent.kind === 'conflicts') {
        await keepDraft(deps, req.forge.actor, editing, editing.text, `${body.title.replaceAll('\n', ' ')}\n${body.reason}`)
        res.redirect(303, `${baseOf(editing)}/ameliorer/concilier${queryOf(editing)}`)
      } else if (sent.kind === 'published') doneThen(req, res, m.published, editing.path === editing.resource.mainPath ? `/${addressOf(sent.resource)}` : `/${addressOf(sent.resource)}/fichiers/${editing.path.split('/').map(encodeURIComponent).join('/')}`)
      else doneThen(req, res, sent.kind === 'updated' ? m.updated : m.sent, `${baseOf(editing)}/propositions/${sent.number}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || (error.refusal !== 'invalid' && error.refusal !== 'conflict' && !error.key.startsWith('licences.'))) throw error
      if (error.key === 'fiche.has_problems') { await show(req, res, editing, { text: editing.text, problems: error.details.problems as readonly Problem[], form: [], posted: undefined }, 422); return }
      if (error.key === 'proposal.moved') { res.redirect(303, `${baseOf(editing)}/ameliorer/concilier${queryOf(editing)}`); return }
      // What stops is told ingredient by ingredient on the page itself.
      const sentence = error.key === 'licences.stopped' ? req.forge.m.incoming.mustBeSettled : refusalSentence(req.forge.locale, error.key, error.details)
      await end(req, res, editing, { ...body, ...(error.details.field === 'title' ? { titleError: sentence } : { error: sentence }) }, statusOf[error.refusal])
    }
  })

  /** Passages both changed, the person's draft facing what was published (or proposed) meanwhile. */
  async function screenOf(req: Request, editing: Editing, found: Awaited<ReturnType<typeof settleDraft>>): Promise<SettleScreen> {
    const { settling: m } = req.forge.m
    const { resource, path, draft, draftPath, base } = editing
    const standing = (file: string) => textOf(deps, resource.id, found.published, file)
    return {
      resource, files: found.files, subject: `brouillon:${draftPath}`, standing,
      place: await placeOf(deps, resource, { version: undefined, commit: found.published, path, text: await standing(path) }),
      ours: { name: editing.proposal ? m.proposed : m.published }, theirs: { name: m.yours, ...(draft && { said: `${m.you}, ${m.by(dateText(draft.updatedAt, req.forge.locale))}` }) },
      labels: { ours: editing.proposal ? m.keepProposed : m.keep, theirs: m.takeYours, send: m.toEnd }, back: { href: `${baseOf(editing)}/ameliorer${queryOf(editing)}`, label: m.backToDraft },
      action: `${baseOf(editing)}/ameliorer/concilier${queryOf(editing)}`, hidden: { published: found.published, brouillon: String(draft?.updatedAt ?? 0) },
      touches: () => whoTouched(deps, found.files, { ours: { repo: resource.id, base, tip: found.published }, theirs: undefined }),
    }
  }

  /** The draft now starts from the version it was put together with. */
  async function rebase(req: Request, res: Response, editing: Editing, published: string, text: string): Promise<void> {
    await keepDraft(deps, req.forge.actor, { ...editing, base: published, original: '' }, text, editing.draft?.reason)
    await screens.forget(req, editing.resource, `brouillon:${editing.draftPath}`)
    doneThen(req, res, req.forge.m.settling.done, `${baseOf(editing)}/ameliorer/relire${queryOf(editing)}`)
  }

  router.get(underResource('/ameliorer/concilier'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    if (!editing.draft || !editing.isStale) { res.redirect(303, `${baseOf(editing)}/ameliorer/relire${queryOf(editing)}`); return }
    const found = await settleDraft(deps, editing)
    if (found.merged !== undefined) await rebase(req, res, editing, found.published, found.merged)
    else await screens.show(req, res, await screenOf(req, editing, found))
  })

  router.post(underResource('/ameliorer/concilier/apercu'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    const screen = await screenOf(req, editing, await settleDraft(deps, editing))
    screens.sendResult(req, res, await screens.resultOf(req, screen, await screens.keep(req, editing.resource, screen.subject, namesOf(screen.files))))
  })

  router.post(underResource('/ameliorer/concilier'), async (req, res) => {
    const editing = await editingOf(req, res)
    if (!editing) return
    const body = readForm(req, z.object({ published: textField(40), brouillon: textField(20) }))
    if (!editing.draft) throw new ForgeError('invalid', 'improve.no_draft')
    const found = await settleDraft(deps, editing)
    const screen = await screenOf(req, editing, found)
    const picks = await screens.keep(req, editing.resource, screen.subject, namesOf(found.files))
    const isMoved = found.published !== body.published || editing.draft.updatedAt !== Number(body.brouillon)
    if (await screens.onlyKept(req, res, { action: screen.action, tour: 'concilier', isMoved })) return
    if (isMoved) {
      await screens.show(req, res, screen, { picks, undecided: [], error: refusalSentence(req.forge.locale, 'conflict.moved') }, 409)
      return
    }
    const settled = await settleFiles(deps, editing.resource.id, found.files, (name) => choiceOf(picks, name))
    if (settled.kind === 'undecided') {
      await screens.show(req, res, screen, { picks, undecided: settled.missing, error: refusalSentence(req.forge.locale, 'settle.undecided', { left: settled.missing.length }) }, 422)
      return
    }
    const text = settled.files.get(editing.path)
    await rebase(req, res, editing, found.published, typeof text === 'string' ? text : editing.text)
  })

  return router
}
