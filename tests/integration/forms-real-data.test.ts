import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseFiche } from '../../content-schema/fiche.js'
import { applyForm, formFields, inputName, type Control } from '../../content-schema/form-values.js'
import { asTyped, bodyToType, typedBody } from '../../content-schema/typed-text.js'

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
const posted = (shown: string): string => asTyped(shown).replaceAll('\n', '\r\n')

function asPosted(name: string, control: Control): [string, string[]][] {
  switch (control.kind) {
    case 'kept': return []
    case 'choices': return [[name, ['', ...control.values]]]
    case 'minutes': case 'range': return [[`${name}.min`, [control.min]], [`${name}.max`, [control.max]]]
    case 'rows': return [...control.rows, control.columns.map(() => '')].flatMap((row, i) => control.columns.map((c, at): [string, string[]] => [`${name}.${i}.${c.key}`, [posted(row[at] ?? '')]]))
    default: return [[name, [posted(control.value)]]]
  }
}

test.each(['multibao-contributions', 'opl-practices'])('should leave every real fiche of %s byte-identical when its form is sent untouched', (name) => {
  const bundle = path.join(data, `${name}.bundle`)
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'forms-'))
  try {
    execFileSync('git', ['clone', '-q', bundle, folder], { stdio: 'pipe' })
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md'))
    const changed = files.filter((file) => {
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path.join(folder, file)))
      const fiche = parseFiche(text)
      const values = new Map(formFields(fiche).flatMap(({ field, control }) => asPosted(inputName(field), control)))
      return typedBody(applyForm(fiche, (input) => values.get(input)).text, posted(bodyToType(text))) !== text
    })
    expect(files.length).toBeGreaterThan(80)
    expect(changed).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
