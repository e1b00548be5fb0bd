import { expect, test } from 'vitest'
import { checkFiche, newProblems, RULES } from '../../../content-schema/check.js'
import { profileOf } from '../../../content-schema/profiles.js'

for (const rule of RULES) {
  for (const [index, example] of rule.examples.entries()) {
    test(`should find ${example.problems} « ${rule.id} » in its example ${index + 1}`, () => {
      const problems = checkFiche(example.text).filter(problem => problem.rule === rule.id)
      expect(problems.map(problem => problem.fr)).toHaveLength(example.problems)
    })
  }
}

const COMPLETE = '---\ntype: outil-animation\ntitre: Le tour\nresume: Un tour de parole.\nbesoins: [decider-ensemble]\npublics: [facilitateur]\nlicence: CC-BY-SA-4.0\n---\n\n# Le tour\n'

test('should find nothing wrong with a complete fiche', () => {
  expect(checkFiche(COMPLETE)).toEqual([])
})

test('should tell all problems at once, each with its line, both languages and a way out', () => {
  const problems = checkFiche('---\ntitre: Le tour\nbesoins: [inconnu]\nduree: [1]\nlicence: libre\n---\n\n![](a.png)\n')
  expect(problems.map(({ rule, line }) => [rule, line])).toEqual(expect.arrayContaining([
    ['terme-inconnu', 3], ['valeur-inattendue', 4], ['licence', 5], ['image-sans-description', 8], ['champ-obligatoire', 1],
  ]))
  for (const problem of problems) {
    expect(problem.fr).not.toMatch(/[\p{L}\d»] [:;!?»]/u)
    for (const text of [problem.fr, problem.en, problem.wayOutFr, problem.wayOutEn]) expect(text).not.toBe('')
  }
})

test('should say of a change only what it adds', () => {
  const before = '---\ntitre: Le tour\n---\n\n![](a.png)\n'
  expect(newProblems(before, before)).toEqual([])
  expect(newProblems(before, `${before}\nUn paragraphe de plus.\n`)).toEqual([])
  expect(newProblems(before, before.replace('titre', 'resume: x\ntitre'))).toEqual([])
  expect(newProblems(before, `${before}\n![](b.png)\n`).map(problem => problem.rule)).toEqual(['image-sans-description'])
  expect(newProblems(undefined, before)).toEqual(checkFiche(before))
})

test('should not count a problem twice when the change adds a second one like it', () => {
  const before = '![](a.png)\n'
  expect(newProblems(before, '![](a.png)\n![](a.png)\n').filter(problem => problem.rule === 'image-sans-description')).toHaveLength(1)
})

test('should ask what the community asks, only for the types it concerns', () => {
  const msv = profileOf('resilience-alimentaire')
  const growing = COMPLETE.replace('outil-animation', 'pratique-agricole')
  expect(checkFiche(growing, msv).map(problem => problem.field)).toEqual(['saisons'])
  expect(checkFiche(COMPLETE, msv)).toEqual([])
  expect(checkFiche(growing.replace('licence: CC-BY-SA-4.0', 'saisons: [ete]\nlicence: LAL-1.3'), msv).map(problem => problem.rule)).toEqual(['licence'])
})

test('should check the terms of a community in its own block, and keep quiet about others’', () => {
  const msv = profileOf('resilience-alimentaire')
  const text = COMPLETE.replace('licence:', 'saisons: [ete]\next:\n  msv:\n    type_sol: [argileux, martien]\n  autre:\n    x: [y]\nlicence:')
  expect(checkFiche(text, msv).map(problem => problem.field)).toEqual(['ext.msv.type_sol'])
  expect(checkFiche(text)).toEqual([])
})

test('should accept a licence written only in the text', () => {
  const text = `${COMPLETE.replace('licence: CC-BY-SA-4.0\n', '')}\nTexte.\n\n## Licence\n\nCette fiche est sous licence Creative Commons BY-SA 4.0.\n`
  expect(checkFiche(text).filter(problem => problem.field === 'licence')).toEqual([])
})
