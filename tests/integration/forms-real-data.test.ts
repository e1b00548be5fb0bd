import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFiche } from '../../content-schema/fiche.js'
import { applyForm, formFields } from '../../content-schema/form-values.js'
import { bodyToType, typedBody } from '../../content-schema/typed-text.js'
import { anEdit, posting, sent } from '../support/forms.js'
import { expectOneFieldEdited } from '../support/one-field-edited.js'

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')

test.each(['multibao-contributions', 'opl-practices'])('should open every real fiche of %s in its form: untouched, its bytes; one field edited, only its lines', (name) => {
  const bundle = path.join(data, `${name}.bundle`)
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forms-'))
  try {
    execFileSync('git', ['clone', '-q', bundle, folder], { stdio: 'pipe' })
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md'))
    const fiches = files.map((file) => parseFiche(new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path.join(folder, file)))))
    const changed = fiches.filter((fiche) => typedBody(applyForm(fiche, posting(formFields(fiche))).text, sent(bodyToType(fiche.text))) !== fiche.text)
    expect(files.length).toBeGreaterThan(80)
    expect(changed.map((fiche) => fiche.text.slice(0, 200))).toEqual([])
    // Every fiche has several of its fields edited, one at a time.
    for (const [at, fiche] of fiches.entries()) {
      if (fiche.yamlProblem) continue
      const fields = formFields(fiche)
      const edited = fc.nat(fields.length - 1).chain((i) => {
        const field = fields[i]
        const edit = field && anEdit(field)
        return (edit ?? fc.constant(undefined)).map((control) => ({ i, control }))
      })
      fc.assert(fc.property(edited, ({ i, control }) => {
        const field = fields[i]
        if (field && control) expectOneFieldEdited(fiche, field, control)
      }), { numRuns: 4, seed: at + 1 })
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 180_000)

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
