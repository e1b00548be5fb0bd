import { expect, test } from 'vitest'
import { checkFiche, newProblems, RULES } from '../../../content-schema/check.js'
import { profileOf } from '../../../content-schema/profiles.js'

for (const rule of RULES) {
  for (const [index, example] of rule.examples.entries()) {
    test(`should find ${example.problems} « ${rule.id} » in its example ${index + 1}`, () => {
      const problems = checkFiche(example.text, profileOf(example.community ?? '')).filter(problem => problem.rule === rule.id)
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
  const tried = COMPLETE.replace('licence:', 'experimente_par: [Lou Exemple]\nlicence:')
  const growing = tried.replace('outil-animation', 'pratique-agricole')
  expect(checkFiche(growing, msv).map(problem => problem.field)).toEqual(['saisons'])
  expect(checkFiche(tried, msv)).toEqual([])
  expect(checkFiche(COMPLETE, msv).map(problem => problem.rule)).toEqual(['experimentation'])
  expect(checkFiche(growing.replace('licence: CC-BY-SA-4.0', 'saisons: [ete]\nlicence: LAL-1.3'), msv).map(problem => problem.rule)).toEqual(['licence'])
})

test('should check the terms of a community in its own block, and keep quiet about others’', () => {
  const msv = profileOf('resilience-alimentaire')
  const text = COMPLETE.replace('licence:', 'experimente_par: [Lou Exemple]\nsaisons: [ete]\next:\n  msv:\n    type_sol: [argileux, martien]\n  autre:\n    x: [y]\nlicence:')
  expect(checkFiche(text, msv).map(({ field, line }) => [field, line])).toEqual([['ext.msv.type_sol', 11]])
  expect(checkFiche(text)).toEqual([])
})

test('should accept a licence written only in the text', () => {
  const text = `${COMPLETE.replace('licence: CC-BY-SA-4.0\n', '')}\nTexte.\n\n## Licence\n\nCette fiche est sous licence Creative Commons BY-SA 4.0.\n`
  expect(checkFiche(text).filter(problem => problem.field === 'licence')).toEqual([])
})

test('should point at the line of the value itself, in lists and blocks', () => {
  const lines = checkFiche('---\nbesoins:\n  - financer\n  - inconnu\nsources:\n  - titre: A\n  - titre: B\n    url: javascript:x\nauteurs:\n  - nom: Lou\n    contact: lou@example.org\n---\n')
    .filter(problem => problem.severity !== 'block').map(({ rule, line }) => [rule, line])
  expect(lines).toEqual([['terme-inconnu', 4], ['adresse-inutilisable', 8], ['adresse-de-courriel', 11]])
})

test('should name the term that replaces a former one, and keep reading the former one', () => {
  const msv = profileOf('resilience-alimentaire')
  const [soils, ...others] = msv.vocabularies
  const renamed = { ...msv, vocabularies: [{ ...soils!, concepts: soils!.concepts.map(concept => concept.notation === 'sableux' ? { ...concept, replacedBy: 'limoneux' } : concept) }, ...others] }
  const text = COMPLETE.replace('licence:', 'experimente_par: [Lou Exemple]\next:\n  msv:\n    type_sol:\n      - sableux\nlicence:')
  expect(checkFiche(text, msv)).toEqual([])
  expect(checkFiche(text, renamed)).toMatchObject([{ rule: 'terme-remplace', severity: 'warn', line: 11, field: 'ext.msv.type_sol', wayOutFr: expect.stringContaining('limoneux') as string }])
})

test('should ask a community’s licences of new fiches, and nothing of free texts elsewhere', () => {
  const msv = profileOf('resilience-alimentaire')
  const lal = COMPLETE.replace('CC-BY-SA-4.0', 'LAL-1.3')
  expect(checkFiche(lal, msv).filter(({ rule }) => rule === 'licence')).toMatchObject([{ severity: 'warn' }])
  expect(checkFiche(lal)).toEqual([])
})

test('should isolate the broken field and still tell the problems of the others', () => {
  const problems = checkFiche('---\ntype: outil-animation\ntitre: Le tour\nresume: Deux : points : cassés\nbesoins: [martien]\npublics: [facilitateur]\nlicence: CC-BY-SA-4.0\n---\n')
  expect(problems.map(({ rule, field, line }) => [rule, field, line])).toEqual([['en-tete-illisible', 'resume', 4], ['champ-obligatoire', 'resume', 4], ['terme-inconnu', 'besoins', 5]])
})
