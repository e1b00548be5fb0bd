/** The value below which this share of the list is; 0 of an empty list. */
export const quantile = (list: readonly number[], share: number): number => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0

/** Milliseconds as a table shows them. */
export const ms = (value: number): string => (value < 10 ? value.toFixed(1) : String(Math.round(value)))

/** Median, 95th percentile and longest. */
export const spread = (list: readonly number[], shown: (value: number) => string = ms): string => (list.length === 0 ? '–' : [0.5, 0.95, 1].map((share) => shown(quantile(list, share))).join(' / '))

export const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${part} of ${whole} (${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %)`)

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n')
}

/** Whether two texts differ by more than white space (no-break spaces count as white space, as in the figures this is compared with). */
export const isSameButSpaces = (a: string, b: string): boolean => a.replace(/\s+/g, ' ').trim() === b.replace(/\s+/g, ' ').trim()
