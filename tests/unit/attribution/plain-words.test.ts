import { expect, test } from 'vitest'
import { plainWords } from '../../../forge/attribution/reuse/plain-words.js'
import { keyAt, readWords } from '../../../forge/attribution/reuse/read-words.js'

const keys = (text: string) => { const read = readWords(text); return [...read.hashes.keys()].map((at) => (read.hashes[at] === 0 ? '|' : keyAt(read, at))).join(' ') }

test.each([
  ['> **Quand la** [lune](https://exemple.org "x") est\n> pleine', 'Quand la lune est pleine'],
  ['- un\n- deux `mots`\n', 'un deux mots'],
  ['le temps qu’il fait dans sa t**ête**, _là_', 'le temps qu’il fait dans sa tête, là'],
])('should quote %j without its marks', (piece, plain) => { expect(plainWords(piece)).toBe(plain) })

test.each([
  ['# Le **tour** de mé*téo*', 'le tour de meteo'],
  ['L’_eau_ et l&rsquo;&eacute;t&eacute;, porte-parole', 'l eau et l ete porte parole'],
  ['1. un\n2. deux\n\nEn\n2015. Puis', 'un deux en 2015 puis'],
  ['[texte](https://a.fr/b) ![image](c.png) https://d.fr <br> <!-- caché --> [^1]', 'texte image'],
  ['---\ntitre: Un deux\nresume: |\n  Trois : quatre\n  cinq\nduree: PT5M\n---\nCorps', 'un deux | trois quatre cinq | pt5m | corps'],
  ['---\ndeploiement:\n  - { titre: S’asseoir, duree: PT2M, texte: "Dire : un, deux : trois." }\n  - { titre: "L’un, l’autre", texte: \'Ici, là : fin\' }\n---\nCorps', 's asseoir | pt2m | dire un deux trois | l un l autre | ici la fin | corps'],
])('should compare what a reader reads of %j', (text, words) => { expect(keys(text)).toBe(words) })
