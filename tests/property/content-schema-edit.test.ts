import { expect, test } from 'vitest'
import { editHeader, replaceBody } from '../../content-schema/edit.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { fc } from '../support/fast-check.js'

const KEYS = ['titre', 'resume', 'besoins', 'mots_cles', 'materiel', 'duree', 'auteurs', 'deroule', 'x', 'ext']
const word = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('oui', 'no', '12', '1.0', 'null', '~', '# dièse', 'a: b', '- tiret', '« guillemets »', 'l’été', '---', '...', 'x\ny', ' espace ', 'émoji 🌱', '@', '`', '&a', '*a', '!tag', '%', '2026-01-02', 'true'))
const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null))
const value = fc.oneof(
  scalar,
  fc.array(word, { maxLength: 4 }),
  fc.record({ min: word, max: word }),
  fc.array(fc.record({ titre: word, texte: fc.string({ maxLength: 60 }) }), { maxLength: 3 }),
)

const HEADERS = [
  '',
  '---\n---\n',
  '---\ntitre: Le tour # commentaire\n# un autre\nresume: >-\n  Deux lignes\n  pliées\n\nbesoins: [a, b] # liste\nmateriel:\n  - { nom: Bêche, quantite: 1 }\n  - nom: Mètre # en bois\n---\n',
  '---\ntitre: "Le tour"\nmots_cles:\n- un\n# entre deux\n- deux\nduree: { min: PT5M, max: PT20M }\ndeux: \'l\'\'été\'\n---\n\n',
  '---\nresume: |\n  # pas un commentaire\n  - ni une liste\nx: &a [1, 2]\nmots_cles: *a\ntitre: z\n---\n',
  '---\ntitre: un\ntitre: deux\nauteurs:\n    - nom: A\n      role: auteur\n    - nom: B\next:\n  msv:\n    type_sol: [a]   # sol\n    surface_m2: 400\n---\n',
  '---\ntitre: : cassé : ici\n\tresume: tabulation\nbesoins: [a, b\nx: 1\n---\n',
  '---\nbesoins: [\n  a,\n  b,\n]\ntitre: après\n---\n',
  '---\n{ titre: a, x: [1] }\n---\n',
  '---\n# seulement un commentaire\n---\n',
]
const BODIES = ['', '# Titre\n\nTexte.\n', '\n\n- a\n- b', '---\nx: 1\n---\n']
const file = fc.tuple(fc.constantFrom(...HEADERS), fc.constantFrom(...BODIES), fc.boolean(), fc.boolean())
  .map(([header, body, crlf, bom]) => `${bom ? '\uFEFF' : ''}${crlf ? (header + body).replace(/\n/g, '\r\n') : header + body}`)

test('should change nothing when nothing is asked', () => {
  fc.assert(fc.property(file, text => {
    expect(editHeader(text, {})).toBe(text)
    expect(editHeader(text, { absente: undefined })).toBe(text)
    expect(editHeader(text, { ...parseFiche(text).header })).toBe(text)
    expect(replaceBody(text, parseFiche(text).body)).toBe(text)
    expect(replaceBody(text, parseFiche(text).body.replace(/\r?\n/g, '\r\n'))).toBe(text)
  }), { numRuns: 300 })
})

test('should read back the value that was set, leaving every other value and the body as they were', () => {
  fc.assert(fc.property(file, fc.constantFrom(...KEYS), value, (text, key, wanted) => {
    const before = parseFiche(text)
    const after = parseFiche(editHeader(text, { [key]: wanted }))
    expect(after.header[key]).toEqual(wanted)
    expect(after.body).toBe(before.body)
    for (const other of Object.keys(before.header)) if (other !== key) expect(after.header[other]).toEqual(before.header[other])
  }), { numRuns: 1500 })
})

test('should touch no line of another key', () => {
  fc.assert(fc.property(file.filter(text => !text.includes('&a') && !text.includes('{ titre: a')), fc.constantFrom(...KEYS), value, (text, key, wanted) => {
    const others = (whole: string): string[] => {
      const kept: string[] = []
      let mine = false
      const lines = whole.split('\n')
      for (const [index, line] of lines.entries()) {
        const name = /^([a-z_]+):/.exec(line)?.[1]
        if (name !== undefined) mine = name === key
        // A comment belongs to the key it stands in, or to the one it announces.
        else if (line.startsWith('---') || (line.startsWith('#') && !(lines[index + 1] ?? '').startsWith('-'))) mine = false
        if (!mine) kept.push(line)
      }
      return kept
    }
    const before = parseFiche(text)
    if (!before.hasHeader || !(key in before.header)) return
    const edited = editHeader(text, { [key]: wanted })
    const headOf = (whole: string): string => whole.slice(0, parseFiche(whole).bodyStart)
    const left = others(headOf(edited)).filter(line => line.trim() !== '')
    for (const line of others(headOf(text)).filter(line => line.trim() !== '' && !/^\s*[-\]]/.test(line))) expect(left).toContain(line)
  }), { numRuns: 1000 })
})

test('should remove a key and only that key', () => {
  fc.assert(fc.property(file, fc.constantFrom(...KEYS), (text, key) => {
    const before = parseFiche(text)
    const after = parseFiche(editHeader(text, { [key]: undefined }))
    expect(Object.keys(after.header)).not.toContain(key)
    for (const other of Object.keys(before.header)) if (other !== key) expect(after.header[other]).toEqual(before.header[other])
    expect(after.body).toBe(before.body)
  }), { numRuns: 300 })
})

test('should give any text a new body that is read back as written', () => {
  fc.assert(fc.property(file, fc.string({ maxLength: 200 }), (text, body) => {
    const edited = parseFiche(replaceBody(text, body))
    expect(edited.body.replace(/\r\n/g, '\n').replace(/^\n/, '')).toBe(body.replace(/\r\n/g, '\n').replace(/^\n/, ''))
    expect(edited.header).toEqual(parseFiche(text).header)
  }), { numRuns: 500 })
})
