import type { FicheFields } from './fiche-fields.js'

const DAY = 24 * 60
/** Upper bound in minutes of each band of the vocabulary `duree` (content model §5.4). */
const DURATION_BANDS: readonly (readonly [string, number])[] = [
  ['moins-de-10-min', 9], ['10-a-30-min', 30], ['30-a-60-min', 60], ['1-a-2-h', 120], ['demi-journee', 300],
  ['journee', DAY], ['plusieurs-jours', 7 * DAY - 1], ['plusieurs-semaines', 60 * DAY], ['saison', 200 * DAY], ['au-long-cours', Infinity],
]
const GROUP_BANDS: readonly (readonly [string, number, number])[] = [
  ['seul', 1, 1], ['2-a-5', 2, 5], ['6-a-12', 6, 12], ['13-a-30', 13, 30], ['plus-de-30', 31, 100], ['plus-de-100', 101, Infinity],
]

/** The band of the vocabulary `duree` a duration falls in, by its longest end. */
export function durationBand(duration: FicheFields['duree']): string | undefined {
  const minutes = duration?.maxMinutes ?? duration?.minMinutes
  return minutes === undefined ? undefined : DURATION_BANDS.find(([, limit]) => minutes <= limit)?.[0]
}

/** Every band of the vocabulary `taille-groupe` that a range of people touches. */
export function groupBands(size: FicheFields['taille_groupe']): string[] {
  if (size === undefined) return []
  const min = size.min ?? 1
  const max = size.max ?? (size.min === undefined ? min : Infinity)
  return GROUP_BANDS.filter(([, from, to]) => min <= to && max >= from).map(([notation]) => notation)
}
