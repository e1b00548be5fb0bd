import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { editHeader } from '../../content-schema/edit.js'
import { parseFiche, REQUIRED_FIELDS } from '../../content-schema/fiche.js'
import { canonicalHeader, ficheToJsonLd, jsonLdToHeader } from '../../content-schema/jsonld.js'
import { turtle } from '../../content-schema/linked-data/graph.js'
import { ficheShapes, SHACL_PREFIXES } from '../../content-schema/linked-data/shacl.js'
import { complaints, expand, quadsOf, shapesFrom, site } from '../support/linked-data.js'

const data = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data')
const bundles = ['multibao-contributions', 'opl-practices', 'mozilla-open-leadership', 'jeu-cartes-co-creatif', 'facilitation-method-specs', 's3-patterns', 'guide-rgpd-cnil', 'cnumr-best-practices']
const shapes = shapesFrom(turtle(SHACL_PREFIXES(site), ficheShapes(site)))
const frame = { site, url: `${site}/quelqu-un/une-fiche` }
/** One in `every`, from the first on: the same at each run. */
const sample = <T>(all: readonly T[], many: number): readonly T[] => all.filter((_one, index) => index % Math.max(1, Math.ceil(all.length / many)) === 0)

/** What somebody would fill for the fiche to be published. */
function completed(text: string): string {
  const { fields } = parseFiche(text)
  const short = (said: string | undefined, max: number): string => (said ?? 'À compléter.').slice(0, max).trim()
  return editHeader(text, { type: 'document', titre: short(fields.titre, 200), resume: short(fields.resume, 500), besoins: ['apprendre-une-pratique'], publics: ['grand-public'], licence: 'CC-BY-SA-4.0', ...(fields.valeur_ajoutee !== undefined && { valeur_ajoutee: short(fields.valeur_ajoutee, 160) }) })
}

test.each(bundles)('should say every real fiche of %s as linked data that expands, comes back, and conforms once complete', async (name) => {
  const bundle = path.join(data, `${name}.bundle`)
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linked-'))
  try {
    execFileSync('git', ['clone', '-q', bundle, folder], { stdio: 'pipe' })
    const texts = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith('.md')).sort().map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))
    expect(texts.length).toBeGreaterThan(3)
    for (const { file, text } of texts) {
      const fiche = parseFiche(text)
      const canonical = canonicalHeader(fiche)
      const said = JSON.parse(JSON.stringify(ficheToJsonLd(fiche, frame))) as Record<string, unknown>
      expect(jsonLdToHeader(said, frame), file).toEqual(canonical)
      // Written in our own keys, it is the same fiche.
      expect(canonicalHeader(parseFiche(`---\n${stringify(canonical)}---\n`)), file).toEqual(canonical)
      expect(JSON.stringify([said.author, said.contributor, said.citation]), file).not.toMatch(/[\w.]+@[\w-]+\.\w{2,}/)
    }
    for (const { file, text } of sample(texts, 60)) {
      const said = JSON.parse(JSON.stringify(ficheToJsonLd(parseFiche(text), frame))) as Record<string, unknown>
      const [expanded] = await expand(said)
      expect(Object.keys(expanded ?? {}).length, file).toBe(Object.keys(said).length - 1)
    }
    for (const { file, text } of sample(texts, 15)) {
      const whole = completed(text)
      expect(await complaints(shapes, await quadsOf(JSON.parse(JSON.stringify(ficheToJsonLd(parseFiche(whole), frame))) as object)), file).toEqual([])
      const without = editHeader(whole, { besoins: undefined })
      expect(REQUIRED_FIELDS.filter((key) => parseFiche(without).fields.missing.includes(key)), file).toEqual(['besoins'])
      expect((await complaints(shapes, await quadsOf(JSON.parse(JSON.stringify(ficheToJsonLd(parseFiche(without), frame))) as object))).map((one) => one.replaceAll('\u00a0', ' ')), file).toEqual(['« Besoins auxquels répond la ressource » est à compléter.'])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}, 200_000)
