import { encodePath, linkedMarkdown, type LinkPlace } from '../domain/links.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import type { Fiche } from '../../content-schema/fiche.js'
import type { RenderedMarkdown } from '../prose/markdown.js'

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
}

/** Where the links of a file lead, neighbours of the same import included. */
export async function placeOf(deps: Pick<Deps, 'resources'>, resource: Resource, at: { readonly version: string | undefined; readonly path: string; readonly text: string }): Promise<LinkPlace> {
  const base = `/${addressOf(resource)}`
  const neighbours: Record<string, string> = {}
  const source = resource.importedFrom
  if (source?.path !== undefined) {
    // The resource's file stood in a folder of its source: links are read from there.
    for (const path of linkedMarkdown(at.text, at.path)) {
      const known = await neighboursOf(deps, source.source)
      const address = known.get(path) ?? known.get(siblingPath(source.path, path))
      if (address && `${address.owner}/${address.slug}` !== addressOf(resource)) neighbours[path] = `/${encodePath(`${address.owner}/${address.slug}`)}`
    }
  }
  return { base, version: at.version, path: at.path, mainPath: resource.mainPath, neighbours }
}

const neighboursOf = async (deps: Pick<Deps, 'resources'>, source: string) => deps.resources.importedFrom(source)

/** `other.md` seen from `contributions/fiche.md` is `contributions/other.md`. */
function siblingPath(from: string, path: string): string {
  const folder = from.split('/').slice(0, -1).join('/')
  return folder === '' ? path : `${folder}/${path}`
}

/** Keys of the header that have their own place on the page, under the names other schemas give them too. */
const shownElsewhere: ReadonlySet<string> = new Set(
  ['deroule', 'etapes', 'variantes', 'points_vigilance', 'objectifs', 'prerequis', 'resume', 'valeur_ajoutee', 'titre', 'sous_titre', 'materiel', 'sources', 'auteurs', 'contributeurs']
    .flatMap((field) => [field, ...(FIELD_ALIASES[field] ?? [])]),
)

/** The body without a first heading that only repeats the page's title. */
function withoutTitle(body: string, title: string | undefined): string {
  const first = /^\s*#\s*([^\n#][^\n]*?)\s*#*\s*(?:\n|$)/.exec(body)
  return first && title !== undefined && plain(first[1] ?? '') === plain(title) ? body.slice(first[0].length) : body
}

const plain = (text: string): string => text.replace(/[*_`]/g, '').replace(/\s+/g, ' ').trim().toLowerCase()

/** Renders all the prose of a fiche at once: one trip to the renderer, one cache entry. */
export async function renderFiche(deps: Pick<Deps, 'renderer'>, fiche: Fiche, place: LinkPlace, locale: Locale): Promise<RenderedFiche> {
  const { fields } = fiche
  const others = fields.prose.filter(({ field }) => !shownElsewhere.has(field.split(/[.[]/)[0] ?? field))
  const texts: string[] = [withoutTitle(fiche.body, fields.titre)]
  const ask = (text: string): number => (text.trim() === '' ? -1 : texts.push(text) - 1)
  const asked = {
    steps: fields.etapes.map((step) => ask(step.texte)), variants: fields.variantes.map((variant) => ask(variant.texte)),
    watchPoints: fields.points_vigilance.map(ask), objectives: fields.objectifs.map(ask), prerequisites: fields.prerequis.map(ask),
    others: others.map(({ text }) => ask(text)),
  }
  const rendered = await deps.renderer.markdown({ texts, place, locale })
  const htmlAt = (index: number): string => (index === -1 ? '' : rendered[index]?.html ?? '')
  const inline = (index: number): string => withoutSingleParagraph(htmlAt(index))
  return {
    body: rendered[0] ?? { html: '', headings: [] },
    steps: asked.steps.map(htmlAt), variants: asked.variants.map(htmlAt),
    watchPoints: asked.watchPoints.map(inline), objectives: asked.objectives.map(inline), prerequisites: asked.prerequisites.map(inline),
    others: asked.others.map((index, n) => ({ field: others[n]?.field ?? '', html: htmlAt(index) })).filter(({ html }) => html !== ''),
  }
}

/** `<p>one line</p>` as the line alone, for list items. */
function withoutSingleParagraph(html: string): string {
  const inside = /^<p>([^]*)<\/p>\s*$/.exec(html.trim())?.[1]
  return inside === undefined || inside.includes('<p>') || inside.includes('</p>') ? html : inside
}
