/** A UTC day, `2026-03-01`, of milliseconds since the epoch. */
export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, -14)
