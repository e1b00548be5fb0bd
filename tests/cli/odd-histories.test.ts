import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aDesk, type Desk, type GitThere } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

interface Words { files: { path: string; tokens: { text: string; commit: string; path: string; authors: { name: string; email: string }[]; how: string; confidence: number }[] }[]; people: { name: string; email: string; words: number }[]; notCovered?: { kind: string; oid: string; path?: string }[] }

let desk: Desk
beforeAll(() => { desk = aDesk() })
afterAll(() => { desk.clear() })

/** Git objects written by hand, as no well-behaved program writes them. */
class Odd {
  readonly dir: string
  constructor(name: string, options: string[] = []) {
    this.dir = path.join(desk.dir, name)
    mkdirSync(this.dir)
    this.git(['init', '-q', '-b', 'main', ...options])
  }
  git(args: string[], input?: string | Buffer): string { return execFileSync('git', args, { cwd: this.dir, input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim() }
  blob(content: string | Buffer): string { return this.git(['hash-object', '-w', '--stdin'], content) }
  tree(files: readonly (readonly [string | Buffer, string])[]): string {
    return this.git(['mktree', '-z', '--missing'], Buffer.concat(files.flatMap(([name, oid]) => [Buffer.from(`100644 blob ${oid}\t`), Buffer.from(name), Buffer.from([0])])))
  }
  commit(tree: string, parents: readonly string[], lines: readonly (string | Buffer)[], message: string | Buffer = 'Version\n'): string {
    const raw = Buffer.concat([Buffer.from(`tree ${tree}\n${parents.map((parent) => `parent ${parent}\n`).join('')}`), ...lines.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]), Buffer.from('\n'), Buffer.from(message)])
    const oid = this.git(['hash-object', '-t', 'commit', '--literally', '-w', '--stdin'], raw)
    this.git(['update-ref', 'refs/heads/main', oid])
    return oid
  }
}
const by = (name: string, date = '1700000000 +0100') => [`author ${name} <${name.toLowerCase()}@exemple.org> ${date}`, `committer ${name} <${name.toLowerCase()}@exemple.org> ${date}`]
const words = (result: Words, file = 'README.md') => result.files.find((each) => each.path === file)!.tokens

describe.each<[GitThere]>([['git'], ['no git']])('attribution of odd histories with %s', (there) => {
  const attributed = (odd: Odd, ...more: string[]): Promise<Words> => desk.json<Words>(['attribution', odd.dir, ...more], { git: there })

  test('should bear commits without author, and dates that are no dates', async () => {
    const odd = new Odd(`sans-auteur-${there}`)
    const first = odd.commit(odd.tree([['README.md', odd.blob('Un texte sans personne.\n')]]), [], ['committer Ada <ada@exemple.org> 1700000000 +0000'])
    const second = odd.commit(odd.tree([['README.md', odd.blob('Un texte sans personne. Bruno ajoute une phrase.\n')]]), [first], by('Bruno', '99999999999999999999 +9999'))
    odd.commit(odd.tree([['README.md', odd.blob('Un texte sans personne. Bruno ajoute une phrase. Chloé aussi.\n')]]), [second], by('Chloe', '-5000000000 +0000'))
    const result = await attributed(odd)
    expect(words(result).map(({ authors }) => authors.map(({ email }) => email).join())).toEqual([...Array<string>(4).fill(''), ...Array<string>(4).fill('bruno@exemple.org'), 'chloe@exemple.org', 'chloe@exemple.org'])
    expect(await desk.done(['attribution', odd.dir, '--expliquer', 'phrase'], { git: there })).toContain('Bruno')
    expect(await desk.done(['attribution', odd.dir, '--expliquer', 'personne'], { git: there })).toContain('sans nom')
  })

  test('should keep apart files whose names are not UTF-8, and read identities in other encodings', async () => {
    const odd = new Odd(`latin-${there}`)
    const latin = (text: string) => Buffer.from(text, 'latin1')
    odd.commit(odd.tree([[latin('caf\xe8.md'), odd.blob('Le premier.\n')], [latin('caf\xe9.md'), odd.blob('Le second texte.\n')]]), [], ['encoding ISO-8859-1', latin('author Zo\xe9 <zoe@exemple.org> 1700000000 +0100'), latin('committer Zo\xe9 <zoe@exemple.org> 1700000000 +0100')], latin('Cr\xe9ation\n'))
    const result = await attributed(odd)
    expect(result.files.map((file) => [file.path, file.tokens.length])).toEqual([['cafè.md', 2], ['café.md', 3]])
    expect(result.people).toMatchObject([{ name: 'Zoé', words: 5 }])
    expect((await attributed(odd, 'café.md')).files.map((file) => file.path)).toEqual(['café.md'])
  })

  test('should answer for several roots and the merge of unrelated histories', async () => {
    const odd = new Odd(`racines-${there}`, there === 'git' ? ['--bare'] : [])
    const a = odd.blob('Ada écrit une page entière.\n'), b = odd.blob('Bruno en écrit une autre ailleurs.\n')
    const one = odd.commit(odd.tree([['README.md', a]]), [], by('Ada'))
    const other = odd.commit(odd.tree([['README.md', b], ['b.md', b]]), [], by('Bruno'))
    odd.commit(odd.tree([['README.md', odd.blob('Ada écrit une page entière.\n\nBruno en écrit une autre ailleurs.\n')], ['b.md', b]]), [one, other], by('Driss'))
    const result = await attributed(odd)
    expect(words(result).map(({ authors }) => authors[0]!.name)).toEqual([...Array<string>(5).fill('Ada'), ...Array<string>(6).fill('Bruno')])
    expect(result.people.find(({ name }) => name === 'Driss')).toMatchObject({ words: 0 })
  })

  test('should answer for files that hold no text, or a hundred thousand words on one line', async () => {
    const odd = new Odd(`lourds-${there}`)
    const binary = Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256))
    const long = `${Array.from({ length: 100_000 }, (_, i) => `mot${i % 5000}`).join(' ')}\n`
    const first = odd.commit(odd.tree([['image.md', odd.blob(binary)], ['long.md', odd.blob(long)], ['vide.md', odd.blob('')]]), [], by('Ada'))
    odd.commit(odd.tree([['image.md', odd.blob(binary.subarray(100))], ['long.md', odd.blob(long.replace('mot77 ', 'ajout '))], ['vide.md', odd.blob('')]]), [first], by('Bruno', '1700000100 +0100'))
    const result = await attributed(odd)
    expect(words(result, 'long.md').filter(({ authors }) => authors[0]!.name === 'Bruno').map(({ text }) => text)).toEqual(['ajout'])
    expect(result.notCovered).toEqual([expect.objectContaining({ kind: 'not_text', path: 'image.md' })])
    expect(words(result, 'image.md')).toEqual([])
    expect(await desk.done(['attribution', odd.dir], { git: there })).toContain('image.md')
  })

  test('should say what a copy without all its objects does not cover, and how little it knows of it', async () => {
    const odd = new Odd(`troué-${there}`)
    const lost = odd.blob('Le texte perdu.\n')
    const first = odd.commit(odd.tree([['README.md', lost]]), ['1234567890123456789012345678901234567890'], by('Ada'))
    odd.commit(odd.tree([['README.md', odd.blob('Le texte retrouvé ensuite.\n')]]), [first], by('Bruno', '1700000100 +0100'))
    odd.git(['replace', '--graft', first])
    execFileSync('rm', [path.join(odd.dir, '.git/objects', lost.slice(0, 2), lost.slice(2))])
    const result = await attributed(odd)
    expect(result.notCovered).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'unreadable_file', oid: lost, path: 'README.md' })]))
    expect(words(result).map(({ text }) => text)).toEqual(['Le', 'texte', 'retrouvé', 'ensuite'])
    expect(words(result).every(({ confidence }) => confidence < 1)).toBe(true)
  })
})

test('should give words back to a squashed branch that is still there', async () => {
  const odd = new Odd('branche')
  const version = (text: string) => odd.tree([['README.md', odd.blob(text)]])
  const base = odd.commit(version('Une page de départ.\n'), [], by('Ada', '1700000000 +0000'))
  const branch = odd.commit(version('Une page de départ. Bruno la complète ici.\n'), [base], by('Bruno', '1700000100 +0000'))
  odd.git(['update-ref', 'refs/heads/idée', branch])
  odd.commit(version('Une page de départ. Bruno la complète ici.\n'), [base], by('Ada', '1700000200 +0000'), 'Compléter (#3)\n\nCo-authored-by: Bruno <bruno@exemple.org>\n')
  for (const there of ['git', 'no git'] as const) {
    const result = await desk.json<Words>(['attribution', odd.dir], { git: there })
    expect(words(result).slice(4).map(({ commit, how, authors }) => [commit, how, authors.map(({ name }) => name).join()])).toEqual(Array(4).fill([branch, 'squashed', 'Bruno']))
  }
})

test('should know a squash by the people it names, its message saying nothing else, and keep for typed what was there before', async () => {
  const odd = new Odd('branche-sans-mot')
  const version = (text: string) => odd.tree([['README.md', odd.blob(text)]])
  const base = odd.commit(version('# Jeu\n\nUne page de départ.\n'), [], by('Ada', '1700000000 +0000'))
  const branch = odd.commit(version('# Jeu\n\nUne page de départ.\n\n- Merci Zoé\n- Pomme\n'), [base], by('Bruno', '1700000100 +0000'))
  odd.git(['update-ref', 'refs/heads/idée', branch])
  const onwards = odd.commit(version('# Grand jeu\n\nUne page de départ.\n'), [base], by('Ada', '1700000150 +0000'))
  const squash = version('# Grand jeu\n\nUne page de départ.\n\n- Merci Zoé\n- Pomme\n')
  const said = async () => words(await desk.json<Words>(['attribution', odd.dir])).map(({ text, how, authors }) => `${text} ${how} ${authors.map(({ name }) => name).join('+')}`)
  const kept = ['Grand typed Ada', 'jeu typed Ada', 'Une typed Ada', 'page typed Ada', 'de typed Ada', 'départ typed Ada']
  odd.commit(squash, [onwards], by('Ada', '1700000200 +0000'), 'Deux mots\n\nCo-authored-by: Bruno <bruno@exemple.org>\n')
  expect(await said()).toEqual([...kept, 'Merci squashed Bruno', 'Zoé squashed Bruno', 'Pomme squashed Bruno'])
  // In one second, who names others comes after them, whatever the names of the commits.
  for (const title of ['Un', 'Deux', 'Trois', 'Quatre']) {
    odd.commit(version('# Jeu\n\nUne page de départ.\n\n- Merci Zoé\n- Pomme\n'), [base], by('Ada', '1700000100 +0000'), `${title}\n\nCo-authored-by: Bruno <bruno@exemple.org>\n`)
    expect((await said()).slice(-3)).toEqual(['Merci squashed Bruno', 'Zoé squashed Bruno', 'Pomme squashed Bruno'])
  }
  // Named or not, whoever wrote the very same text in a branch wrote it; a squash that names nobody looks like a copy.
  odd.commit(version('# Jeu\n\nUne page de départ.\n\n- Merci Zoé\n- Pomme\n'), [base], by('Ada', '1700000200 +0000'), 'Deux mots\n')
  expect(await said()).toEqual(['Jeu typed Ada', ...kept.slice(2), 'Merci copied Bruno', 'Zoé copied Bruno', 'Pomme copied Bruno'])
})

test('should follow a graft as Git does', async () => {
  const odd = new Odd('greffe')
  const page = odd.tree([['README.md', odd.blob('Un texte de longue date, repris ailleurs.\n')]])
  const old = odd.commit(page, [], by('Ada', '1700000000 +0000'))
  const start = odd.commit(page, [], by('Bruno', '1700000100 +0000'))
  odd.commit(odd.tree([['README.md', odd.blob('Un texte de longue date, repris ailleurs, puis fini.\n')]]), [start], by('Chloe', '1700000200 +0000'))
  mkdirSync(path.join(odd.dir, '.git/info'), { recursive: true })
  writeFileSync(path.join(odd.dir, '.git/info/grafts'), `${start} ${old}\n`)
  expect(words(await desk.json<Words>(['attribution', odd.dir])).map(({ how, authors }) => `${how} ${authors[0]!.name}`)).toEqual([...Array<string>(7).fill('typed Ada'), 'typed Chloe', 'typed Chloe'])
})

describe.each<[GitThere]>([['git'], ['no git']])('names declared, with %s', (there) => {
  const people = async (odd: Odd, ...more: string[]) => (await desk.json<Words>(['attribution', odd.dir, ...more], { git: there })).people.map(({ name, email }) => `${name} <${email}>`)
  const twice = (odd: Odd, map?: string): string => {
    const first = odd.commit(odd.tree([['README.md', odd.blob('Un texte.\n')]]), [], by('Ada'))
    const second = odd.commit(odd.tree([['README.md', odd.blob('Un texte. Une suite.\n')]]), [first], by('Lovelace', '1700000100 +0100'))
    if (map !== undefined) odd.commit(odd.tree([['.mailmap', odd.blob(map)], ['README.md', odd.blob('Un texte. Une suite.\n')]]), [second], by('Ada', '1700000200 +0100'))
    return second
  }
  const line = 'Ada Lovelace <ada@exemple.org> <lovelace@exemple.org>\n'

  test('should hold for older versions, in a bare repository too', async () => {
    for (const options of [[], ['--bare']]) {
      const odd = new Odd(`noms-${there}-${options.length}`, options)
      const older = twice(odd, line)
      expect(await people(odd)).toEqual(['Ada Lovelace <ada@exemple.org>'])
      expect(await people(odd, '--version', older)).toEqual(['Ada Lovelace <ada@exemple.org>'])
    }
  })

  test('should be read where Git reads them: in the working copy, not through a link, then where the configuration says', async () => {
    const odd = new Odd(`noms-ailleurs-${there}`)
    twice(odd)
    const apart = ['Lovelace <lovelace@exemple.org>', 'Ada <ada@exemple.org>'].sort()
    writeFileSync(path.join(odd.dir, 'noms.txt'), line)
    symlinkSync('noms.txt', path.join(odd.dir, '.mailmap'))
    expect((await people(odd)).sort()).toEqual(apart)
    odd.git(['config', 'mailmap.file', 'noms.txt'])
    expect(await people(odd)).toEqual(['Ada Lovelace <ada@exemple.org>'])
    odd.git(['config', '--unset', 'mailmap.file'])
    odd.git(['config', 'mailmap.blob', odd.blob(line)])
    expect(await people(odd)).toEqual(['Ada Lovelace <ada@exemple.org>'])
    odd.git(['config', '--unset', 'mailmap.blob'])
    unlinkSync(path.join(odd.dir, '.mailmap'))
    writeFileSync(path.join(odd.dir, '.mailmap'), line)
    expect(await people(odd)).toEqual(['Ada Lovelace <ada@exemple.org>'])
  })
})

test('should tell the steps of a word in French and in English', async () => {
  const odd = new Odd('chemin')
  const page = odd.blob('Une longue phrase pour apprendre ensemble autrement dehors.\n')
  const first = odd.commit(odd.tree([['a.md', page]]), [], by('Ada', '1700000000 +0000'), 'Première page\n')
  odd.git(['tag', 'v1.0', first])
  const other = odd.commit(odd.tree([['a.md', page], ['c.md', odd.blob('Driss écrit.\n')]]), [first], by('Driss', '1700050000 +0000'), 'À côté\n')
  const moved = odd.commit(odd.tree([['b.md', page]]), [first], by('Bruno', '1700100000 +0000'), 'Renommer\n')
  odd.commit(odd.tree([['b.md', page], ['c.md', odd.blob('Driss écrit.\n')]]), [moved, other], by('Bruno', '1700200000 +0000'), 'Réunir\n')
  const said = await desk.done(['attribution', odd.dir, '--expliquer', 'apprendre'])
  expect(said).toContain('écrit, par Ada, dans a.md, le 14 novembre 2023, version 1.0 «\u00a0Première page\u00a0»')
  expect(said).toContain('le fichier a changé de nom, par Bruno, dans b.md')
  expect(await desk.done(['attribution', odd.dir, '--expliquer', 'Driss'])).toMatch(/entré dans ce texte, par Bruno, .*Réunir/)
  expect(await desk.done(['attribution', odd.dir, '--expliquer', 'apprendre'], { env: { COMMUNS_LANGUE: 'en' } })).toContain('written, by Ada, in a.md, on November 14, 2023, version 1.0')
})

test('should name files with line ends, and write nothing in the repository', async () => {
  const odd = new Odd('intact')
  odd.commit(odd.tree([['deux\nlignes.md', odd.blob('Un texte.\n')]]), [], by('Ada'))
  writeFileSync(path.join(odd.dir, 'non suivi.md'), 'Pas encore dans une version.\n')
  const before = odd.git(['count-objects', '-v'])
  expect((await desk.json<Words>(['attribution', odd.dir])).files.map((file) => file.path)).toEqual(['deux\nlignes.md'])
  expect(odd.git(['count-objects', '-v'])).toBe(before)
})
