/** « Ajouter une image » to a text being written: its form, and the picture itself for who writes; and « De qui est cette image ? » of one that is there. */
import { Router, type Request, type Response } from 'express'
import { parseFiche } from '../../../content-schema/fiche.js'
import { profileFor } from '../../domain/lexicon.js'
import { encodePath } from '../../domain/links.js'
import type { DraftPicture } from '../../domain/picture.js'
import { headingsIn, placeNamed } from '../../domain/picture-place.js'
import { addressOf } from '../../domain/resource.js'
import { personActing } from '../../use-cases/access.js'
import { addPicture, knownLicence, ownNameOn } from '../../use-cases/addPicture.js'
import { creditPicture } from '../../use-cases/creditPicture.js'
import type { Editing } from '../../use-cases/improve.js'
import { readPictures, type PictureOfFiche } from '../../use-cases/readPictures.js'
import { addPicturePage } from '../../../web/pages/add-picture.js'
import { editingQuery } from '../../../web/pages/improve.js'
import type { PictureRefused, PictureTyped } from '../../../web/pages/parts/picture-fields.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { doneThen, sendPage } from '../replies.js'
import { editingAsked } from './editing.js'
import { asked, underResource } from './reading.js'
import { nothingTyped, pictureOfForm, pictureTyped, sendDraftPicture, sentencesOf, typedOf } from './sent-picture.js'

export function pictureRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  /** The picture of the fiche that the address names, to say whose it is. */
  async function pictureNamed(req: Request, { resource, base, path, text }: Editing): Promise<PictureOfFiche | undefined> {
    const name = asked(req, 'de', 4096)
    return name === undefined ? undefined : (await readPictures(deps, { resource: resource.id, commit: base, path, fiche: parseFiche(text) })).find((one) => one.path === name)
  }

  async function show(req: Request, res: Response, editing: Editing, typed: PictureTyped, { picture, named, refused = {} }: { readonly picture?: DraftPicture | undefined; readonly named?: PictureOfFiche | undefined; readonly refused?: PictureRefused } = {}, status = 200): Promise<void> {
    const { resource, path, text } = editing
    const { yamlProblem, fields } = parseFiche(text)
    sendPage(req, res, addPicturePage(uiOf(req, parts, csrfToken(req)), {
      resource, path, proposal: editing.proposal, ...(named && { named: { path: named.path, alt: named.alt, address: `/${addressOf(resource)}/fichiers/${encodePath(named.path)}?brut=1&version=${editing.base}` } }),
      picture: {
        typed, refused, picture: picture && { ...picture, address: `/${addressOf(resource)}/brouillon/images/${picture.id}` },
        me: await ownNameOn(deps, personActing(req.forge.actor), resource), ficheLicence: knownLicence(resource), recommended: profileFor(deps.words, resource.owner).defaultLicence,
        places: { headings: headingsIn(text), mayBeCover: path === resource.mainPath && yamlProblem === undefined, hasCover: fields.couverture !== undefined },
      },
    }), status)
  }

  router.get(underResource('/ameliorer/image'), async (req, res) => {
    const editing = await editingAsked(parts, req, res)
    if (!editing) return
    const named = await pictureNamed(req, editing)
    await show(req, res, editing, named ? typedOf(named) : nothingTyped, { named })
  })

  router.post(underResource('/ameliorer/image'), async (req, res) => {
    const editing = await editingAsked(parts, req, res)
    if (!editing) return
    const typed = pictureTyped(req)
    const named = await pictureNamed(req, editing)
    const { picture, error } = named ? { picture: undefined, error: undefined } : await pictureOfForm(parts, req, { resource: editing.resource.id, draftPath: editing.draftPath }, typed.kept)
    const done = named ? await creditPicture(deps, req.forge.actor, editing, { picture: named, typed: typed.facts, understood: typed.understood })
      : await addPicture(deps, req.forge.actor, editing, { picture: error === undefined ? picture : undefined, typed: typed.facts, place: placeNamed(typed.place), understood: typed.understood })
    switch (done.kind) {
      case 'added': doneThen(req, res, named ? req.forge.m.pictures.credited : req.forge.m.pictures.added, `/${addressOf(editing.resource)}/ameliorer${editingQuery(editing)}`); break
      case 'asked': await show(req, res, editing, typed, { picture, named, refused: { sentences: sentencesOf(req, done.asked, error) } }, 422); break
      case 'refused': await show(req, res, editing, typed, { picture, named, refused: { verdict: done.verdict } }, 422); break
      case 'to_understand': await show(req, res, editing, { ...typed, understood: [done.verdict.code] }, { picture, named, refused: { verdict: done.verdict } })
    }
  })

  router.get(underResource('/brouillon/images/(?<id>[0-9a-z]{26})'), async (req, res) => { await sendDraftPicture(parts, req, res) })
  router.get(/^\/nouvelle\/images\/(?<id>[0-9a-z]{26})$/, async (req, res) => { await sendDraftPicture(parts, req, res) })

  return router
}
