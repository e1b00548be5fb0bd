import type { Oid } from '../domain/git.js'
import { encodePath, targetsIn, type LinkPlace } from '../domain/links.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import type { Fiche } from '../../content-schema/fiche.js'
import { isWordsType } from '../../content-schema/fields.js'
import { entriesOf, placeOfHeader } from '../../content-schema/header.js'
import type { RenderedMarkdown, TextOrigin } from '../prose/markdown.js'
import type { WordMarks } from '../prose/word-marks.js'
import type { MarkedFile } from '../domain/marked-file.js'

/** A fiche's prose as HTML: its body, and the texts of its header that are written in Markdown. */
export interface RenderedFiche {
  readonly body: RenderedMarkdown
  /** By step, in order; empty string when the step has a title only. */
  readonly steps: readonly string[]
  readonly variants: readonly string[]
  readonly watchPoints: readonly string[]
  readonly objectives: readonly string[]
  readonly prerequisites: readonly string[]
  /** Other prose found in the header (`field` is the path to it), for headers of another schema. */
  readonly others: readonly { readonly field: string; readonly html: string }[]
  /** Where each field of the header that is shown starts in the file (UTF-16 units), by its name here. */
  readonly places: Readonly<Record<string, number>>
}

/** Where the links of a file lead: files of the same version, and neighbours of the same import. */
export async function placeOf(
  deps: Pick<Deps, 'resources' | 'git'>, resource: Resource, at: { readonly version: string | undefined; readonly commit: Oid; readonly path: string; readonly text: string },
): Promise<LinkPlace> {
  const base = `/${addressOf(resource)}`
  const place = { base, version: at.version, path: at.path, mainPath: resource.mainPath }
  const targets = targetsIn(at.text, at.path)
  if (targets.length === 0) return { ...place, neighbours: {}, files: {} }
  const source = resource.importedFrom
  const [entries, collection] = await Promise.all([
    deps.git.tree(resource.id, at.commit, { recursive: true }), source?.path === undefined ? undefined : deps.resources.importedFrom(source.source),
  ])
  const paths = entries.filter((entry) => entry.kind === 'blob').map((entry) => entry.path)
  const neighbours: Record<string, string> = {}
  const files: Record<string, string> = {}
  for (const target of targets) {
    const candidates = candidatesOf(target, at.path)
    const file = foundAmong(paths, candidates)
    const next = file === undefined && collection ? neighbourOf(collection, candidates, source?.path ?? '') : undefined
    if (next !== undefined && `${next.owner}/${next.slug}` !== addressOf(resource)) neighbours[target] = `/${encodePath(`${next.owner}/${next.slug}`)}`
    else files[target] = next === undefined ? file ?? '' : resource.mainPath
  }
  return { ...place, neighbours, files }
}

/** As written, then from the root for what site generators write (`{{site.baseurl}}/media/a.png`, or a folder too many). */
function candidatesOf(target: string, from: string): readonly string[] {
  const generated = /(?:^|\/)\{\{[^}]{1,60}\}\}\/?(.+)$/.exec(target)?.[1]
  const folder = from.split('/').slice(0, -1).join('/')
  return [target, ...(generated === undefined ? [] : [generated]), ...(folder !== '' && target.startsWith(`${folder}/`) ? [target.slice(folder.length + 1)] : [])]
}

/** The path itself, in whichever composition; otherwise the only file that ends so. */
function foundAmong(paths: readonly string[], candidates: readonly string[]): string | undefined {
  for (const candidate of candidates) {
    if (paths.includes(candidate)) return candidate
    const composed = candidate.normalize('NFC')
    const same = paths.find((path) => path.normalize('NFC') === composed)
    if (same !== undefined) return same
    const ending = paths.filter((path) => path.normalize('NFC').endsWith(`/${composed}`))
    if (ending.length === 1) return ending[0]
  }
  return undefined
}

/** The resource imported from the file that a link means: `autre.md` beside it, or `/practice/autre/` on the site it came from. */
function neighbourOf(collection: ReadonlyMap<string, { owner: string; slug: string }>, candidates: readonly string[], from: string): { owner: string; slug: string } | undefined {
  const folder = from.split('/').slice(0, -1).join('/')
  const names = candidates.flatMap((candidate) => [candidate, ...(folder === '' ? [] : [`${folder}/${candidate}`])]).flatMap((name) => (/\.(?:md|markdown)$/i.test(name) ? [name] : [`${name}.md`, `${name}/index.md`]))
  for (const name of names) {
    const known = collection.get(name)
    if (known !== undefined) return known
  }
  const path = foundAmong([...collection.keys()], names)
  return path === undefined ? undefined : collection.get(path)
}

/** Keys of the header that have their own place on the page, under the names other schemas give them too. */
export const shownFields: ReadonlySet<string> = new Set(
  ['deroule', 'etapes', 'variantes', 'points_vigilance', 'objectifs', 'prerequis', 'resume', 'valeur_ajoutee', 'titre', 'sous_titre', 'materiel', 'sources', 'auteurs', 'contributeurs']
    .flatMap((field) => [field, ...(FIELD_ALIASES[field] ?? [])]),
)

/** The body without a first heading that only repeats the page's title. */
function withoutTitle(body: string, title: string | undefined): string {
  const first = /^\s*#\s*([^\n#][^\n]*?)\s*#*\s*(?:\n|$)/.exec(body)
  return first && title !== undefined && plain(first[1] ?? '') === plain(title) ? body.slice(first[0].length) : body
}

/** Where the fields of a header start, under the names the schema gives them. */
function placesOfFields(text: string): Readonly<Record<string, number>> {
  const place = placeOfHeader(text)
  const starts = new Map(entriesOf(place).map(({ key, start }) => [key, place.yamlStart + start]))
  const named = [...shownFields].flatMap((field) => {
    const key = [field, ...(FIELD_ALIASES[field] ?? []), ...(field === 'deroule' ? ['etapes'] : [])].find((name) => starts.has(name))
    return key === undefined ? [] : [[field, starts.get(key)!] as const]
  })
  return Object.fromEntries([...starts, ...named])
}

const plain = (text: string): string => text.replace(/[*_`]/g, '').replace(/\s*:\s*$/, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** Renders all the prose of a fiche at once: one trip to the renderer, one cache entry. `marked`: its words say who wrote them. */
export async function renderFiche(deps: Pick<Deps, 'renderer'>, fiche: Fiche, place: LinkPlace, locale: Locale, marked?: MarkedFile): Promise<RenderedFiche> {
  const { fields } = fiche
  // What a list or a profile says has its own place on the page.
  const others = isWordsType(fields.type) ? [] : fields.prose.filter(({ field }) => !shownFields.has(field.split(/[.[]/)[0] ?? field))
  const places = placesOfFields(fiche.text)
  const body = withoutTitle(fiche.body, fields.titre)
  const texts: string[] = [body]
  const origins: (TextOrigin | undefined)[] = [{ kind: 'text', at: fiche.text.length - body.length }]
  const marks: (WordMarks | undefined)[] = [marked?.from(fiche.text.length - body.length)]
  const ask = (field: string, text: string): number => {
    if (text.trim() === '') return -1
    const at = places[field]
    origins.push(at === undefined ? undefined : { kind: 'value', at })
    marks.push(marked?.of(field, text))
    return texts.push(text) - 1
  }
  const asked = {
    steps: fields.etapes.map((step) => ask('deroule', step.texte)), variants: fields.variantes.map((variant) => ask('variantes', variant.texte)),
    watchPoints: fields.points_vigilance.map((text) => ask('points_vigilance', text)), objectives: fields.objectifs.map((text) => ask('objectifs', text)), prerequisites: fields.prerequis.map((text) => ask('prerequis', text)),
    others: others.map(({ field, text }) => ask(field.split(/[.[]/)[0] ?? field, text)),
  }
  const rendered = await deps.renderer.markdown({ texts, place, locale, origins, ...(marked && { marks }) })
  const htmlAt = (index: number): string => (index === -1 ? '' : rendered[index]?.html ?? '')
  const inline = (index: number): string => withoutSingleParagraph(htmlAt(index))
  return {
    body: rendered[0] ?? { html: '', headings: [] },
    steps: asked.steps.map(htmlAt), variants: asked.variants.map(htmlAt),
    watchPoints: asked.watchPoints.map(inline), objectives: asked.objectives.map(inline), prerequisites: asked.prerequisites.map(inline),
    places,
    others: asked.others.map((index, n) => ({ field: others[n]?.field ?? '', html: htmlAt(index) })).filter(({ html }) => html !== ''),
  }
}

/** `<p>one line</p>` as the line alone, for list items. */
function withoutSingleParagraph(html: string): string {
  const inside = /^<p(?: data-p="\d+")?>([^]*)<\/p>\s*$/.exec(html.trim())?.[1]
  return inside === undefined || /<p[ >]/.test(inside) || inside.includes('</p>') ? html : inside
}
