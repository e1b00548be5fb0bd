/** A new fiche, from its type to its first version. */
import { Router, type Request, type Response } from 'express'
import { newProblems, type Problem } from '../../../content-schema/check.js'
import { isWordsType } from '../../../content-schema/fields.js'
import { applyForm } from '../../../content-schema/form-values.js'
import { identify } from '../../../content-schema/licences/identify.js'
import { ForgeError } from '../../domain/errors.js'
import type { Incoming } from '../../domain/incoming.js'
import { headingsIn, placeNamed } from '../../domain/picture-place.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { getResource, personActing, requireAllowed } from '../../use-cases/access.js'
import { ownNameOn } from '../../use-cases/addPicture.js'
import { closeFiches } from '../../use-cases/closeFiches.js'
import { newFiche, newFicheText, publishFirst } from '../../use-cases/newFiche.js'
import { isBegun, pictureOfNewFiche } from '../../use-cases/pictureOfNewFiche.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { newFichePage, type NewFicheData } from '../../../web/pages/new-fiche.js'
import type { PictureForm } from '../../../web/pages/parts/picture-fields.js'
import { neighbourList } from '../../../web/pages/parts/neighbours.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { postedOf } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { blankFiche, sentFiche, type PictureInForm, type SentFiche } from './new-fiche-sent.js'
import { asked } from './reading.js'
import { nothingTyped, sentencesOf } from './sent-picture.js'

/** What names a problem once it was shown. */
const problemSeen = ({ rule, field = '', fr }: Problem): string => `${rule} ${field} ${fr}`.slice(0, 300)

/** Why a form comes back, with everything typed. */
interface Again { readonly status: number; readonly data?: Partial<NewFicheData>; readonly picture?: Partial<PictureInForm> }

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

  router.get('/nouvelle', async (req, res) => {
    const person = personActing(req.forge.actor)
    const empty = await emptyOne(req, asked(req, 'dans'))
    const into = empty && addressOf(empty)
    const owner = empty?.owner.handle ?? asked(req, 'owner') ?? asked(req, 'communaute') ?? person.handle
    const type = asked(req, 'type')
    if (type === undefined || !lexicon().conceptOf('type-ressource', type)) { await show(req, res, { owner, into }); return }
    const fiche = blankFiche(lexicon(), type, owner)
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
    const empty = await emptyOne(req, postedOf(req)('dans')?.[0])
    const sent = await sentFiche(parts, req, empty)
    const showAgain = ({ status, data, picture }: Again): Promise<void> => show(req, res, { ...sent.typed, ...data }, status, { ...sent.picture, ...picture })
    if (sent.moved) { await showAgain({ status: 200, data: { moved: await whyAgain(req, sent) } }); return }
    if (sent.unread.length > 0) { await showAgain({ status: 422, data: { unread: sent.unread } }); return }
    const placed = await placedPicture(req, sent, empty)
    const isMissing = missingOfPicture(req, sent, placed)
    if (isMissing) { await showAgain(isMissing); return }
    const first = placed?.kind === 'placed' ? { fields: placed.fields, body: placed.body, files: placed.files } : { fields: sent.fiche.header, body: sent.body }
    try {
      const unseen = await notSeenYet(sent, newFicheText(first.fields, first.body))
      if (unseen) { await showAgain(unseen); return }
      const made = empty ? await publishFirst(deps, req.forge.actor, { resource: empty, granting: sent.granting, ...first }) : await newFiche(deps, req.forge.actor, { owner: sent.owner, granting: sent.granting, ...first })
      const { picture } = sent.picture
      if (picture) await deps.draftPictures.remove(picture.person, picture.id)
      doneThen(req, res, req.forge.m.proposing.newDone, `/${addressOf(made)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showAgain(refused(req, sent, error))
    }
  })

  /** The picture the form carries, or began to describe, put in its place; undefined when there is none. */
  async function placedPicture(req: Request, { fiche, body, picture: { picture, typed }, fileError }: SentFiche, into: Resource | undefined) {
    if (!picture && fileError === undefined && !isBegun(typed.facts)) return undefined
    return pictureOfNewFiche(deps, req.forge.actor, { fiche, body, into, picture: fileError === undefined ? picture : undefined, typed: typed.facts, place: placeNamed(typed.place), understood: typed.understood })
  }

  function missingOfPicture(req: Request, { picture: { typed }, fileError }: SentFiche, placed: Awaited<ReturnType<typeof placedPicture>>): Again | undefined {
    if (placed === undefined) return undefined
    switch (placed.kind) {
      case 'placed': return undefined
      case 'asked': return { status: 422, picture: { refused: { sentences: sentencesOf(req, placed.asked, fileError) } } }
      case 'refused': return { status: 422, picture: { refused: { verdict: placed.verdict } } }
      default: return { status: 200, picture: { typed: { ...typed, understood: [placed.verdict.code] }, refused: { verdict: placed.verdict } } }
    }
  }

  /** What nobody saw yet is shown once, when nothing is to be corrected. */
  async function notSeenYet({ fiche, profile, typed: { seen, seenProblems } }: SentFiche, text: string): Promise<Again | undefined> {
    const problems = newProblems(undefined, text, profile)
    if (problems.some(({ severity }) => severity === 'block')) return undefined
    const neighbours = await closeFiches(deps, { title: fiche.fields.titre ?? '', needs: fiche.fields.besoins })
    const toSee = problems.filter((problem) => problem.severity === 'warn' && !seenProblems.includes(problemSeen(problem)))
    if (toSee.length === 0 && neighbours.every(({ resource }) => seen.includes(resource.id))) return undefined
    return { status: 200, data: { neighbours, toSee, seenProblems: [...seenProblems, ...toSee.map(problemSeen)] } }
  }

  function refused(req: Request, { granting }: SentFiche, { key, refusal, details }: ForgeError): Again {
    const stopped = key === 'licences.stopped' ? { incoming: details.incoming as Incoming, granting } : undefined
    const problems = key === 'fiche.has_problems' ? (details.problems as readonly Problem[]) : []
    const sentence = stopped ? req.forge.m.incoming.mustBeSettled : refusalSentence(req.forge.locale, key, details)
    return { status: statusOf[refusal], data: { problems, stopped, error: problems.length > 0 ? undefined : sentence } }
  }

  /** One sentence on what changed in the form; none when nothing did. */
  async function whyAgain(req: Request, { owner, type, moved }: SentFiche): Promise<string | undefined> {
    const { forms, proposing } = req.forge.m
    const place = moved?.place === true ? (await placesFor(deps, req.forge.actor)).find(({ handle }) => handle === owner) : undefined
    if (place) return forms.newForPlace(place.kind === 'person' ? proposing.mySpace : place.name)
    return moved?.type === true ? forms.newForType(lexicon().typeLabel(type, req.forge.locale)) : undefined
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
