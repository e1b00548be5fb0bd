import type { PersonId } from './person.js'
import type { ResourceId } from './resource.js'

/** A picture as it is kept and shown: upright, of a sensible size, and nothing in the file but what it shows. */
export interface PreparedPicture {
  readonly bytes: Uint8Array
  /** In pixels. */
  readonly width: number
  readonly height: number
  /** The file moved; its first view alone is kept. */
  readonly wasMoving: boolean
}

/** Why a file that somebody sent is not kept. */
export type PictureRefusal =
  | 'empty'
  /** More bytes than are read. */
  | 'too_heavy'
  /** More pixels than are decoded. */
  | 'too_large'
  | 'vector'
  /** As some telephones take them, in a format that cannot be read here. */
  | 'heic'
  | 'damaged'
  | 'not_a_picture'
  /** This person sent many in little time. */
  | 'too_many'

export type Preparation = { readonly kind: 'ready'; readonly picture: PreparedPicture } | { readonly kind: 'refused'; readonly why: PictureRefusal }

/** What becomes of pictures that people send. */
export interface Pictures {
  /** Reads a file to its end as it comes, whatever is in it, and answers what is kept of it; never throws for what somebody sent. */
  prepare(file: AsyncIterable<Uint8Array>, limits: { readonly maxBytes: number }): Promise<Preparation>
}

/** The file name extension of every picture that is kept. */
export const PICTURE_EXTENSION = '.webp'
export const PICTURE_TYPE = 'image/webp'

/** What is said of a picture: without it, it is not put in a fiche. */
export interface PictureFacts {
  /** What it shows, in words, for those who cannot see it. */
  readonly alt: string
  readonly author: string
  /** The id of a known licence. */
  readonly licence: string
  /** Where it comes from: an address, or words. Empty when it was made for the fiche. */
  readonly source: string
  /** Whether it was changed since its author made it, otherwise than in size and format. */
  readonly isModified: boolean
}

/** A picture sent for a text that is being written. Private, as drafts are, until the text is sent. */
export interface DraftPicture {
  readonly id: string
  readonly person: PersonId
  /** The fiche, and the draft in it (as `Draft.path` names it); empty for a fiche that is not there yet. */
  readonly resource: ResourceId
  readonly draftPath: string
  readonly width: number
  readonly height: number
  readonly wasMoving: boolean
  /** Where it stands in the text; undefined as long as something is missing. `isThere`: the fiche has it already, the draft only says whose it is. */
  readonly placed?: { readonly path: string; readonly facts: PictureFacts; readonly isThere?: true }
  readonly at: number
}
