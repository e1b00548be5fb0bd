import type { TimelineRow } from '../../../../forge/domain/timeline.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import { circle, diamond, drawnLines, drawnWidth, path, square } from './drawing.js'
import { peopleSaid, rowDate, rowSaid } from './timeline-words.js'

const height = 76
/** The origin's line, and the resource's own. */
const [originX, ownX, textX] = [14, 40, 66]

/** The timeline as a drawing: one line for the resource, one for its origin, signs that differ by their shape and not by colour alone. Each row is a link. */
export function timelineGraph(ui: Ui, rows: readonly TimelineRow[], options: { readonly hrefOf: (row: TimelineRow) => string; readonly hasMore: boolean }): Html {
  const { contributing: m } = ui.m
  const ends = rows.length * height
  const born = rows.findIndex(({ isBirth }) => isBirth)
  const lastFromOrigin = rows.findLastIndex(isOrigins)
  const firstFromOrigin = rows.findIndex((row) => isOrigins(row) || row.news > 0 || row.offers > 0 || row.isBirth)
  const y = (place: number): number => place * height + 24
  const ownEnd = born >= 0 ? y(born) : options.hasMore ? ends : y(Math.max(0, rows.findLastIndex((row) => row.versions > 0)))
  return html`<svg class="drawing timeline" viewBox="0 0 ${drawnWidth} ${ends}" width="${drawnWidth}" height="${ends}" role="group" aria-label="${m.drawing}">
${rows.some((row) => row.versions > 0) && path('line own', 'M', ownX, rows[0] ? y(0) : 0, 'V', ownEnd)}
${firstFromOrigin >= 0 && path('line origin', 'M', originX, y(firstFromOrigin), 'V', options.hasMore ? ends : y(Math.max(lastFromOrigin, born, firstFromOrigin)) + (lastFromOrigin > born ? 0 : 22))}
${rows.map((row, place) => {
    const top = place * height
    const { texts, name } = drawnLines([
      { x: textX, y: top + 21, kind: 'when', text: rowDate(ui, row) }, { x: textX, y: top + 41, text: rowSaid(ui, row) }, { x: textX, y: top + 60, kind: 'who', text: peopleSaid(ui, row, 3) },
    ])
    return html`<a href="${options.hrefOf(row)}"${name}><rect class="hit" x="1" y="${top + 1}" width="${drawnWidth - 2}" height="${height - 4}" rx="8"/>${signs(row, y(place))}${texts}</a>`
  })}
</svg>`
}

const isOrigins = (row: TimelineRow): boolean => row.originVersions > 0

function signs(row: TimelineRow, y: number): Html[] {
  const found: Html[] = []
  const lane = row.versions > 0 ? ownX : originX
  if (row.proposals > 0) found.push(path('branch', 'M', lane, y + 26, 'C', lane + 18, y + 22, lane + 18, y + 6, lane, y), circle('step', lane + 13, y + 14, 3.2))
  if (row.news > 0) found.push(path('taken', 'M', originX, y + 22, 'C', originX, y + 6, ownX - 12, y, ownX - 10, y), path('arrow', 'M', ownX - 16, y - 5, 'L', ownX - 8, y, 'L', ownX - 16, y + 5, 'Z'))
  if (row.offers > 0) found.push(path('taken', 'M', ownX, y + 2, 'C', ownX - 12, y + 4, originX + 6, y - 4, originX + 7, y - 6), path('arrow', 'M', originX - 2, y - 9, 'L', originX + 10, y - 12, 'L', originX + 9, y + 1, 'Z'))
  if (row.isBirth) found.push(path('taken', 'M', originX, y + 20, 'C', originX, y + 6, ownX, y + 10, ownX, y))
  if (row.originVersions > 0) found.push(circle('dot origin', originX, y, size(row.originVersions)))
  if (row.versions > 0) found.push(circle('dot own', ownX, y, size(row.versions)))
  if (row.names.length > 0) found.push(diamond('named', lane, y, 12.5))
  if (row.adaptations > 0) found.push(path('branch', 'M', ownX, y, 'L', ownX + 14, y - 10), square('child', ownX + 16, y - 12, 5))
  if (row.isBirth && row.versions === 0) found.push(square('child', ownX, y, 6))
  return found
}

/** One version, or a month of them: wider, not so much that it hides its neighbours. */
const size = (versions: number): number => Math.min(11, 6 + Math.log2(versions))

/** What each sign means. */
export function timelineLegend(ui: Ui, rows: readonly TimelineRow[]): Html {
  const { contributing: m } = ui.m
  const any = (test: (row: TimelineRow) => boolean): boolean => rows.some(test)
  const items: [boolean, keyof typeof m.signs, Html[]][] = [
    [any((row) => row.is === 'version' && row.versions > 0), 'version', [circle('dot own', 20, 13, 6)]],
    [any((row) => row.is === 'month'), 'month', [circle('dot own', 20, 13, 10)]],
    [any((row) => row.names.length > 0), 'named', [circle('dot own', 20, 13, 6), diamond('named', 20, 13, 12)]],
    [any((row) => row.proposals > 0), 'proposal', [circle('dot own', 14, 9, 5), path('branch', 'M', 14, 24, 'C', 30, 22, 30, 12, 14, 9), circle('step', 26, 16, 3.2)]],
    [any((row) => row.adaptations > 0), 'adaptation', [circle('dot own', 12, 19, 5), path('branch', 'M', 12, 19, 'L', 26, 9), square('child', 28, 8, 5)]],
    [any((row) => row.originVersions > 0), 'origin', [circle('dot origin', 20, 13, 6)]],
    [any((row) => row.news > 0), 'news', [path('taken', 'M', 6, 22, 'C', 8, 13, 14, 13, 24, 13), path('arrow', 'M', 22, 8, 'L', 31, 13, 'L', 22, 18, 'Z')]],
    [any((row) => row.offers > 0), 'offer', [path('taken', 'M', 34, 22, 'C', 32, 13, 26, 13, 16, 13), path('arrow', 'M', 18, 8, 'L', 9, 13, 'L', 18, 18, 'Z')]],
  ]
  return html`<ul class="plain legend">${items.filter(([isShown]) => isShown).map(([, name, drawn]) => html`<li><svg class="drawing" viewBox="0 0 40 26" width="40" height="26" aria-hidden="true" focusable="false">${drawn}</svg> ${m.signs[name]}</li>`)}</ul>`
}
