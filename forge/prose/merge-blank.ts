import type { Unit } from './merge-cuts.js'
import type { Side } from './merge-neighbours.js'
import type { Region } from './sequence.js'

const isCut = ({ text }: Unit) => text.includes('\n')

/** True when a side cut or joined lines where neither wrote. */
export function isRecut(base: readonly Unit[], side: readonly Unit[], regions: readonly Region[], of: Side): boolean {
  return regions.some((region) => region.kind === 'stable' && base.slice(...region.base).some((unit, at) => unit.isBlank && isCut(unit) !== isCut(side[region[of][0] + at]!)))
}

/** Two people changed one blank: who cut or joined the lines is followed; then what ends a line and what begins the next (`>`) are two choices. */
export function blankOf(was: string, here: string, there: string): string {
  if (here === was || there === was) return here === was ? there : here
  const [wasCut, hereCut, thereCut] = [was, here, there].map((text) => text.includes('\n'))
  if (hereCut !== thereCut) return hereCut === wasCut ? there : here
  if (!hereCut || !wasCut) return here
  const parts = (text: string) => /^([^\r\n]*)([^]*)$/.exec(text)!.slice(1) as [string, string]
  const [[w, wasNext], [h, hereNext], [t, thereNext]] = [parts(was), parts(here), parts(there)]
  return (h === w ? t : h) + (hereNext === wasNext ? thereNext : hereNext)
}
