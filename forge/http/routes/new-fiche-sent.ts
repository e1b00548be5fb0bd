/** A new fiche as its form sent it. */
import type { Request } from 'express'
import { isWordsType } from '../../../content-schema/fields.js'
import { parseFiche, type Fiche } from '../../../content-schema/fiche.js'
import { applyForm } from '../../../content-schema/form-values.js'
import { editHeader } from '../../../content-schema/edit.js'
import type { Lexicon } from '../../../content-schema/lexicon.js'
import type { Profile } from '../../../content-schema/profile.js'
import type { DraftPicture } from '../../domain/picture.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { personActing } from '../../use-cases/access.js'
import { nowhereYet } from '../../use-cases/keepPicture.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { NewFicheData } from '../../../web/pages/new-fiche.js'
import type { PictureRefused, PictureTyped } from '../../../web/pages/parts/picture-fields.js'
import type { HttpParts } from '../context.js'
import { postedOf } from '../form.js'
import { pictureOfForm, pictureTyped } from './sent-picture.js'

/** What a form said of a picture, and why it comes back. */
export interface PictureInForm { readonly typed: PictureTyped; readonly picture: DraftPicture | undefined; readonly refused?: PictureRefused }

export interface SentFiche {
  readonly owner: string
  readonly type: string
  readonly profile: Profile
  readonly fiche: Fiche
  readonly body: string
  /** Passages whose grant was ticked. */
  readonly granting: readonly string[]
  /** Everything typed, to be shown again. */
  readonly typed: Partial<NewFicheData> & Pick<NewFicheData, 'owner' | 'seen' | 'seenProblems'>
  readonly picture: PictureInForm
  /** Why the file sent with it is not kept. */
  readonly fileError: string | undefined
  /** The form was made for another place or another type, or that is what was asked for. */
  readonly moved: { readonly place: boolean; readonly type: boolean } | undefined
  /** Values that cannot be read. */
  readonly unread: NewFicheData['unread']
}

/** The licence offered first; words are everybody's. */
const licenceFirst = (lexicon: Lexicon, type: string, owner: string): string => (isWordsType(type) ? 'CC0-1.0' : lexicon.profileOf(owner).defaultLicence)

/** A fiche of a type with what is known beforehand: what every list and profile answers to. */
export const blankFiche = (lexicon: Lexicon, type: string, owner: string): Fiche =>
  parseFiche(editHeader('', { type, licence: licenceFirst(lexicon, type, owner), ...(isWordsType(type) && { besoins: ['partager-mes-ressources'], publics: ['grand-public'] }) }))

/** Reads the form; `into`: the empty resource whose first version it is. */
export async function sentFiche(parts: HttpParts, req: Request, into: Resource | undefined): Promise<SentFiche> {
  const posted = postedOf(req)
  const one = (name: string): string | undefined => posted(name)?.[0]
  const lexicon = parts.deps.words.inForce().lexicon
  const owner = into?.owner.handle ?? one('owner') ?? personActing(req.forge.actor).handle
  const [type, body, profile] = [one('champ.type') ?? '', one('corps') ?? '', lexicon.profileOf(owner)]
  const madeFor = { owner: one('fait-pour') ?? owner, type: one('fait-pour-type') ?? type }
  // The licence nobody touched is the one of the new place.
  const isUntouched = one('champ.licence') === licenceFirst(lexicon, madeFor.type, madeFor.owner)
  const applied = applyForm(blankFiche(lexicon, type, owner), (name) => (name === 'champ.licence' && isUntouched ? undefined : posted(name)), profile)
  const typed = pictureTyped(req)
  const { picture, error } = await pictureOfForm(parts, req, nowhereYet, typed.kept)
  const moved = { place: lexicon.profileOf(madeFor.owner) !== profile, type: madeFor.type !== type }
  return {
    owner, type, profile, body, fiche: parseFiche(applied.text), picture: { typed, picture }, fileError: error,
    granting: (posted('accorder') ?? []).filter((name) => /^[0-9a-f]{20}$/.test(name)),
    typed: {
      owner, into: into && addressOf(into), form: { type, fields: applied.controls, body }, aside: asideOf(req, applied.controls.map(({ field }) => field.key)),
      seen: (one('proches') ?? '').split(' ').filter((id) => id !== ''), seenProblems: posted('vu') ?? [],
    },
    moved: moved.place || moved.type || one('etape') === 'type' ? moved : undefined,
    unread: applied.problems.map(({ field, cell, key }) => ({ field, cell, text: refusalSentence(req.forge.locale, key) })),
  }
}

/** What was typed in fields that a form does not have, every input of those. */
function asideOf(req: Request, keys: readonly string[]): [name: string, value: string][] {
  const posted = postedOf(req)
  const keyOf = (name: string): string => name.split('.')[1] ?? ''
  const all = Object.keys((req.body ?? {}) as object).filter((name) => name.startsWith('champ.') && !keys.includes(keyOf(name))).flatMap((name) => (posted(name) ?? []).map((value): [string, string] => [name, value]))
  const filled = new Set(all.filter(([, value]) => value.trim() !== '').map(([name]) => keyOf(name)))
  return all.filter(([name]) => filled.has(keyOf(name)))
}
