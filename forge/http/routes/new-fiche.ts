/** A new fiche, from its type to its first version. */
import { Router, type Request, type Response } from 'express'
import type { Problem } from '../../../content-schema/check.js'
import { conceptOf } from '../../../content-schema/fields.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { applyForm } from '../../../content-schema/form-values.js'
import { profileOf } from '../../../content-schema/profiles.js'
import { editHeader } from '../../../content-schema/edit.js'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { getResource, personActing, requireAllowed } from '../../use-cases/access.js'
import { newFiche, publishFirst } from '../../use-cases/newFiche.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { newFichePage, type NewFicheData } from '../../../web/pages/new-fiche.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { doneThen, sendPage } from '../replies.js'
import { postedOf } from './improve.js'
import { asked } from './reading.js'

export function newFicheRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function show(req: Request, res: Response, data: Partial<NewFicheData> & Pick<NewFicheData, 'owner'>, status = 200): Promise<void> {
    const places = await placesFor(deps, req.forge.actor)
    const place = places.find((p) => p.handle === data.owner) ?? places[0]
    sendPage(req, res, newFichePage(uiOf(req, parts, csrfToken(req)), {
      places, types: place?.kind === 'community' ? profileOf(place.handle).types : [], form: undefined, problems: [], fieldErrors: new Map(), error: undefined, similar: [], into: undefined, ...data,
    }), status)
  }

  /** A blank fiche of a type, with the licence its place offers first. */
  const blank = (type: string, owner: string) => parseFiche(editHeader('', { type, licence: profileOf(owner).defaultLicence }))

  router.get('/nouvelle', async (req, res) => {
    const person = personActing(req.forge.actor)
    const empty = await emptyOne(req, asked(req, 'dans'))
    const into = empty && addressOf(empty)
    const owner = empty?.owner.handle ?? asked(req, 'owner') ?? asked(req, 'communaute') ?? person.handle
    const type = asked(req, 'type')
    if (type === undefined || !conceptOf('type-ressource', type)) { await show(req, res, { owner, into }); return }
    const fiche = blank(type, owner)
    await show(req, res, { owner, into, form: { type, fields: applyForm(fiche, () => undefined, profileOf(owner)).controls, body: '' } })
  })

  router.post('/nouvelle', async (req, res) => {
    const posted = postedOf(req)
    const empty = await emptyOne(req, posted('dans')?.[0])
    const into = empty && addressOf(empty)
    const owner = empty?.owner.handle ?? posted('owner')?.[0] ?? personActing(req.forge.actor).handle
    const type = posted('champ.type')?.[0] ?? ''
    const body = posted('corps')?.[0] ?? ''
    const profile = profileOf(owner)
    const applied = applyForm(parseFiche(editHeader('', { type, licence: profile.defaultLicence })), posted, profile)
    const fiche = parseFiche(applied.text)
    const form = { type, fields: applied.controls, body }
    const fieldErrors = new Map(applied.problems.map((p) => [p.field, refusalSentence(req.forge.locale, p.key)]))
    if (fieldErrors.size > 0) { await show(req, res, { owner, into, form, fieldErrors }, 422); return }
    const similar = posted('proches') === undefined && fiche.fields.titre !== undefined ? await closeTitles(fiche.fields.titre) : []
    if (similar.length > 0) { await show(req, res, { owner, into, form, similar }, 200); return }
    try {
      const made = empty ? await publishFirst(deps, req.forge.actor, { resource: empty, fields: fiche.header, body }) : await newFiche(deps, req.forge.actor, { owner, fields: fiche.header, body })
      doneThen(req, res, req.forge.m.proposing.newDone, `/${addressOf(made)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      const problems = error.key === 'fiche.has_problems' ? (error.details.problems as readonly Problem[]) : []
      await show(req, res, { owner, into, form, problems, error: problems.length > 0 ? undefined : refusalSentence(req.forge.locale, error.key, error.details) }, statusOf[error.refusal])
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

  /** Fiches whose title has the same words. */
  async function closeTitles(title: string): Promise<readonly Resource[]> {
    const words = new Set(wordsOf(title))
    if (words.size === 0) return []
    const { items } = await deps.resources.search({ text: title.slice(0, 200), limit: 5, offset: 0, sort: 'relevance' })
    return items.filter((found) => {
      const theirs = wordsOf(found.title)
      return theirs.filter((word) => words.has(word)).length * 2 > Math.max(words.size, theirs.length)
    })
  }

  return router
}

const wordsOf = (title: string): string[] => title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)
