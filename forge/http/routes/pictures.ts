/** « Ajouter une image » to a text being written: its form, and the picture itself for who writes. */
import { Router, type Request, type Response } from 'express'
import { parseFiche } from '../../../content-schema/fiche.js'
import { profileFor } from '../../domain/lexicon.js'
import type { DraftPicture } from '../../domain/picture.js'
import { headingsIn, placeNamed } from '../../domain/picture-place.js'
import { addressOf } from '../../domain/resource.js'
import { personActing } from '../../use-cases/access.js'
import { addPicture, knownLicence, ownNameOn } from '../../use-cases/addPicture.js'
import type { Editing } from '../../use-cases/improve.js'
import { addPicturePage } from '../../../web/pages/add-picture.js'
import { editingQuery } from '../../../web/pages/improve.js'
import type { PictureRefused, PictureTyped } from '../../../web/pages/parts/picture-fields.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { doneThen, sendPage } from '../replies.js'
import { editingAsked } from './editing.js'
import { underResource } from './reading.js'
import { nothingTyped, pictureOfForm, pictureTyped, sendDraftPicture, sentencesOf } from './sent-picture.js'

export function pictureRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function show(req: Request, res: Response, editing: Editing, typed: PictureTyped, picture?: DraftPicture, refused: PictureRefused = {}, status = 200): Promise<void> {
    const { resource, path, text } = editing
    const { yamlProblem, fields } = parseFiche(text)
    sendPage(req, res, addPicturePage(uiOf(req, parts, csrfToken(req)), {
      resource, path, proposal: editing.proposal,
      picture: {
        typed, refused, picture: picture && { ...picture, address: `/${addressOf(resource)}/brouillon/images/${picture.id}` },
        me: await ownNameOn(deps, personActing(req.forge.actor), resource), ficheLicence: knownLicence(resource), recommended: profileFor(deps.words, resource.owner).defaultLicence,
        places: { headings: headingsIn(text), mayBeCover: path === resource.mainPath && yamlProblem === undefined, hasCover: fields.couverture !== undefined },
      },
    }), status)
  }

  router.get(underResource('/ameliorer/image'), async (req, res) => {
    const editing = await editingAsked(parts, req, res)
    if (editing) await show(req, res, editing, nothingTyped)
  })

  router.post(underResource('/ameliorer/image'), async (req, res) => {
    const editing = await editingAsked(parts, req, res)
    if (!editing) return
    const typed = pictureTyped(req)
    const { picture, error } = await pictureOfForm(parts, req, { resource: editing.resource.id, draftPath: editing.draftPath }, typed.kept)
    const added = await addPicture(deps, req.forge.actor, editing, { picture: error === undefined ? picture : undefined, typed: typed.facts, place: placeNamed(typed.place), understood: typed.understood })
    switch (added.kind) {
      case 'added': doneThen(req, res, req.forge.m.pictures.added, `/${addressOf(editing.resource)}/ameliorer${editingQuery(editing)}`); break
      case 'asked': await show(req, res, editing, typed, picture, { sentences: sentencesOf(req, added.asked, error) }, 422); break
      case 'refused': await show(req, res, editing, typed, picture, { verdict: added.verdict }, 422); break
      case 'to_understand': await show(req, res, editing, { ...typed, understood: [added.verdict.code] }, picture, { verdict: added.verdict })
    }
  })

  router.get(underResource('/brouillon/images/(?<id>[0-9a-z]{26})'), async (req, res) => { await sendDraftPicture(parts, req, res) })
  router.get(/^\/nouvelle\/images\/(?<id>[0-9a-z]{26})$/, async (req, res) => { await sendDraftPicture(parts, req, res) })

  return router
}
