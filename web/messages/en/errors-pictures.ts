import type { Details } from '../details.js'

export const pictureErrors: Record<string, string | ((d: Details) => string)> = {
  'picture.licence_refuses': (d) => `The licence does not allow it, nothing has changed. ${String(d.en)}`,
  'picture.to_understand': (d) => `To know before adding this picture: ${String(d.en)} Once understood, send it again with understood=${String(d.code)}.`,
  'picture.file_missing': 'Choose a picture.',
  'picture.empty': 'This file is empty: choose another one.',
  'picture.too_heavy': 'This file is too heavy (20 MB at most): save the picture smaller, or as JPEG.',
  'picture.too_large': 'This picture has too many pixels (64 million at most): make it smaller, two thousand pixels wide is enough.',
  'picture.vector': 'SVG drawings may hold programs: export this one as PNG from your drawing software, twice as large as it will be shown.',
  'picture.heic': 'This telephone format (HEIC) does not open everywhere: share the photograph as JPEG (on an iPhone: Settings, Camera, Formats, “Most Compatible”), or take a screenshot of it.',
  'picture.damaged': 'This picture is damaged or incomplete: open it, save it again, and send it again.',
  'picture.not_a_picture': 'This file is no picture that the forge can read: send a JPEG, a PNG, a WebP, a GIF or an AVIF.',
  'picture.too_many': 'You have sent many pictures: go on in an hour. What you wrote is kept.',
  'picture.too_many_kept': ({ most }) => `Your drafts already keep ${String(most)} pictures: send or erase a draft first.`,
  'picture.alt_missing': 'Say in one sentence what the picture shows, for those who cannot see it.',
  'picture.author_missing': 'Say who made the picture: you, or somebody else’s name.',
  'picture.licence_missing': 'Choose the picture’s licence.',
  'picture.licence_not_yours': 'The picture is not yours: say under which licence its author gives it.',
  'picture.licence_unknown': 'This licence is not known: copy its name or its address as written beside the picture.',
  'picture.licence_version': 'State the version of the licence, for instance “CC BY-SA 4.0”.',
  'picture.source_missing': 'Say where the picture comes from: the address of the page, or a few words.',
  'picture.place_missing': 'This place is not in the text any more: choose another one.',
}
