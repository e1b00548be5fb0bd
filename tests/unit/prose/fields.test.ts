import { expect, test } from 'vitest'
import { applyEdits, diffTexts } from '../../../forge/prose/diff.js'
import { renderBeforeAfter, renderDiff } from '../../../forge/prose/render-diff.js'

const fiche = (...lines: string[]) => `---\n${lines.join('\n')}\n---\n\nUn texte.\n`
const html = (before: string, after: string, locale: 'fr' | 'en' = 'fr') => renderDiff(diffTexts(before, after), { locale }).html
/** The fields' own section, without the fold that holds their lines. */
const section = (before: string, after: string, locale: 'fr' | 'en' = 'fr') => /<dl class="diff-fields">.*?<\/dl>/s.exec(html(before, after, locale))?.[0] ?? ''
/** What a person sees, marks as `[+…]` and `[-…]`, one row a line. */
const seen = (before: string, after: string, locale: 'fr' | 'en' = 'fr') => section(before, after, locale)
  .replace(/<span class="vh">.*?<\/span>|<\/?strong>/g, '').replace(/<\/(ins|del)><\1>/g, '').replace(/<(ins|del)>/g, (_, op: string) => (op === 'ins' ? '[+' : '[-')).replace(/<\/(?:ins|del)>/g, ']')
  .replace(/<\/dt>/g, ' | ').replace(/<\/div>|<\/p><p>|<\/li><li[^>]*>|<br>/g, '\n').replace(/<[^>]*>/g, '').replace(/\u00A0/g, ' ').trim()
const summary = (before: string, after: string) => diffTexts(before, after).summary

test('should tell an added variant in its own words, never as YAML', () => {
  const before = fiche('titre: Décider', 'materiel: [feutres]')
  const after = fiche('titre: Décider', 'materiel: [feutres]', 'variantes:', '  - { titre: Version courte à cartes, texte: "Pour une décision petite et réversible : chacun lève une carte." }')
  expect(seen(before, after)).toBe('Variantes | [+Version courte à cartes — Pour une décision petite et réversible : chacun lève une carte.]')
  expect(summary(before, after)).toEqual({ fr: '1 variante ajoutée, matériel inchangé.', en: '1 variant added, materials unchanged.' })
})

test('should tell durations, group sizes, concepts, languages and licences as people say them', () => {
  const before = fiche('type: outil-animation', 'duree: PT45M', 'taille_groupe: 8', 'besoins: [faire-connaissance]', 'langue: fr', 'licence: CC-BY-4.0')
  const after = fiche('type: outil-animation', 'duree: { min: PT45M, max: PT1H30M }', 'taille_groupe: { min: 4, max: 12 }', 'besoins: [faire-connaissance, decider-ensemble]', 'langue: en', 'licence: CC-BY-SA-4.0')
  const rows = seen(before, after)
  expect(rows).toContain('Durée | [-45 min] → [+45 min à 1 h 30]')
  expect(rows).toContain('Taille du groupe | [-8 personnes] → [+4 à 12 personnes]')
  expect(rows).toContain('[+Décider ensemble]')
  expect(rows).toContain('Langue | [-Français] → [+Anglais]')
  expect(rows).toContain('Licence | [-CC BY 4.0] → [+CC BY-SA 4.0]')
  expect(seen(before, after, 'en')).toContain('Duration | [-45 min] → [+45 min to 1 h 30]')
  expect(section(before, after)).not.toMatch(/PT\d|decider-ensemble|CC-BY/)
})

test('should compare lists item by item, and words inside the items that changed', () => {
  const before = fiche('deroule:', '  - titre: Ouvrir', '    duree: PT10M', '    texte: On se salue en cercle et on dit comment on arrive.', '  - titre: Proposer', '    texte: Une personne présente sa proposition au groupe.', '  - titre: Clore', '    texte: On se remercie.')
  const after = fiche('deroule:', '  - titre: Ouvrir', '    duree: PT15M', '    texte: On se salue en cercle et on dit comment on arrive.', '  - titre: Proposer', '    texte: Une personne présente sa proposition au groupe.', '  - titre: Ajuster', '    texte: On cherche ensemble ce qui lève les objections.')
  const rows = seen(before, after)
  expect(rows).toContain('Ouvrir ([-10][+15] min) — On se salue en cercle')
  expect(rows).toContain('Sans changement : Proposer')
  expect(rows).toContain('[-Clore — On se remercie.]\n[+Ajuster — On cherche')
  expect(summary(before, after).fr).toBe('1 étape ajoutée, 1 retirée et 1 modifiée.')
})

test('should tell an item that only stands elsewhere as moved', () => {
  const before = fiche('objectifs:', '  - Se connaître', '  - Décider', '  - Se quitter')
  const after = fiche('objectifs:', '  - Décider', '  - Se quitter', '  - Se connaître')
  expect(seen(before, after)).toContain('Se connaître (déplacé)')
  expect(seen(before, after)).not.toMatch(/\[[+-]/)
  expect(summary(before, after).fr).toBe('1 objectif déplacé.')
})

test('should name people, never their addresses', () => {
  const before = fiche('auteurs:', '  - { nom: Camille Essai, courriel: camille@exemple.fr }')
  const after = fiche('auteurs:', '  - { nom: Camille Essai, courriel: camille@exemple.fr }', '  - { nom: Noé Exemple <noe@exemple.fr>, role: relecture }')
  expect(seen(before, after)).toContain('[+Noé Exemple (Relecture)]')
  expect(section(before, after)).not.toContain('@')
  expect(summary(before, after).fr).toBe('1 auteur·ice ajouté·e.')
})

test.each([
  ['quotes', fiche('titre: Décider'), fiche('titre: "Décider"')],
  ['the way a list is written', fiche('mots_cles: [a, b]'), fiche('mots_cles:', '  - a', '  - b')],
  ['the order of fields', fiche('titre: Décider', 'langue: fr'), fiche('langue: fr', 'titre: Décider')],
  ['a comment between fields', fiche('titre: Décider', 'langue: fr'), fiche('titre: Décider', '# à revoir', 'langue: fr')],
  ['a comment after a value', fiche('titre: Décider'), fiche('titre: Décider # à revoir')],
])('should say that only the layout of the header changed: %s', (_, before, after) => {
  expect(summary(before, after)).toEqual({ fr: 'Présentation de l’en-tête modifiée.', en: 'Layout of the header changed.' })
  expect(html(before, after)).toMatch(/<h3[^>]*>Présentation de l’en-tête<\/h3>/)
  expect(applyEdits(before, after, diffTexts(before, after).edits)).toBe(after)
})

test('should say when something differs that no word shows, and show its lines', () => {
  const before = fiche('duree: PT45M', 'auteurs: ["Camille Essai <a@exemple.fr>"]')
  const after = fiche('duree: 45', 'auteurs: ["Camille Essai <b@exemple.fr>"]')
  expect(seen(before, after)).toContain('Ce qui change ne se voit que dans le texte source : Durée, Auteur·ices.')
  expect(html(before, after)).toContain('<details class="diff-raw" open>')
  expect(html(before, after)).toContain('<del>PT45M</del>')
})

test('should say that an item is written otherwise beside one that changed', () => {
  const before = fiche('materiel:', '  - { nom: Feutres, quantite: 3 }', '  - Papier kraft en rouleau')
  const after = fiche('materiel:', '  - { nom: Feutres, quantite: "3" }', '  - Papier kraft en grand rouleau')
  expect(seen(before, after)).toContain('Feutres (3) (écrit autrement dans le texte source)')
  expect(seen(before, after)).toContain('Papier kraft en [+grand ]rouleau')
})

test('should tell foreign and unknown fields by their key, without YAML', () => {
  const before = fiche('tags: [a]', 'published: false', 'reglages:', '  couleur: bleu', '  taille: 2', 'version: 1.1')
  const after = fiche('tags: [a, b]', 'published: true', 'reglages:', '  couleur: vert', '  taille: 2', 'version: 1.10')
  const rows = seen(before, after)
  expect(rows).toContain('tags | a\n[+b]')
  expect(rows).toContain('published | [-non] → [+oui]')
  expect(rows).toContain('couleur : [-bleu][+vert]')
  expect(rows).toContain('Version | [-1.1] → [+1.10]')
  expect(summary(before, after).fr).toBe('1 mot-clé ajouté, published non → oui, 1 élément modifié dans «\u00A0reglages\u00A0», version 1.1 → 1.10.')
})

test('should show the lines of what cannot be told in words', () => {
  for (const [before, after] of [[fiche('a: &x [1]'), fiche('a: &x [2]')], [fiche('titre: "ouvert'), fiche('titre: "ouvert encore')]] as const) {
    expect(section(before, after)).toMatch(/<pre class="diff-source-block"><code>.*<ins>/s)
  }
})

test('should name every field that changed, however many', () => {
  const many = (value: string) => fiche(...Array.from({ length: 12 }, (_, at) => `champ_${at}: ${value}`))
  const { fr } = summary(many('un'), many('deux'))
  for (let at = 0; at < 12; at++) expect(fr.toLowerCase()).toContain(`champ_${at}`)
  expect(section(many('un'), many('deux')).match(/<dt>/g)).toHaveLength(12)
})

test('should escape hostile keys and values wherever a field is told', () => {
  const bad = '<img src=x onerror=alert(1)><script>alert(1)</script>'
  const before = fiche('titre: a', 'sources: [{ titre: x, url: "https://exemple.fr" }]')
  const after = fiche(`titre: '${bad}'`, `"${bad}": 1`, 'couverture: { fichier: "javascript:alert(1)", alt: "\\"><b>" }', `materiel: ['${bad}', { nom: '${bad}' }]`, 'sources: [{ titre: x, url: "javascript:alert(1)" }]', `duree: '${bad}'`)
  const all = [html(before, after), ...Object.values(renderBeforeAfter(before, after))].join('')
  expect(all).not.toMatch(/<script|<[^>]*\sonerror=|(?:href|src)="javascript/i)
  expect(all).toContain('&lt;script&gt;')
})

test('should lead each side’s images and links to its own version', () => {
  const resolveUrl = (url: string, kind: 'link' | 'image', side: 'old' | 'new') => `/${side}/${kind}/${url}`
  const diff = diffTexts('![Un cercle](a.png)\n', '![Deux ronds](b.png) et [la suite](c.md)\n')
  const out = renderDiff(diff, { resolveUrl }).html
  expect(out).toContain('src="/old/image/a.png"')
  expect(out).toContain('src="/new/image/b.png"')
  expect(out).toContain('href="/new/link/c.md"')
})

test('should show the header’s fields in the views before and after', () => {
  const { before, after } = renderBeforeAfter(fiche('duree: PT45M'), fiche('duree: PT1H', 'materiel: [feutres, papier]'))
  expect(before).toContain('<dt>Durée</dt><dd><p>45\u00A0min</p></dd>')
  expect(after).toContain('<li data-op="same">feutres</li>')
})

test('should say of a first text what it holds, and show a whole table by its rows', () => {
  const text = `${fiche('titre: Décider', 'langue: fr')}\n| a | b |\n|---|---|\n| c | d |\n`
  expect(summary('', text)).toEqual({ fr: 'Premier texte\u00A0: 2 champs, 3 passages.', en: 'First text: 2 fields, 3 passages.' })
  expect(summary(text, '').fr).toBe('Tout le texte est retiré\u00A0: 2 champs, 3 passages.')
  expect(html('', text)).not.toContain('|---|')
  expect(html('', text).match(/<table>/g)).toHaveLength(1)
})
