import type { Fiche } from '../../content-schema/fiche.js'
import { identify } from '../../content-schema/licences/identify.js'
import type { Licence } from '../../content-schema/licences/licence.js'
import { readMediaRecord, recordPath } from '../../content-schema/licences/media-record.js'
import { mentionsIn } from '../../content-schema/licences/mentions.js'
import { picturesIn } from '../../content-schema/licences/pictures-in.js'
import { annotationsOf } from '../../content-schema/licences/reuse.js'
import type { Oid, TreeEntry } from '../domain/git.js'
import { pathInside } from '../domain/links.js'
import { foldedName, nameIn, shownAs } from '../domain/naming.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { ResourceId } from '../domain/resource.js'
import { decodeText } from './indexResource.js'
import { namesInForce } from './namesInForce.js'

/** A picture that a fiche shows, and what is known of whose it is: from the file beside it, from its credit, from the header. */
export interface PictureOfFiche {
  /** In the repository. */
  readonly path: string
  readonly alt: string
  readonly isCover: boolean
  readonly isInText: boolean
  readonly author?: string
  /** As it is written, where it names no known licence. */
  readonly licenceLabel?: string
  readonly licence?: Licence
  readonly source?: string
  readonly isModified?: boolean
}

const most = 100

/** The pictures of a text that are files beside it, each once, in the order they are shown (the fiche's own first). */
export async function readPictures(deps: Pick<Deps, 'git'>, at: { readonly resource: ResourceId; readonly commit: Oid; readonly path: string; readonly fiche: Fiche }): Promise<readonly PictureOfFiche[]> {
  const { fiche, path } = at
  const { couverture } = fiche.fields
  const shown = picturesIn(fiche.body)
  if (couverture === undefined && shown.length === 0) return []
  const files = new Map((await deps.git.tree(at.resource, at.commit, { recursive: true })).filter(({ kind }) => kind === 'blob').map((entry) => [entry.path.normalize('NFC'), entry]))
  const fileAt = (address: string): string | undefined => {
    const inside = /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address) ? undefined : pathInside(path, address)
    return inside === undefined ? undefined : files.get(inside.normalize('NFC'))?.path
  }
  const found = new Map<string, PictureOfFiche>()
  const add = (address: string, said: Omit<PictureOfFiche, 'path'>): void => {
    const file = fileAt(address)
    if (file === undefined || (!found.has(file) && found.size >= most)) return
    const before = found.get(file)
    found.set(file, before ? { ...said, ...before, alt: before.alt || said.alt, isInText: before.isInText || said.isInText } : { path: file, ...said })
  }
  if (couverture) add(couverture.fichier, { alt: couverture.alt ?? '', isCover: true, isInText: false, ...(couverture.credit !== undefined && creditSaid(couverture.credit)) })
  for (const { address, alt, credit } of shown) add(address, { alt, isCover: false, isInText: true, ...(credit && { ...(credit.author !== undefined && { author: credit.author }), ...(credit.author === undefined && credit.licence === undefined && { author: credit.text }), ...licenceSaid(credit.licence) }) })
  for (const [address, said] of mediaSaid(fiche.header)) { const file = fileAt(address); if (file !== undefined && found.has(file)) found.set(file, { ...said, ...found.get(file)! }) }
  return Promise.all([...found.values()].map(async (one) => ({ ...one, ...(await besideIt(deps, at.resource, files, one.path)) })))
}

/** The same under names in force: somebody who asked not to be named on a resource is not named by its pictures either. */
export async function namedAsChosen(deps: Pick<Deps, 'naming'>, resource: ResourceId, pictures: readonly PictureOfFiche[], locale: Locale): Promise<readonly PictureOfFiche[]> {
  if (pictures.length === 0) return pictures
  const hidden = new Map((await namesInForce(deps, [], [resource])).headerNamesHidden(resource).map(({ name, choice }) => [foldedName(name), shownAs({ displayName: name, handle: '' }, choice)]))
  return pictures.map((one) => {
    const shown = one.author === undefined ? undefined : hidden.get(foldedName(one.author))
    return shown ? { ...one, author: nameIn(shown, locale) } : one
  })
}

/** Whether somebody could say who made it, or under which licence it is given. */
export const lacks = ({ author, licence, licenceLabel }: PictureOfFiche): boolean => author === undefined || (licence === undefined && licenceLabel === undefined)

const licenceSaid = (label: string | undefined): Pick<PictureOfFiche, 'licence' | 'licenceLabel'> => {
  const known = label === undefined ? undefined : identify(label)
  return known ? { licence: known } : label === undefined ? {} : { licenceLabel: label }
}

/** « Camille Exemple, CC BY 4.0 »: what is not the licence is the name. */
function creditSaid(credit: string): Pick<PictureOfFiche, 'author' | 'licence' | 'licenceLabel'> {
  const [mention] = mentionsIn(credit)
  const author = (mention === undefined ? credit : credit.slice(0, mention.at)).replace(/[\s,;:(–—-]+$/, '').trim()
  return { ...(author !== '' && { author }), ...licenceSaid(mention?.licence?.id ?? mention?.label) }
}

function mediaSaid(header: Record<string, unknown>): (readonly [string, Pick<PictureOfFiche, 'author' | 'licence' | 'licenceLabel'>])[] {
  const items: unknown[] = Array.isArray(header['medias']) ? header['medias'].slice(0, 200) : []
  return items.flatMap((item) => {
    if (typeof item !== 'object' || item === null) return []
    const { fichier, auteurs, licence } = item as Record<string, unknown>
    const names = (Array.isArray(auteurs) ? auteurs : [auteurs]).flatMap((one: unknown) => (typeof one === 'string' ? [one] : typeof one === 'object' && one !== null && typeof (one as Record<string, unknown>)['nom'] === 'string' ? [(one as { nom: string }).nom] : []))
    return typeof fichier === 'string' ? [[fichier, { ...(names.length > 0 && { author: names.join(', ') }), ...licenceSaid(typeof licence === 'string' && licence !== '' ? licence : undefined) }] as const] : []
  })
}

/** What REUSE files say of a picture: the one beside it, or those of the repository for its licence. */
async function besideIt(deps: Pick<Deps, 'git'>, resource: ResourceId, files: ReadonlyMap<string, TreeEntry>, path: string): Promise<Partial<PictureOfFiche>> {
  const text = async (name: string): Promise<string | undefined> => { const entry = files.get(name.normalize('NFC')); return entry && decodeText(await deps.git.blob(resource, entry.oid)).slice(0, 500_000) }
  const own = await text(recordPath(path))
  if (own !== undefined) {
    const { licence, ...said } = readMediaRecord(own)
    return { ...said, ...licenceSaid(licence) }
  }
  for (const name of ['REUSE.toml', '.reuse/dep5']) {
    const whole = await text(name)
    const annotation = whole === undefined ? undefined : annotationsOf(name, whole).filter((one) => one.covers(path)).at(-1)
    if (annotation) return licenceSaid(annotation.licence)
  }
  return {}
}
