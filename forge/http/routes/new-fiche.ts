/** A new fiche, from its type to its first version. */
import { Router, type Request, type Response } from 'express'
import { newProblems, type Problem } from '../../../content-schema/check.js'
import { isWordsType } from '../../../content-schema/fields.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { applyForm } from '../../../content-schema/form-values.js'
import { editHeader } from '../../../content-schema/edit.js'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { getResource, personActing, requireAllowed } from '../../use-cases/access.js'
import { closeFiches } from '../../use-cases/closeFiches.js'
import { newFiche, publishFirst } from '../../use-cases/newFiche.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { newFichePage, type NewFicheData } from '../../../web/pages/new-fiche.js'
import { neighbourList } from '../../../web/pages/parts/neighbours.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { doneThen, sendPage } from '../replies.js'
import { postedOf } from './improve.js'
import { asked } from './reading.js'

export function newFicheRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const lexicon = () => deps.words.inForce().lexicon

  async function show(req: Request, res: Response, data: Partial<NewFicheData> & Pick<NewFicheData, 'owner'>, status = 200): Promise<void> {
    const places = await placesFor(deps, req.forge.actor)
    const place = places.find((p) => p.handle === data.owner) ?? places[0]
    const profile = lexicon().profileOf(data.owner)
    sendPage(req, res, newFichePage(uiOf(req, parts, csrfToken(req)), {
      places, types: place?.kind === 'community' ? lexicon().profileOf(place.handle).types : [], form: undefined, problems: [], fieldErrors: new Map(), error: undefined, neighbours: [], seen: [], into: undefined,
      licences: { recommended: profile.defaultLicence, allowed: profile.licences }, ...data,
    }), status)
  }

  /** A blank fiche of a type, with the licence its place offers first; words are everybody's. */
  const blank = (type: string, owner: string) => parseFiche(editHeader('', { type, licence: isWordsType(type) ? 'CC0-1.0' : lexicon().profileOf(owner).defaultLicence }))

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
    const applied = applyForm(blank(type, owner), posted, profile)
    const fiche = parseFiche(applied.text)
    const form = { type, fields: applied.controls, body }
    const fieldErrors = new Map(applied.problems.map((p) => [p.field, refusalSentence(req.forge.locale, p.key)]))
    if (fieldErrors.size > 0) { await show(req, res, { owner, into, form, fieldErrors }, 422); return }
    const seen = (posted('proches')?.[0] ?? '').split(' ').filter((id) => id !== '')
    try {
      // Neighbours nobody saw yet are shown once, when nothing else is to be corrected.
      const neighbours = newProblems(undefined, fiche.text, profile).some((problem) => problem.severity === 'block') ? [] : await closeFiches(deps, { title: fiche.fields.titre ?? '', needs: fiche.fields.besoins })
      if (neighbours.some(({ resource }) => !seen.includes(resource.id))) { await show(req, res, { owner, into, form, neighbours, seen }, 200); return }
      const made = empty ? await publishFirst(deps, req.forge.actor, { resource: empty, fields: fiche.header, body }) : await newFiche(deps, req.forge.actor, { owner, fields: fiche.header, body })
      doneThen(req, res, req.forge.m.proposing.newDone, `/${addressOf(made)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      const problems = error.key === 'fiche.has_problems' ? (error.details.problems as readonly Problem[]) : []
      await show(req, res, { owner, into, form, seen, problems, error: problems.length > 0 ? undefined : refusalSentence(req.forge.locale, error.key, error.details) }, statusOf[error.refusal])
    }
  })

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
