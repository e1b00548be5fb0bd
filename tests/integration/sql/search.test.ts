import { expect, test } from 'vitest'
import { aForge, shortFiche } from '../../support/forge.js'

test('should find a fiche by the words it has now, once, and never by its id', async () => {
  const forge = await aForge()
  try {
    const { person } = await forge.person('lou')
    const one = await forge.resource({ by: person, slug: 'paillage', text: shortFiche('Pailler ses planches', 'De la paille en automne.\n') })
    await forge.resource({ by: person, slug: 'semis', text: shortFiche('Semer tôt', 'Des graines au printemps.\n') })
    const found = async (text: string) => (await forge.deps.resources.search({ text, limit: 10, offset: 0 })).items.map(({ slug }) => slug)
    expect(await found('paille')).toEqual(['paillage'])
    const { peopleOf } = forge.deps.resources
    const people = (await peopleOf([one.id])).get(one.id) ?? []
    await forge.deps.resources.put({ ...one, title: 'Composter sur place' }, { formerAddresses: [], text: 'Des épluchures, toute l’année.', people, roles: [] })
    expect(await found('automne')).toEqual([])
    expect(await found('epluchures')).toEqual(['paillage'])
    expect(await found(one.id)).toEqual([])
    expect(await found(one.id.slice(0, 2))).toEqual([])
    await forge.deps.resources.remove(one.id)
    expect(await found('epluchures')).toEqual([])
    expect(await found('graines')).toEqual(['semis'])
  } finally { await forge.close() }
})
