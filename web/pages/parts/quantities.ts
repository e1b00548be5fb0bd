import { durationLabel } from '../../../content-schema/durations.js'
import type { FicheFields } from '../../../content-schema/fiche.js'
import type { Ui } from '../ui.js'

/** « 5 à 20 min », « à partir de 1 h »; undefined when the fiche says nothing. */
export function durationText(ui: Ui, duration: FicheFields['duree']): string | undefined {
  const { minMinutes: min, maxMinutes: max } = duration ?? {}
  const { common } = ui.m
  const label = (minutes: number): string => durationLabel(minutes, ui.locale)
  if (min !== undefined && max !== undefined) {
    if (min === max) return label(min)
    // « 5 à 20 min » rather than « 5 min à 20 min ».
    const unit = [60, 24 * 60].find((size) => min % size === 0 && max % size === 0 && (size !== 60 || max < 24 * 60))
    if (max < 60) return common.range(String(min), label(max))
    return unit === undefined || min === 0 ? common.range(label(min), label(max)) : common.range(String(min / unit), label(max))
  }
  if (max !== undefined) return common.upTo(label(max))
  return min === undefined ? undefined : common.from(label(min))
}

/** « 3 à 30 personnes »; undefined when the fiche says nothing. */
export function groupText(ui: Ui, size: FicheFields['taille_groupe']): string | undefined {
  const { min, max } = size ?? {}
  const { common } = ui.m
  if (min !== undefined && max !== undefined) return min === max ? common.people(max) : common.range(String(min), common.people(max))
  if (max !== undefined) return common.upTo(common.people(max))
  return min === undefined ? undefined : common.from(common.people(min))
}
