import { parseFiche } from '../../content-schema/fiche.js'
import { isAddress } from '../../content-schema/licences/picture-caption.js'
import { creditLine } from '../attribution/cite.js'
import type { Oid } from '../domain/git.js'
import { encodePath } from '../domain/links.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { hidingNames } from './hideNames.js'
import { decodeText } from './indexResource.js'
import { namedAsChosen, readPictures } from './readPictures.js'

/** The credit of one picture, in words and as safe HTML: with what its own licence asks for. */
export interface PictureCredit { readonly path: string; readonly text: string; readonly html: string }

const modified: Readonly<Record<Locale, string>> = { fr: 'image modifiée', en: 'picture modified' }

/** The credits of the pictures that a version of a fiche shows: each keeps its author and licence, whatever the fiche's. */
export async function creditPictures(deps: Pick<Deps, 'git' | 'settings' | 'naming'>, resource: Resource, commit: Oid | undefined, locale: Locale): Promise<readonly PictureCredit[]> {
  const file = commit === undefined ? undefined : await deps.git.file(resource.id, commit, resource.mainPath, 1_000_000)
  if (file === undefined || commit === undefined) return []
  const fiche = parseFiche((await hidingNames(deps, resource))(decodeText(file.bytes)))
  const pictures = await namedAsChosen(deps, resource.id, await readPictures(deps, { resource: resource.id, commit, path: resource.mainPath, fiche }), locale)
  return pictures.map(({ path, alt, author, licence, source = '', isModified }) => ({
    path,
    ...creditLine({
      // A sentence that becomes a title leaves its full stop.
      title: alt === '' ? path : alt.replace(/(?<!\.)\.$/, ''), url: isAddress(source) ? source : `${deps.settings.baseUrl}/${addressOf(resource)}/fichiers/${encodePath(path)}`, authors: author === undefined ? [] : [{ name: author }],
      ...(licence && { licence: { name: locale === 'fr' ? licence.nameFr : licence.nameEn, shortName: licence.shortName, uri: licence.uri, id: licence.id } }), ...(isModified && { nature: modified[locale] }),
    }, locale),
  }))
}
