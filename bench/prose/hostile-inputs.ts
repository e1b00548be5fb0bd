/** Texts made to be slow: the twenty first, then others of as many kinds as we could think of. */

/** A sequence that looks random and is always the same. */
function sequence(seed: number): () => number {
  let state = seed
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return state / 2 ** 32 }
}

const times = (count: number, each: (at: number) => string): string => Array.from({ length: count }, (_, at) => each(at)).join('')
const words = 'le la un groupe cercle écoute parole temps silence main tour météo atelier carte papier'.split(' ')
function prose(seed: number, paragraphs: number, length: number): string {
  const random = sequence(seed)
  return times(paragraphs, () => `${times(length, () => `${words[Math.floor(random() * words.length)]!} `).trim()}.\n\n`)
}
/** One word of `every` replaced. */
function edited(text: string, seed: number, every: number): string {
  const random = sequence(seed)
  return text.replace(/[a-zéè]+/g, (word) => (random() * every < 1 ? `${word}${Math.floor(random() * 100)}` : word))
}

export type Three = readonly [base: string, ours: string, theirs: string]
const around = (base: string, every = 40): Three => [base, edited(base, 1, every), edited(base, 2, every)]

/** Texts of about 60 kB, and worse. */
export const inputs: Readonly<Record<string, () => Three>> = {
  'prose, 60 kB, few words changed': () => around(prose(1, 100, 100), 200),
  'prose, 60 kB, a word of ten changed': () => around(prose(1, 100, 100), 10),
  'prose, 60 kB, nothing in common': () => [prose(1, 100, 100), prose(2, 100, 100), prose(3, 100, 100)],
  'one paragraph of 60 kB': () => around(prose(4, 1, 10_000)),
  'one line of 60 kB without a space': () => { const base = times(60_000, (at) => String.fromCharCode(97 + (at * at) % 26)); return [base, `${base.slice(0, 30_000)}x${base.slice(30_000)}`, base.slice(1)] },
  'table of 1 500 rows': () => around(`| a | b | c |\n|---|---|---|\n${times(1500, (at) => `| ligne ${at} | groupe écoute | temps |\n`)}`),
  'list of 3 000 items': () => around(times(3000, (at) => `- élément ${at} du groupe\n`)),
  'the same line 10 000 times': () => { const line = '- pareil\n'; return [line.repeat(10_000), line.repeat(9_990), `x\n${line.repeat(10_000)}`] },
  'shuffled paragraphs': () => { const list = prose(5, 120, 60).split('\n\n'); const mixed = (seed: number) => { const random = sequence(seed); return list.map((text) => ({ text, at: random() })).sort((a, b) => a.at - b.at).map(({ text }) => text).join('\n\n') }; return [list.join('\n\n'), mixed(1), mixed(2)] },
  'deep nesting': () => around(times(200, (at) => `${'> '.repeat(at)}mot ${at}\n`)),
  'nested lists': () => around(times(400, (at) => `${'  '.repeat(at % 50)}- groupe ${at}\n`)),
  'brackets and stars': () => around(`${'['.repeat(20_000)}\n\n${'*a '.repeat(20_000)}\n`, 5),
  'tags never closed': () => around('<div><span>'.repeat(5000), 5),
  'fence never closed': () => around(`\`\`\`js\n${prose(6, 100, 100)}`),
  'broken header': () => around(`---\n${times(2000, (at) => `clé${at}: [un, "deux\n`)}---\n\ntexte\n`),
  'markers already there': () => around(times(500, (at) => `<<<<<<< a\ngroupe ${at}\n=======\ncercle ${at}\n>>>>>>> b\n`)),
  'a binary of 60 kB': () => { const random = sequence(9); const base = times(60_000, () => String.fromCharCode(Math.floor(random() * 256))); return [base, base.slice(100), `${base}\0`] },
  'CRLF and LF mixed, no final newline': () => around(prose(7, 100, 100).replace(/\n\n/g, '\r\n\n').trimEnd()),
  '100 000 lines': () => around(times(100_000, (at) => `groupe ${at}\n`), 1000),
  '5 MB of prose': () => around(prose(8, 8000, 100), 500),
  'quotes of fifty levels': () => around(times(800, (at) => `${'> '.repeat(50)}groupe ${at} écoute le cercle\n${at % 5 === 4 ? '\n' : ''}`)),
  '4 000 footnotes': () => around(`${times(4000, (at) => `Un mot${at}[^n${at}] du groupe.${at % 4 === 3 ? '\n\n' : ' '}`)}${times(4000, (at) => `[^n${at}]: note ${at} du cercle\n\n`)}`),
  'table of 200 columns': () => { const row = (at: number) => `|${times(200, (column) => ` ${words[(at * column) % words.length]!}${column} |`)}\n`; return around(`${row(0)}|${'---|'.repeat(200)}\n${times(150, row)}`, 20) },
  'table whose columns all changed places': () => { const row = (turn: number) => (at: number) => `|${times(40, (column) => ` mot ${at} ${(column + turn) % 40} |`)}\n`; const table = (turn: number) => `${row(turn)(0)}|${'---|'.repeat(40)}\n${times(400, row(turn))}`; return [table(0), table(1), table(7)] },
  '150 columns in reverse order': () => { const row = (turn: boolean) => (at: number) => `|${times(150, (column) => ` mot ${at} ${turn ? 149 - column : column} |`)}\n`; const table = (turn: boolean) => `${row(turn)(0)}|${'---|'.repeat(150)}\n${times(100, (at) => row(turn)(at + 1))}`; return [table(false), table(true), `${table(false)}\nfin\n`] },
  '5 MB of lines alike': () => { const text = 'pareil\n'.repeat(714_000); return [text, `${text.slice(7_000)}x\n`, `x\n${text}`] },
  '4 000 paragraphs in another order': () => { const list = prose(11, 4000, 9).split('\n\n'); const mixed = (seed: number) => { const random = sequence(seed); return list.map((text) => ({ text, at: random() })).sort((a, b) => a.at - b.at).map(({ text }) => text).join('\n\n') }; return [list.join('\n\n'), mixed(1), mixed(2)] },
  '60 000 paragraphs of one word': () => around(times(60_000, (at) => `mot${at}\n\n`), 50),
  'a picture of 1 MB inside the text': () => { const random = sequence(12); const data = times(1_000_000, () => 'ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/'[Math.floor(random() * 44)]!); const text = (at: number) => `Un tour.\n\n![plan](data:image/png;base64,${data.slice(0, at)}x${data.slice(at)})\n\nUn cercle.\n`; return [text(1000), text(500_000), text(900_000)] },
  'a picture of 100 kB inside the text': () => { const random = sequence(12); const data = times(100_000, () => 'ABCDEFGHIJKLMNOPabcdefghijklmnop0123456789+/'[Math.floor(random() * 44)]!); const text = (at: number) => `Un tour.\n\n![plan](data:image/png;base64,${data.slice(0, at)}x${data.slice(at)})\n\nUn cercle.\n`; return [text(1000), text(50_000), text(90_000)] },
  '4 000 definitions': () => around(`${times(2000, (at) => `Voir [le cercle][l${at}] et [le tour][m${at}].\n\n`)}${times(4000, (at) => `[${at % 2 === 0 ? 'l' : 'm'}${at >> 1}]: https://exemple.org/groupe/${at} "temps ${at}"\n`)}`),
  'a soup of HTML': () => { const random = sequence(13); const pieces = ['<div class="a">', '</p>', '<b', ' x=">', '<!-- ', '-->', '&amp;', '&#x41;', '</div>', '<br/>', 'groupe', '\n', '\n\n', '<?', '<![CDATA[', ']]>', '<script>', '</style'] as const; return around(times(15_000, () => `${pieces[Math.floor(random() * pieces.length)]!} `), 5) },
  '20 000 emoji joined by fours': () => { const one = '👩‍👩‍👧‍👦'; const text = one.repeat(5000); return [text, `${text.slice(0, 22_000)}🎈${text.slice(22_000)}`, `${text}🏳️‍🌈`] },
  'emoji in another order': () => { const faces = ['👩🏽‍🏫', '👨‍👩‍👧', '🧑‍🤝‍🧑', '🏴‍☠️', '❤️‍🔥']; const text = (seed: number) => { const random = sequence(seed); return times(8000, () => faces[Math.floor(random() * 5)]!) }; return [text(1), text(2), text(3)] },
  'fifty accents on each letter': () => { const letter = (at: number) => `${'aeiou'[at % 5]!}${times(50, (k) => String.fromCharCode(0x300 + ((at * k) % 80)))}`; const text = (from: number) => times(3000, (at) => `${letter(at + from)}${at % 6 === 5 ? ' ' : ''}`); return [text(0), text(1), `${text(0)} fin`] },
  'one line of 4 MB': () => around(prose(14, 1, 600_000), 500),
  'one line of 190 kB': () => around(prose(14, 1, 31_000), 10),
  '150 kB of Chinese': () => { const random = sequence(15); const base = times(150_000, () => String.fromCharCode(0x4e00 + Math.floor(random() * 3000))); const one = (every: number) => [...base].map((letter, at) => (at % every === 0 ? '新' : letter)).join(''); return [base, one(97), one(53)] },
  '60 kB of Thai': () => { const random = sequence(16); const base = times(60_000, () => String.fromCharCode(0xe01 + Math.floor(random() * 46))); const one = (every: number) => [...base].map((letter, at) => (at % every === 0 ? 'ก' : letter)).join(''); return [base, one(97), one(53)] },
  'nothing but escapes': () => around(times(20_000, (at) => `\\* &amp; \\_ mot${at} &#42; `), 10),
  'a header of 4 000 good lines': () => around(`---\n${times(4000, (at) => `clé${at}: groupe ${at}\n`)}---\n\ntexte\n`),
  'a header with a list of 4 000': () => around(`---\ntitre: groupe\nmateriel:\n${times(4000, (at) => `  - papier ${at}\n`)}---\n\ntexte\n`),
  'a header of steps, each a record': () => around(`---\nderoule:\n${times(1200, (at) => `  - titre: groupe ${at}\n    duree: PT${at % 60}M\n    texte: le cercle écoute ${at}\n`)}---\n\ntexte\n`),
  'a header of one text of 120 kB': () => around(`---\ntitre: groupe\nconsignes: |\n${times(200, () => `  ${prose(17, 1, 100).trim()}\n`)}---\n\ntexte\n`),
  'broken headers, quotes inside': () => around(`---\n${times(1500, (at) => `- "a\n  b: 'c${at}\n`)}---\n\ntexte\n`),
  'emphasis in emphasis': () => { const text = (word: string) => `${'**_'.repeat(8000)}${word}${'_**'.repeat(8000)}\n`; return [text('mot'), text('mots'), text('un mot')] },
  'links left open': () => { const base = '[a]('.repeat(15_000); return [base, `${base.slice(0, 30_000)}b${base.slice(30_000)}`, `${base}c`] },
  'pictures in links in pictures': () => { const base = '![a [b ![c'.repeat(6000); return [base, `${base.slice(0, 30_000)}d${base.slice(30_000)}`, `e${base}`] },
  'a million blank lines': () => [`a${'\n'.repeat(1_000_000)}b`, `a${'\n'.repeat(999_990)}c`, `d${'\n'.repeat(1_000_000)}b`],
  '5 000 fences': () => around(times(5000, (at) => `\`\`\`js\ngroupe(${at})\n\`\`\`\n\n`)),
  '6 000 headings': () => around(times(6000, (at) => `${'#'.repeat(1 + (at % 6))} groupe ${at}\n\n`), 5),
  '5 000 underlined headings': () => around(times(5000, (at) => `cercle ${at}\n${at % 2 === 0 ? '---' : '==='}\n\n`), 5),
  '5 000 boxes, every other ticked': () => { const list = (every: number) => times(5000, (at) => `- [${at % every === 0 ? 'x' : ' '}] élément ${at} du groupe\n`); return [list(1), list(2), list(3)] },
  '6 000 addresses': () => around(times(6000, (at) => `https://exemple.org/groupe/${at}?temps=${at} personne${at}@exemple.org `), 5),
  'bars and nothing else': () => { const base = '|'.repeat(60_000); return [base, `${base.slice(0, 30_000)}x${base.slice(30_000)}`, `${base}\n|`] },
  '2 000 boxes in boxes': () => around(times(2000, (at) => `${':'.repeat(3 + (at % 50))} note\ngroupe ${at}\n`)),
  'almost too long to look into': () => around(times(1500, (at) => `## Le **groupe** ${at}\n\n- un [cercle](https://exemple.org/${at}) *écoute*\n- une \`parole\` et ![main](a${at}.png)\n\n`), 10),
  'prose almost too long, a word of ten': () => around(prose(18, 300, 100), 10),
  'prose almost too long, nothing in common': () => [prose(19, 300, 100), prose(20, 300, 100), prose(21, 300, 100)],
  'every letter an edit': () => { const letters = (turn: number) => times(30_000, (at) => `${String.fromCharCode(97 + ((at * turn) % 26))} `); return [letters(3), letters(5), letters(7)] },
  'quotes left open by one, closed by the other': () => { const base = prose(22, 200, 60); return [base, base.replace(/^(?=\S)/gm, '> '), `\`\`\`\n${base}`] },
  'invisible letters': () => { const base = times(30_000, (at) => `mot${at % 7}\u200b\u00ad\u202f `); return [base, base.replaceAll('\u200b', ''), base.replaceAll('\u202f', '\u00a0')] },
  'CR alone ends 20 000 lines': () => around(times(20_000, (at) => `- groupe ${at}\r`), 50),
}
