import { html, type Html } from '../../html.js'
import type { FicheData } from './fiche-data.js'
import type { Ui } from '../ui.js'

/** Below, a text is read faster than its contents. */
const fewest = 5
/** A text made of titles alone must not double its page. */
const most = 200

/** The parts of a fiche in the order of its page, folded: a long text is not scrolled through to find one. */
export function contents(ui: Ui, { fiche: { fields }, rendered }: Pick<FicheData, 'fiche' | 'rendered'>): Html {
  if (rendered === undefined) return html``
  const { reading } = ui.m
  const depths = rendered.body.headings.map(({ depth }) => depth)
  const top = Math.min(...depths)
  // One title over the whole text says nothing: its parts do.
  const level = depths.filter((depth) => depth === top).length === 1 && depths.some((depth) => depth > top) ? top + 1 : top
  const part = (isThere: boolean, id: string, text: string) => (isThere ? [{ id, text }] : [])
  const parts = [
    ...part(rendered.objectives.length > 0, 'objectifs', reading.objectives), ...part(rendered.prerequisites.length > 0, 'prerequis', reading.prerequisites), ...part(fields.materiel.length > 0, 'materiel', reading.materials),
    ...part(fields.etapes.length > 0, 'deroule', reading.steps), ...part(rendered.watchPoints.length > 0, 'vigilance', reading.watchPoints),
    ...rendered.body.headings.filter(({ depth, text }) => depth <= level && text.trim() !== ''),
    ...part(fields.variantes.length > 0, 'variantes', reading.variants), ...part(fields.sources.length + fields.derive_de.length > 0, 'sources', reading.sources),
  ].slice(0, most)
  if (parts.length < fewest) return html``
  return html`<details class="contents no-print"><summary>${reading.contents(parts.length)}</summary><nav aria-label="${reading.contentsName}"><ol>${parts.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ol></nav></details>`
}
