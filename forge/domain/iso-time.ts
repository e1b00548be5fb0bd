/** Git dates can hold anything: true for one that a calendar has. In milliseconds. */
export const hasDay = (at: number): boolean => Number.isFinite(at) && Math.abs(at) < 8.64e15

/** A moment as ISO 8601, for machines; one that no calendar has is told as the first of 1970, where a date is due. */
export const isoTime = (at: number): string => new Date(hasDay(at) ? at : 0).toISOString()
