import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { applyForm, formFields } from '../../content-schema/form-values.js'
import { bodyToType, typedBody } from '../../content-schema/typed-text.js'
import { anEdit, posting, sent } from '../support/forms.js'
import { expectOneFieldEdited } from '../support/one-field-edited.js'
import { fc } from '../support/fast-check.js'

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')

/** Every bundle of real repositories, whatever schema its headers follow. */
const bundles = existsSync(data) ? readdirSync(data).filter((file) => file.endsWith('.bundle')).map((file) => file.slice(0, -'.bundle'.length)) : []
test('should have the real repositories at hand', () => {
  expect(bundles.length, `set COMMUNS_DONNEES_REELLES to the folder of real repositories (${data})`).toBeGreaterThan(5)
})

test.each(bundles)('should open every real fiche of %s in its form: untouched, its bytes; any one field edited, only its lines', (name) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forms-'))
  try {
    execFileSync('git', ['clone', '-q', path.join(data, `${name}.bundle`), folder], { stdio: 'pipe' })
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => /\.md$/i.test(file) && !file.startsWith('.git')).sort()
    expect(files.length).toBeGreaterThan(0)
    for (const [at, file] of files.entries()) {
      const fiche = parseFiche(new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path.join(folder, file))))
      const fields = formFields(fiche)
      expect(typedBody(applyForm(fiche, posting(fields)).text, sent(bodyToType(fiche.text))) === fiche.text, `${file} changes when nobody touches it`).toBe(true)
      if (fiche.yamlProblem) continue
      // Every field the header holds, and three of those it does not: each fiche takes others.
      const held = fields.filter(({ field }) => Object.hasOwn(fiche.header, field.key) || (FIELD_ALIASES[field.key] ?? []).some((alias) => Object.hasOwn(fiche.header, alias)))
      const absent = fields.filter((field) => !held.includes(field))
      const asked = process.env.COMMUNS_TOUS_LES_CHAMPS === undefined ? [...held, ...[0, 1, 2].flatMap((n) => absent[(at * 3 + n) % Math.max(1, absent.length)] ?? [])] : fields
      for (const field of asked) {
        const edit = anEdit(field)
        if (edit) fc.assert(fc.property(edit, (control) => { expectOneFieldEdited(fiche, field, control) }), { numRuns: 1, seed: at + 1 })
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 600_000)

test('should change only its own lines when any single field is edited, in every fiche of the demonstration', () => {
  const folder = path.resolve('forge/demo/content')
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md'))
  expect(files.length).toBeGreaterThan(15)
  for (const file of files) {
    const fiche = parseFiche(readFileSync(path.join(folder, file), 'utf8'))
    for (const field of formFields(fiche)) {
      const edit = anEdit(field)
      if (edit) fc.assert(fc.property(edit, (control) => { expectOneFieldEdited(fiche, field, control) }), { numRuns: 1 })
    }
  }
}, 180_000)
