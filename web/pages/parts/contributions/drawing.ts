import { html, safe, type Html } from '../../../html.js'

/** What drawings share: the width they are drawn at, in units that are pixels on a telephone. */
export const drawnWidth = 328

/** Wide enough for nearly every line of words; what is wider is cut by the drawing’s edge. */
const perCharacter = 6.5

/** A text cut to a width of the drawing, at the size drawings write in. The whole is in the table or the list beside. */
export function cutTo(text: string, width: number): string {
  const most = Math.max(4, Math.floor(width / perCharacter))
  const characters = [...text]
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('').trimEnd()}…`
}

/** A line of a drawing: the words that fit, and the whole sentence. */
export interface DrawnLine { readonly x: number; readonly y: number; readonly kind?: string; readonly text: string }

/** The lines of one link; those of kind `when` are bold, and wider. What is cut is in its name, after what can be seen. */
export function drawnLines(lines: readonly DrawnLine[], until = drawnWidth): { readonly texts: Html; readonly name: Html | '' } {
  const cut = lines.map(({ x, text, kind }) => cutTo(text, (until - x) * (kind === 'when' ? 0.93 : 1)))
  return {
    texts: html`${lines.map(({ x, y, kind }, place) => html`<text x="${x}" y="${y}"${kind !== undefined && html` class="${kind}"`}>${cut[place]}</text> `)}`,
    name: lines.some(({ text }, place) => text !== cut[place]) ? html` aria-label="${cut.join(' ')}. ${lines.map(({ text }) => text).join('. ')}"` : '',
  }
}

const round = (value: number): string => String(Math.round(value * 10) / 10)

/** A path from numbers of ours alone. */
export const path = (kind: string, ...steps: readonly (string | number)[]): Html => safe(`<path class="${kind}" d="${steps.map((step) => (typeof step === 'number' ? round(step) : step)).join(' ')}"/>`)
export const circle = (kind: string, x: number, y: number, r: number): Html => safe(`<circle class="${kind}" cx="${round(x)}" cy="${round(y)}" r="${round(r)}"/>`)
export const diamond = (kind: string, x: number, y: number, r: number): Html => path(kind, 'M', x, y - r, 'L', x + r, y, 'L', x, y + r, 'L', x - r, y, 'Z')
export const square = (kind: string, x: number, y: number, r: number): Html => path(kind, 'M', x - r, y - r, 'H', x + r, 'V', y + r, 'H', x - r, 'Z')
