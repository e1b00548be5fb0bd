import { expect, test } from 'vitest'
import { detectLicence } from '../../../content-schema/licences/detect.js'
import { adaptationVerdict, sharingVerdict } from '../../../forge/use-cases/adaptationVerdict.js'

const contradictory = (evidence: Partial<Parameters<typeof detectLicence>[0]>) => ({ licence: detectLicence({ body: '', licenceFiles: [], path: 'fiche.md', ...evidence }) })
const fiche = contradictory({ header: { licence: 'CC-BY-SA-4.0' }, body: 'Un texte.\n\nPublié sous licence Creative Commons BY-NC 4.0.\n' })
const declared = { licence: detectLicence({ header: { licence: 'CC-BY-SA-4.0' }, body: '', licenceFiles: [] }) }

test('should say that the declarations contradict each other, which ones, where, and the ways out', () => {
  expect(fiche.licence.state).toBe('contradictory')
  for (const verdict of [adaptationVerdict(fiche), sharingVerdict(fiche, declared)]) {
    expect(verdict).toMatchObject({ verdict: 'block', code: 'CONTRADICTORY_LICENCE' })
    expect(verdict.fr).toContain('se contredit')
    expect(verdict.fr).toContain('CC BY-SA 4.0 (en-tête, licence)')
    expect(verdict.fr).toContain('CC BY-NC 4.0 (texte, ligne 3)')
    expect(verdict.en).toContain('CC BY-NC 4.0 (text, line 3)')
    for (const sentence of [verdict.fr, verdict.en]) expect(sentence).not.toMatch(/droits (?:sont )?réservés|rights (?:are )?reserved/)
    expect(verdict.fixes).toHaveLength(2)
  }
})

test('should name the files that disagree, once each, and count what is too long to say', () => {
  const names = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-ND-4.0', 'CC0-1.0', 'CC-BY-NC-SA-4.0', 'CC-BY-4.0']
  const { fr } = adaptationVerdict(contradictory({ header: { licence: names } }))
  expect(fr).toContain('CC BY-ND 4.0 (en-tête, licence)\u00A0; et 2 autres')
  const files = adaptationVerdict(contradictory({ licenceFiles: [{ path: 'LICENSE', text: 'Licence : CC BY-SA 4.0\n' }, { path: 'LICENCE.md', text: 'Licence : CC BY-NC 4.0\n' }] }))
  expect(files.fr).toContain('(fichier LICENSE)')
  expect(files.fr).toContain('(fichier LICENCE.md)')
})

test('should go on saying that nothing is known where nothing is declared', () => {
  expect(adaptationVerdict({ licence: { state: 'absent', declared: [] } }).code).toBe('UNKNOWN_LICENCE')
})
