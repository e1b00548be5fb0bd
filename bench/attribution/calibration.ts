/** Whether words are as sure as they are said to be: of those said with 0.9, nine in ten should be right. */
import { table } from '../prose/figures.js'

/** Least confidence of each band, in hundredths, the surest first. */
const BANDS = [100, 95, 90, 80, 70, 50, 0] as const

/** Words by the confidence they are said with, and how many of them have the right authors. */
export class Calibration {
  readonly #said = new Map<number, { words: number; right: number }>()

  note(confidence: number, isRight: boolean): void {
    const hundredths = Math.round(confidence * 100)
    const known = this.#said.get(hundredths) ?? { words: 0, right: 0 }
    this.#said.set(hundredths, { words: known.words + 1, right: known.right + (isRight ? 1 : 0) })
  }

  /** A row for each band that holds words: what its words say of themselves on average, and what is true of them. */
  table(): string {
    const rows = BANDS.flatMap((least, i) => {
      const most = i === 0 ? 100 : BANDS[i - 1]! - 1
      let words = 0, right = 0, said = 0
      for (const [hundredths, each] of this.#said) {
        if (hundredths < least || hundredths > most) continue
        words += each.words
        right += each.right
        said += each.words * hundredths
      }
      if (words === 0) return []
      const band = least === most ? String(least / 100) : `${(least / 100).toFixed(2)}–${(most / 100).toFixed(2)}`
      return [[band, String(words), `${(said / words).toFixed(1)} %`, `${(right / words * 100).toFixed(1)} %`]]
    })
    return table(['confidence', 'words', 'said, on average', 'authors right'], rows)
  }
}
