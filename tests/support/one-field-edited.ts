import { expect } from 'vitest'
import { pathOf } from '../../content-schema/fields.js'
import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { applyForm, formFields, sameControl, type Control, type FormField } from '../../content-schema/form-values.js'
import { entriesOf, placeOfHeader } from '../../content-schema/header.js'
import type { Profile } from '../../content-schema/profile.js'
import { posting } from './forms.js'

/** A file cut at its header's keys: what is before them, each key's own lines, and what follows (the body included). */
function cut(text: string): { before: string; entries: readonly { key: string; lines: string }[]; after: string } {
  const place = placeOfHeader(text)
  const entries = entriesOf(place)
  const first = entries[0]?.start ?? place.yaml.length
  const last = entries.at(-1)?.end ?? place.yaml.length
  return {
    before: text.slice(0, place.yamlStart + first), after: text.slice(place.yamlStart + last),
    entries: entries.map(({ key, start, end }) => ({ key, lines: place.yaml.slice(start, end) })),
  }
}

/**
 * Sends a form where one field alone was changed by hand, and expects: only that key's lines changed, byte for byte; no other
 * field reads differently; and the form, opened again, shows what was typed.
 */
export function expectOneFieldEdited(fiche: Fiche, edited: FormField, control: Control, profile?: Profile): void {
  const shown = formFields(fiche, profile)
  const fields = shown.map((f) => (f.field.key === edited.field.key ? { ...f, control } : f))
  const { text, problems } = applyForm(fiche, posting(fields), profile)
  const what = `${edited.field.key} ← ${JSON.stringify(control)}`
  expect(problems, what).toEqual([])
  if (sameControl(edited.control, control)) { expect(text, what).toBe(fiche.text); return }
  const [before, after] = [cut(fiche.text), cut(text)]
  if (!fiche.hasHeader) {
    expect(text.endsWith(fiche.text.replace(/^\uFEFF/, '')), what).toBe(true)
  } else {
    const names = new Set(before.entries.map(({ key }) => key))
    const touched = [...names, ...after.entries.map(({ key }) => key)].filter((key) => linesOf(before.entries, key) !== linesOf(after.entries, key))
    expect(new Set(touched).size, `${what}: ${[...new Set(touched)].join(', ')}`).toBeLessThanOrEqual(1)
    const [key = pathOf(edited.field, profile)[0] ?? ''] = touched
    const others = (entries: typeof before.entries): unknown => entries.filter((entry) => entry.key !== key)
    expect(others(after.entries), what).toEqual(others(before.entries))
    // A last line without its ending is given one when another follows.
    if (before.entries.length > 0) { expect(after.before, what).toBe(before.before); expect(after.after, what).toBe(before.after) }
  }
  const eol = /\r?\n/.exec(fiche.text)?.[0]
  if (eol === '\r\n' && !/[^\r]\n/.test(fiche.text)) expect(/[^\r]\n/.test(text), `${what}: line endings`).toBe(false)
  for (const { field, control: now } of formFields(parseFiche(text), profile)) {
    const was = shown.find((f) => f.field.key === field.key)
    if (field.key === edited.field.key) { if (isExact(control)) expect(sameControl(now, control), `${what} reads ${JSON.stringify(now)}`).toBe(true) }
    // A type has its own fields.
    else if (was && edited.field.key !== 'type') expect(sameControl(was.control, now), `${what} changed ${field.key}`).toBe(true)
  }
}

const linesOf = (entries: readonly { key: string; lines: string }[], key: string): string => entries.filter((entry) => entry.key === key).map(({ lines }) => lines).join('')

/** Durations, numbers and rows are shown again in our own words; an emptied text may be read elsewhere (the summary in the body). */
const isExact = (control: Control): boolean => (control.kind === 'longtext' && control.value !== '') || control.kind === 'lines' || control.kind === 'choices'
