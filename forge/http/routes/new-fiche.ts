/** A new fiche, from its type to its first version. */
import { Router, type Request, type Response } from 'express'
import { newProblems, type Problem } from '../../../content-schema/check.js'
import { isWordsType } from '../../../content-schema/fields.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { applyForm } from '../../../content-schema/form-values.js'
import { editHeader } from '../../../content-schema/edit.js'
import { identify } from '../../../content-schema/licences/identify.js'
import { ForgeError } from '../../domain/errors.js'
import type { Incoming } from '../../domain/incoming.js'
import type { DraftPicture } from '../../domain/picture.js'
import { headingsIn, placeNamed } from '../../domain/picture-place.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { getResource, personActing, requireAllowed } from '../../use-cases/access.js'
import { ownNameOn } from '../../use-cases/addPicture.js'
import { closeFiches } from '../../use-cases/closeFiches.js'
import { nowhereYet } from '../../use-cases/keepPicture.js'
import { newFiche, newFicheText, publishFirst } from '../../use-cases/newFiche.js'
import { isBegun, pictureOfNewFiche } from '../../use-cases/pictureOfNewFiche.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { newFichePage, type NewFicheData } from '../../../web/pages/new-fiche.js'
import type { PictureForm, PictureRefused, PictureTyped } from '../../../web/pages/parts/picture-fields.js'
import { neighbourList } from '../../../web/pages/parts/neighbours.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { postedOf } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked } from './reading.js'
import { nothingTyped, pictureOfForm, pictureTyped, sentencesOf } from './sent-picture.js'

/** What names a problem once it was shown. */
const problemSeen = ({ rule, field = '', fr }: Problem): string => `${rule} ${field} ${fr}`.slice(0, 300)

/** What was typed in fields that a form does not have, every input of those. */
function asideOf(req: Request, keys: readonly string[]): [name: string, value: string][] {
  const posted = postedOf(req)
  const keyOf = (name: string): string => name.split('.')[1] ?? ''
  const all = Object.keys((req.body ?? {}) as object).filter((name) => name.startsWith('champ.') && !keys.includes(keyOf(name))).flatMap((name) => (posted(name) ?? []).map((value): [string, string] => [name, value]))
  const filled = new Set(all.filter(([, value]) => value.trim() !== '').map(([name]) => keyOf(name)))
  return all.filter(([name]) => filled.has(keyOf(name)))
}

/** What a form said of a picture, and why it comes back. */
interface PictureInForm { readonly typed: PictureTyped; readonly picture: DraftPicture | undefined; readonly refused?: PictureRefused }

export function newFicheRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const lexicon = () => deps.words.inForce().lexicon

  /** What the form says of a picture, beside the fiche it would go with. */
  async function pictureForm(req: Request, form: NonNullable<NewFicheData['form']>, about: PictureInForm, owner: string): Promise<PictureForm> {
    const { typed, picture, refused = {} } = about
    const licence = form.fields.flatMap(({ field, control }) => (field.key === 'licence' && control.kind === 'text' ? [control.value] : []))[0]
    return {
      typed, refused, picture: picture && { ...picture, address: `/nouvelle/images/${picture.id}` }, me: await ownNameOn(deps, personActing(req.forge.actor), undefined),
      ficheLicence: licence === undefined ? undefined : identify(licence), isLicenceOpen: true, recommended: lexicon().profileOf(owner).defaultLicence,
      places: { headings: headingsIn(form.body), mayBeCover: true, hasCover: false, usual: 'cover' },
    }
  }

  async function show(req: Request, res: Response, data: Partial<NewFicheData> & Pick<NewFicheData, 'owner'>, status = 200, about: PictureInForm = { typed: nothingTyped, picture: undefined }): Promise<void> {
    const places = await placesFor(deps, req.forge.actor)
    const place = places.find((p) => p.handle === data.owner) ?? places[0]
    const profile = lexicon().profileOf(data.owner)
    sendPage(req, res, newFichePage(uiOf(req, parts, csrfToken(req)), {
      places, types: place?.kind === 'community' ? lexicon().profileOf(place.handle).types : [], form: undefined, problems: [], unread: [], error: undefined, neighbours: [], seen: [], toSee: [], seenProblems: [], moved: undefined, aside: [], into: undefined,
      licences: { recommended: profile.defaultLicence, allowed: profile.licences }, picture: data.form && !isWordsType(data.form.type) ? await pictureForm(req, data.form, about, data.owner) : undefined, ...data,
    }), status)
  }

  /** The licence offered first; words are everybody's. */
  const licenceFirst = (type: string, owner: string): string => (isWordsType(type) ? 'CC0-1.0' : lexicon().profileOf(owner).defaultLicence)
  /** What every list and profile answers to is known beforehand. */
  const blank = (type: string, owner: string) => parseFiche(editHeader('', { type, licence: licenceFirst(type, owner), ...(isWordsType(type) && { besoins: ['partager-mes-ressources'], publics: ['grand-public'] }) }))

  router.get('/nouvelle', async (req, res) => {
    const person = personActing(req.forge.actor)
    const empty = await emptyOne(req, asked(req, 'dans'))
    const into = empty && addressOf(empty)
    const owner = empty?.owner.handle ?? asked(req, 'owner') ?? asked(req, 'communaute') ?? person.handle
    const type = asked(req, 'type')
    if (type === undefined || !lexicon().conceptOf('type-ressource', type)) { await show(req, res, { owner, into }); return }
    const fiche = blank(type, owner)
    await show(req, res, { owner, into, form: { type, fields: applyForm(fiche, () => undefined, lexicon().profileOf(owner)).controls, body: '' } })
  })

  /** Neighbours of what is being written, as HTML, for `fc-neighbours`. */
  router.get('/nouvelle/voisines', async (req, res) => {
    personActing(req.forge.actor)
    const needs = Array.isArray(req.query.besoin) ? req.query.besoin.map(String) : typeof req.query.besoin === 'string' ? [req.query.besoin] : []
    const neighbours = await closeFiches(deps, { title: asked(req, 'titre') ?? '', needs: needs.slice(0, 30) })
    res.set('Cache-Control', 'no-store').type('html').send(String(neighbourList(uiOf(req, parts, ''), neighbours)))
  })

  router.post('/nouvelle', async (req, res) => {
    const posted = postedOf(req)
    const empty = await emptyOne(req, posted('dans')?.[0])
    const into = empty && addressOf(empty)
    const owner = empty?.owner.handle ?? posted('owner')?.[0] ?? personActing(req.forge.actor).handle
    const type = posted('champ.type')?.[0] ?? ''
    const body = posted('corps')?.[0] ?? ''
    const profile = lexicon().profileOf(owner)
    const madeFor = { owner: posted('fait-pour')?.[0] ?? owner, type: posted('fait-pour-type')?.[0] ?? type }
    // The licence nobody touched is the one of the new place.
    const isUntouched = posted('champ.licence')?.[0] === licenceFirst(madeFor.type, madeFor.owner)
    const applied = applyForm(blank(type, owner), (name) => (name === 'champ.licence' && isUntouched ? undefined : posted(name)), profile)
    const fiche = parseFiche(applied.text)
    const typed = {
      owner, into, form: { type, fields: applied.controls, body }, aside: asideOf(req, applied.controls.map(({ field }) => field.key)),
      seen: (posted('proches')?.[0] ?? '').split(' ').filter((id) => id !== ''), seenProblems: posted('vu') ?? [],
    }
    const said = pictureTyped(req)
    const { picture, error: fileError } = await pictureOfForm(parts, req, nowhereYet, said.kept)
    const about: PictureInForm = { typed: said, picture }
    const isElsewhere = lexicon().profileOf(madeFor.owner) !== profile
    if (isElsewhere || madeFor.type !== type || posted('etape')?.[0] === 'type') {
      await show(req, res, { ...typed, moved: await whyAgain(req, isElsewhere ? owner : undefined, madeFor.type === type ? undefined : type) }, 200, about)
      return
    }
    const unread = applied.problems.map(({ field, cell, key }) => ({ field, cell, text: refusalSentence(req.forge.locale, key) }))
    if (unread.length > 0) { await show(req, res, { ...typed, unread }, 422, about); return }
    const placed = picture || fileError !== undefined || isBegun(said.facts)
      ? await pictureOfNewFiche(deps, req.forge.actor, { fiche, body, into: empty, picture: fileError === undefined ? picture : undefined, typed: said.facts, place: placeNamed(said.place), understood: said.understood }) : undefined
    if (placed && placed.kind !== 'placed') {
      if (placed.kind === 'asked') await show(req, res, typed, 422, { ...about, refused: { sentences: sentencesOf(req, placed.asked, fileError) } })
      else if (placed.kind === 'refused') await show(req, res, typed, 422, { ...about, refused: { verdict: placed.verdict } })
      else await show(req, res, typed, 200, { ...about, typed: { ...said, understood: [placed.verdict.code] }, refused: { verdict: placed.verdict } })
      return
    }
    const { fields, body: whole, files } = placed ?? { fields: fiche.header, body, files: undefined }
    const granting = (posted('accorder') ?? []).filter((name) => /^[0-9a-f]{20}$/.test(name))
    try {
      // What nobody saw yet is shown once, when nothing is to be corrected.
      const problems = newProblems(undefined, newFicheText(fields, whole), profile)
      if (!problems.some(({ severity }) => severity === 'block')) {
        const neighbours = await closeFiches(deps, { title: fiche.fields.titre ?? '', needs: fiche.fields.besoins })
        const toSee = problems.filter((problem) => problem.severity === 'warn' && !typed.seenProblems.includes(problemSeen(problem)))
        if (toSee.length > 0 || neighbours.some(({ resource }) => !typed.seen.includes(resource.id))) {
          await show(req, res, { ...typed, neighbours, toSee, seenProblems: [...typed.seenProblems, ...toSee.map(problemSeen)] }, 200, about)
          return
        }
      }
      const made = empty ? await publishFirst(deps, req.forge.actor, { resource: empty, fields, body: whole, granting, ...(files && { files }) }) : await newFiche(deps, req.forge.actor, { owner, fields, body: whole, granting, ...(files && { files }) })
      if (picture) await deps.draftPictures.remove(picture.person, picture.id)
      doneThen(req, res, req.forge.m.proposing.newDone, `/${addressOf(made)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      const stopped = error.key === 'licences.stopped' ? { incoming: error.details.incoming as Incoming, granting } : undefined
      const problems = error.key === 'fiche.has_problems' ? (error.details.problems as readonly Problem[]) : []
      await show(req, res, { ...typed, problems, stopped, error: problems.length > 0 ? undefined : stopped ? req.forge.m.incoming.mustBeSettled : refusalSentence(req.forge.locale, error.key, error.details) }, statusOf[error.refusal], about)
    }
  })

  /** One sentence on what changed in the form; none when nothing did. */
  async function whyAgain(req: Request, owner: string | undefined, type: string | undefined): Promise<string | undefined> {
    const { forms, proposing } = req.forge.m
    const place = owner === undefined ? undefined : (await placesFor(deps, req.forge.actor)).find(({ handle }) => handle === owner)
    if (place) return forms.newForPlace(place.kind === 'person' ? proposing.mySpace : place.name)
    return type === undefined ? undefined : forms.newForType(lexicon().typeLabel(type, req.forge.locale))
  }

  /** The empty resource whose first version is being written, for those who may publish it. */
  async function emptyOne(req: Request, address: string | undefined): Promise<Resource | undefined> {
    if (address === undefined) return undefined
    const [owner = '', slug = ''] = address.split('/')
    const resource = await getResource(deps, owner, slug)
    await requireAllowed(deps, 'publish', req.forge.actor, resource)
    if (resource.state !== 'empty') throw new ForgeError('conflict', 'conflict.moved')
    return resource
  }

  return router
}
