import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../../forge/domain/resource.js'
import { answerRole } from '../../../forge/use-cases/answerRole.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { readRoles } from '../../../forge/use-cases/readRoles.js'
import { aFlow, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
let url: string
beforeAll(async () => {
  flow = await aFlow()
  url = (await flow.forge.serve()).url
})
afterAll(() => flow.forge.close())

test('should let somebody say from the fiche how it went, in one question, and show it there once confirmed', async () => {
  const { forge, fiche, person } = flow
  const base = `/${addressOf(fiche)}`
  const visitor = aVisitor(url)
  expect((await visitor.get(base)).text).toContain(`href="${base}/pratique"`)
  // Without an account: sign in, and come back to the question.
  const away = await visitor.get(`${base}/pratique`)
  expect(away.status === 303 || away.text.includes('suite=')).toBe(true)

  const password = 'le chat dort au soleil'
  await createPerson(forge.deps, { handle: 'mado', email: 'mado@exemple.invalid', displayName: 'Mado Vertepré', password })
  const reader = aVisitor(url)
  await reader.submit('/connexion', { identifiant: 'mado', mot_de_passe: password })
  expect((await reader.get(`${base}/pratique`)).text).toContain('Comment cela s’est-il passé')
  const sent = await reader.submit(`${base}/pratique`, { pour: 'moi', role: 'test', who: '', retour: 'pratique', note: 'À douze, dehors : <b>très</b> bien.' }, `${base}/contributions/roles`)
  expect(sent.status).toBe(303)
  expect(sent.location).toBe(base)
  const told = (await visitor.get(base)).text
  expect(told).not.toContain('À douze, dehors')
  expect(told).toContain('1\u00a0retour attend d’être confirmé')

  const [claim] = await readRoles(forge.deps, person('garance'), fiche)
  await answerRole(forge.deps, person('garance'), { resource: fiche, claim: claim?.event ?? '', answer: 'confirmed', reason: '' })
  const shown = (await visitor.get(base)).text
  expect(shown).toContain('À douze, dehors : &lt;b&gt;très&lt;/b&gt; bien.')
  expect(shown).toContain('1\u00a0retour d’expérience')
  expect(shown).not.toContain('attend d’être confirmé')
  // Asked once: the question becomes what was answered.
  const again = (await reader.get(`${base}/pratique`)).text
  expect(again).toContain('Vous l’avez déjà dit')
  expect(again).not.toContain('name="note"')

  // Whoever takes their name away takes their words from the fiche.
  expect((await reader.submit(`${base}/contributions`, { reason: '' }, `${base}/contributions/roles/${claim?.event ?? ''}/retirer`)).status).toBe(303)
  expect((await visitor.get(base)).text).not.toContain('À douze, dehors')
})
