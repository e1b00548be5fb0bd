/** A stretch of time in whole minutes, either end possibly open. */
export interface MinuteRange { minMinutes?: number; maxMinutes?: number }

const ISO = /^P(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/i
const DAY = 24 * 60
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:min|mins|minute|minutes|mn|['′])$/, 1],
  [/^(?:h|hr|hrs|heure|heures|hour|hours)$/, 60],
  [/^(?:j|jour|jours|jrs|journée|journées|day|days|d)$/, DAY],
  [/^(?:semaine|semaines|sem|week|weeks|w)$/, 7 * DAY],
  [/^(?:mois|month|months)$/, 30 * DAY],
]

/** Nothing one does with a fiche lasts a century. */
const CENTURY = 100 * 365 * DAY

/** Whether a number may be minutes of something one does. */
export const areMinutes = (value: number): boolean => value >= 0 && value <= CENTURY

/** Minutes of one duration: ISO 8601 (`PT1H30M`), « 1h30 », « 45 min », « 2 jours ». Undefined when it says something else. */
export function minutesOf(text: string): number | undefined {
  const minutes = anyMinutes(text)
  return minutes !== undefined && areMinutes(minutes) ? minutes : undefined
}

function anyMinutes(text: string): number | undefined {
  const value = text.trim().slice(0, 80)
  const iso = ISO.exec(value)
  if (iso && /\d/.test(value)) {
    const [, years, months, weeks, days, hours, minutes, seconds] = iso.map(part => Number((part ?? '0').replace(',', '.')))
    return Math.round((years ?? 0) * 365 * DAY + (months ?? 0) * 30 * DAY + (weeks ?? 0) * 7 * DAY + (days ?? 0) * DAY + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60)
  }
  const spoken = /^(?:env(?:iron|\.)?|about|~|≈|max\.?|±)?\s*(\d+(?:[.,]\d+)?)\s*([a-zé'′]*)\s*(\d{1,2})?\s*(?:min|mn|m)?\s*\+?$/i.exec(value)
  if (!spoken) return undefined
  const unit = (spoken[2] ?? '').toLowerCase()
  const amount = Number((spoken[1] ?? '').replace(',', '.'))
  if (unit === '') return spoken[3] === undefined ? Math.round(amount) : undefined
  const size = UNITS.find(([name]) => name.test(unit))?.[1]
  if (size === undefined) return undefined
  return Math.round(amount * size) + (size === 60 ? Number(spoken[3] ?? 0) : 0)
}

/** A range written in words: « 30-90 min », « de 45 min à 2 h », `25mins+`, or one duration. Undefined when unreadable. */
export function minuteRangeOf(text: string): MinuteRange | undefined {
  const value = text.trim().slice(0, 80).replace(/\([^)]*\)/g, '').trim()
  const whole = minutesOf(value)
  if (whole !== undefined) return value.endsWith('+') ? { minMinutes: whole } : { minMinutes: whole, maxMinutes: whole }
  const parts = /^(?:de\s+|entre\s+|between\s+)?(.+?)(?:\s*[-–—/]\s*|\s+(?:à|et|to|and)\s+)(.+)$/i.exec(value)
  if (!parts) return undefined
  const last = minutesOf(parts[2] ?? '')
  const unit = /[a-zé]+\.?\+?$/i.exec(parts[2] ?? '')?.[0] ?? ''
  const first = minutesOf(/^\d+([.,]\d+)?$/.test((parts[1] ?? '').trim()) ? `${parts[1]} ${unit}` : (parts[1] ?? ''))
  if (first === undefined || last === undefined) return undefined
  return { minMinutes: Math.min(first, last), maxMinutes: Math.max(first, last) }
}

/** « 45 min à 2 h » typed whole in the first of two fields means both ends. */
export function wholeRange(min: string, max: string): { readonly min: string; readonly max: string } {
  const whole = max === '' && min !== '' && minutesOf(min) === undefined ? minuteRangeOf(min) : undefined
  return whole ? { min: whole.minMinutes === undefined ? '' : `${whole.minMinutes} min`, max: whole.maxMinutes === undefined ? '' : `${whole.maxMinutes} min` } : { min, max }
}

/** `PT1H30M` from 90: the form we write in headers. */
export function isoOfMinutes(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes))
  if (whole > 0 && whole % DAY === 0) return `P${whole / DAY}D`
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  return `PT${hours > 0 ? `${hours}H` : ''}${rest > 0 || hours === 0 ? `${rest}M` : ''}`
}

/** « 1 h 30 », « 2 jours » from minutes, with non-breaking spaces. */
export function durationLabel(minutes: number, language: 'fr' | 'en'): string {
  if (minutes >= DAY && minutes % DAY === 0) {
    const days = minutes / DAY
    return language === 'fr' ? `${days}\u00A0jour${days > 1 ? 's' : ''}` : `${days}\u00A0day${days > 1 ? 's' : ''}`
  }
  if (minutes < 60) return `${minutes}\u00A0min`
  const rest = minutes % 60
  return `${Math.floor(minutes / 60)}\u00A0h${rest > 0 ? `\u00A0${String(rest).padStart(2, '0')}` : ''}`
}
