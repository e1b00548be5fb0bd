import type { Ui } from '../ui.js'
import { dateText } from './dates.js'

/** A version as pages show it. */
export interface ShownVersion { readonly commit: string; readonly name: string | undefined; readonly at: number; readonly isCurrent: boolean }

/** « version 1.0 (12 mars 2026) », or « version du 12 mars 2026 ». */
export const versionName = (ui: Ui, version: Pick<ShownVersion, 'name' | 'at'>): string =>
  (version.name === undefined ? ui.m.reading.versionDated(dateText(version.at, ui.locale)) : ui.m.reading.versionNamed(version.name, dateText(version.at, ui.locale)))
