/** Whatever two or three texts are thrown at the engine: the longest it works on any. */
import { timed } from '../../cli/processor-time.js'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { merge3 } from '../../forge/prose/merge.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { lostWords } from './lost-words.js'
import { ms, table } from './figures.js'

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

type Three = readonly [base: string, ours: string, theirs: string]
const around = (base: string, every = 40): Three => [base, edited(base, 1, every), edited(base, 2, every)]

/** Texts of about 60 kB, and worse. */
const inputs: Readonly<Record<string, () => Three>> = {
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
}

/** A row for each: time of the comparison with its HTML, and of the merge, with all parsing; the answers are checked. */
export function benchHostile(): { tables: string; problems: string[] } {
  const problems: string[] = []
  const rows = Object.entries(inputs).map(([name, make]) => {
    const [base, ours, theirs] = make()
    const [{ diff, html }, diffMs] = timed(() => { const compared = diffTexts(base, ours); return { diff: compared, html: renderDiff(compared).html } })
    if (applyEdits(base, ours, diff.edits) !== ours) problems.push(`${name}: the edits do not give the new text`)
    const [outcome, mergeMs] = timed(() => merge3({ base, ours, theirs, git: { clean: false, text: '' } }))
    const shown = outcome.kind === 'clean' ? outcome.text : outcome.segments.map((each) => (each.kind === 'common' ? each.text : `${each.ours}\n${each.theirs}`)).join('\n')
    const { gone } = lostWords(base, ours, theirs, shown)
    if (gone.length > 0) problems.push(`${name}: the merge lost ${gone.slice(0, 5).join(', ')}`)
    return [name, `${Math.round(base.length / 1000)}`, ms(diffMs), `${Math.round(html.length / 1000)}`, ms(mergeMs)]
  })
  return { tables: `### Whatever is thrown at it\n\n${table(['input', 'k characters', 'comparison and HTML, ms of processor', 'k characters of HTML', 'merge, texts read too, ms of processor'], rows)}\n`, problems }
}
