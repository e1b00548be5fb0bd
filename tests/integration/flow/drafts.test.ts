import { expect, test } from 'vitest'
import { addressOf } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aFlow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

const password = 'le chat dort au soleil'

test('should list to somebody alone the texts they began and did not send, and lead back to each', async () => {
  const flow = await aFlow()
  const { forge, fiche } = flow
  try {
    const { url } = await forge.serve()
    for (const handle of ['mado', 'ines']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
    const as = async (handle: string) => { const visitor = aVisitor(url); await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password }); return visitor }
    const [mado, ines] = [await as('mado'), await as('ines')]
    const mine = '/propositions?onglet=miennes', improve = `/${addressOf(fiche)}/ameliorer`
    expect((await mado.get(mine)).text).not.toContain('Mes brouillons</h2>')

    const base = /name="depart" value="([0-9a-f]{40})"/.exec((await mado.get(improve)).text)?.[1] ?? ''
    await mado.submit(improve, { depart: base, etape: 'brouillon', corps: 'Un début de phrase' })
    const listed = (await mado.get(mine)).text
    expect(listed).toContain('Mes brouillons</h2>')
    expect(listed).toContain(`<a href="${improve}">${fiche.title}</a>`)
    expect((await ines.get(mine)).text).not.toContain('Mes brouillons</h2>')
    expect((await mado.get(improve)).text).toContain('Un début de phrase')

    // Erased, it is gone from the list.
    await mado.submit(improve, { depart: base }, `/${addressOf(fiche)}/brouillon/effacer`)
    expect((await mado.get(mine)).text).not.toContain('Mes brouillons</h2>')
  } finally { await forge.close() }
})
