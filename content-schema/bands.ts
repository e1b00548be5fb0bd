/** Bands derived from exact values, so that a person can filter by « 30 à 60 min » (vocabularies `duree` and `taille-groupe`). */

const day = 24 * 60

/** The `duree` notation of a duration in minutes; the longest value decides (a 45–90 min workshop needs up to 90). */
export function durationBand(duration: { minMinutes?: number; maxMinutes?: number } | undefined): string | undefined {
  const minutes = duration?.maxMinutes ?? duration?.minMinutes
  if (minutes === undefined) return undefined
  if (minutes < 10) return 'moins-de-10-min'
  if (minutes <= 30) return '10-a-30-min'
  if (minutes <= 60) return '30-a-60-min'
  if (minutes <= 120) return '1-a-2-h'
  if (minutes <= 240) return 'demi-journee'
  if (minutes <= 480) return 'journee'
  if (minutes <= 7 * day) return 'plusieurs-jours'
  if (minutes <= 60 * day) return 'plusieurs-semaines'
  if (minutes <= 150 * day) return 'saison'
  return 'au-long-cours'
}

/** The `taille-groupe` notation of a group size; the largest value decides. */
export function groupSizeBand(size: { min?: number; max?: number } | undefined): string | undefined {
  const people = size?.max ?? size?.min
  if (people === undefined) return undefined
  if (people <= 1) return 'seul'
  if (people <= 5) return '2-a-5'
  if (people <= 12) return '6-a-12'
  if (people <= 30) return '13-a-30'
  if (people <= 100) return 'plus-de-30'
  return 'plus-de-100'
}
