/** Headers of other people's schemas, as they are in the wild: what is read, and that nothing of them is lost. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkFiche } from '../../content-schema/check.js'
import { editHeader } from '../../content-schema/edit.js'
import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { conceptOf } from '../../content-schema/fields.js'

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
const folder = mkdtempSync(path.join(os.tmpdir(), 'mappings-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

function fichesOf(name: string): readonly Fiche[] {
  const bundle = path.join(data, `${name}.bundle`)
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  const dir = path.join(folder, name)
  if (!existsSync(dir)) execFileSync('git', ['clone', '-q', bundle, dir], { stdio: 'pipe' })
  return (readdirSync(dir, { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).sort()
    .map((file) => parseFiche(new TextDecoder('utf-8', { ignoreBOM: true }).decode(readFileSync(path.join(dir, file)))))
}
const holding = (fiches: readonly Fiche[], key: string): readonly Fiche[] => fiches.filter(({ header }) => Object.hasOwn(header, key) && header[key] !== null && header[key] !== '' && !(Array.isArray(header[key]) && header[key].length === 0))
const share = (fiches: readonly Fiche[], isRead: (fiche: Fiche) => boolean): number => fiches.filter(isRead).length / fiches.length

describe.each(['opl-practices', 'multibao-contributions', 'mozilla-open-leadership', 'facilitation-method-specs', 'missing-semester-fr'])('%s', (name) => {
  test('should keep every key, known or not, where it is, whatever field is answered', () => {
    const fiches = fichesOf(name).filter(({ hasHeader, yamlProblem }) => hasHeader && yamlProblem === undefined)
    expect(fiches.length).toBeGreaterThan(10)
    for (const { text, header } of fiches) {
      const yaml = /^\uFEFF?---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*$/m.exec(text)?.[1] ?? ''
      expect(header).toEqual(parse(yaml.replaceAll('\r\n', '\n'), { uniqueKeys: false }) ?? {})
      const answered = editHeader(text, { niveau: '1-decouverte', besoins: ['decider-ensemble'] })
      expect(parseFiche(answered).header).toEqual({ ...header, niveau: '1-decouverte', besoins: ['decider-ensemble'] })
      const kept = new Set(answered.split(/\r?\n/))
      for (const line of text.split(/\r?\n/)) expect(kept).toContain(line)
    }
  })

  test('should tell problems of these headers on lines that exist, and none of keys that are not ours', () => {
    const ours = new Set([undefined, 'type', 'titre', 'resume', 'besoins', 'publics', 'licence', 'langue', 'couverture', 'attribution'])
    for (const { text } of fichesOf(name)) {
      const lines = text.split('\n').length
      for (const problem of checkFiche(text)) {
        expect(problem.line).toBeLessThanOrEqual(lines)
        if (problem.rule !== 'adresse-de-courriel' && problem.rule !== 'en-tete-illisible') expect(ours, `${problem.rule} ${problem.field}`).toContain(problem.field)
      }
    }
  })
})

test('should read the practices of the Open Practice Library', () => {
  const fiches = fichesOf('opl-practices').filter(({ hasHeader }) => hasHeader)
  expect(fiches.length).toBeGreaterThan(200)
  for (const { fields, header } of fiches) {
    expect(fields.titre).toBe(String(header.title).trim())
  }
  // One is in Spanish.
  expect(share(fiches, ({ fields }) => fields.langue === 'en')).toBeGreaterThan(0.99)
  expect(share(holding(fiches, 'subtitle'), ({ fields, header }) => fields.resume === String(header.subtitle).trim())).toBe(1)
  expect(share(holding(fiches, 'authors'), ({ fields }) => fields.auteurs.length > 0)).toBe(1)
  expect(share(holding(fiches, 'resources'), ({ fields }) => fields.sources.length > 0)).toBe(1)
  expect(share(holding(fiches, 'icon'), ({ fields }) => fields.couverture !== undefined)).toBe(1)
  expect(share(holding(fiches, 'people'), ({ fields }) => fields.taille_groupe?.min !== undefined)).toBeGreaterThan(0.9)
  // « Varies », « Ongoing » and whole sentences are no durations.
  expect(share(holding(fiches, 'time'), ({ fields }) => fields.duree !== undefined)).toBeGreaterThan(0.6)
  const levels = holding(fiches, 'difficulty')
  expect(levels.length).toBeGreaterThan(150)
  expect(share(levels, ({ fields }) => conceptOf('niveau', fields.niveau ?? '') !== undefined)).toBe(1)
})

test('should read Jekyll courses and method specifications', () => {
  const courses = fichesOf('mozilla-open-leadership').filter(({ header }) => Object.hasOwn(header, 'module'))
  expect(courses.length).toBeGreaterThan(20)
  expect(share(holding(courses, 'time'), ({ fields }) => fields.duree !== undefined)).toBe(1)
  expect(share(holding(courses, 'materials'), ({ fields }) => fields.materiel.length > 0)).toBe(1)
  expect(share(holding(courses, 'prereq'), ({ fields }) => fields.prerequis.length > 0)).toBe(1)
  // Their own tests hold three more, without a source.
  const methods = holding(fichesOf('facilitation-method-specs'), 'source_method')
  expect(methods.length).toBeGreaterThan(8)
  expect(share(methods, ({ fields, header }) => fields.resume === String(header.summary).trim() && fields.licence === header.license && fields.etapes.length > 3 && fields.sources.length === 1)).toBe(1)
})
