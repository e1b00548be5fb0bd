import { expect, test } from 'vitest'
import { searchLibrary } from '../../../forge/use-cases/searchLibrary.js'
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

test('should find what was meant when no fiche holds the words that were typed', async () => {
  const forge = await aForge()
  try {
    const { person } = await forge.person('lou')
    await forge.resource({ by: person, slug: 'meteo', text: shortFiche('Le tour de météo', 'La facilitation d’un groupe.\n') })
    await forge.resource({ by: person, slug: 'semis', text: shortFiche('Semer tôt', 'Des graines au printemps, au compost.\n') })
    const asked = async (text: string, filters = {}) => {
      const { cards, isNear, total } = await searchLibrary(forge.deps, { text, filters, sort: 'relevance', page: 1 })
      expect(total).toBe(cards.length)
      return [isNear, ...cards.map(({ resource }) => resource.slug)]
    }
    // As it is written: nothing is guessed.
    expect(await asked('meteo')).toEqual([false, 'meteo'])
    // A slip, its first letters swapped, small words that the fiche has not, a word of the same family.
    for (const text of ['metoe', 'tuor de meteo', 'mtéo', 'emteo', 'comment faire une météo ?', 'facilitatrice']) expect(await asked(text), text).toEqual([true, 'meteo'])
    // Words that no fiche holds together: those that hold one of them.
    expect(new Set(await asked('facilitation des graines'))).toEqual(new Set([true, 'meteo', 'semis']))
    expect(await asked('compostage zzzz')).toEqual([true, 'semis'])
    // Nothing near, nothing found; filters hold.
    expect(await asked('zzzz')).toEqual([false])
    expect(await asked('metoe', { licence: 'CC0-1.0' })).toEqual([false])
    // Signs of the index's own language are words like others, or nothing.
    for (const text of ['"', 'NEAR(a b)', 'title:meteo', '*', '{x} : y', 'a" OR "b']) await asked(text)
  } finally { await forge.close() }
})
