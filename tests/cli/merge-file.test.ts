import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { compiled } from '../../forge/config.js'
import { git } from '../support/git.js'
import { aDesk, type Desk, type RunOptions } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

const communs = `'${process.execPath}' '${compiled('cli/main.ts')}'`
const driver = `${communs} merge-file --marker-size=%L -L ici -L avant -L autre %A %O %B`

let desk: Desk
beforeAll(() => { desk = aDesk() })
afterAll(() => { desk.clear() })

let folders = 0
/** Three files of a merge, in a folder of their own. */
function three(ours: string | Buffer, base: string | Buffer, theirs: string | Buffer): { cwd: string; ours: string; run(args?: readonly string[], options?: RunOptions): ReturnType<Desk['run']>; byGit(...args: string[]): { status: number | null; stdout: Buffer } } {
  const cwd = path.join(desk.dir, `trois-${folders += 1}`)
  mkdirSync(cwd)
  for (const [name, content] of Object.entries({ ours, base, theirs })) writeFileSync(path.join(cwd, name), content)
  return {
    cwd, ours: path.join(cwd, 'ours'),
    run: (args = [], options = {}) => desk.run(['merge-file', ...args, 'ours', 'base', 'theirs'], { cwd, ...options }),
    byGit: (...args) => spawnSync('git', ['merge-file', '-p', ...args, 'ours', 'base', 'theirs'], { cwd }),
  }
}

const base = '# Titre\n\nUn deux trois quatre cinq six sept.\n\nFin.\n'
const begins = base.replace('Un deux', 'Un 2')
const ends = base.replace('six sept', 'six 7')
const clashes = base.replace('Un deux', 'Un DEUX')

test('should take what Git merges cleanly as Git made it, line ends and all, and write it in the current file', async () => {
  for (const end of ['\n', '\r\n']) {
    const lines = (text: string) => text.replaceAll('\n', end)
    const merge = three(lines(begins), lines(base), lines(base.replace('Fin.\n', 'La fin.')))
    const { stdout } = merge.byGit()
    expect(await merge.run()).toEqual({ code: 0, stdout: '', stderr: '' })
    expect(readFileSync(merge.ours).equals(stdout)).toBe(true)
  }
})

test('should leave a suggestion between markers unless it is accepted, and never call it clean', async () => {
  const merge = three(begins, base, ends)
  expect(merge.byGit().status).toBe(1)
  const printed = await merge.run(['-p', '-L', 'ici', '-L', 'avant', '-L', 'autre', '--diff3', '--marker-size=9'])
  expect(printed).toMatchObject({ code: 1, stdout: '# Titre\n\n<<<<<<<<< ici\nUn 2 trois quatre cinq six sept.\n||||||||| avant\nUn deux trois quatre cinq six sept.\n=========\nUn deux trois quatre cinq six 7.\n>>>>>>>>> autre\n\nFin.\n' })
  expect(printed.stderr).toBe('1 passage à concilier, dont 1 avec une suggestion (--accepter-suggestions la prend).\n')
  expect(readFileSync(merge.ours, 'utf8')).toBe(begins)
  expect(await merge.run(['--stdout', '--quiet', '--accepter-suggestions'])).toEqual({ code: 0, stdout: base.replace('Un deux', 'Un 2').replace('six sept', 'six 7'), stderr: '' })
  expect(await merge.run(['--quiet'])).toEqual({ code: 1, stdout: '', stderr: '' })
  expect(readFileSync(merge.ours, 'utf8')).toContain('<<<<<<< ours\n')
})

test('should end with the number of passages left, those without a suggestion too when suggestions are taken', async () => {
  const several = three(`${begins}\n${clashes}`, `${base}\n${base}`, `${ends}\n${base.replace('Un deux', 'Un II')}`)
  expect(await several.run(['-p', '-q'])).toMatchObject({ code: 2 })
  const rest = await several.run(['-p', '-q', '--accepter-suggestions'])
  expect(rest.code).toBe(1)
  expect(rest.stdout).toContain('Un 2 trois quatre cinq six 7.')
  expect(rest.stdout).toContain('<<<<<<< ours\nUn DEUX trois quatre cinq six sept.\n=======\nUn II trois quatre cinq six sept.\n>>>>>>> theirs\n')
  const paragraphs = (word: string) => Array.from({ length: 140 }, (_, at) => `Phrase ${at} ${word}.\n\nRien ${at}.\n\n`).join('')
  expect(await three(paragraphs('ici'), paragraphs('avant'), paragraphs('autre')).run(['-p', '-q'])).toMatchObject({ code: 127 })
})

test('should settle by one side, the other or both as Git does', async () => {
  const merge = three(clashes, base, base.replace('Un deux', 'Un II'))
  for (const favour of ['--ours', '--theirs', '--union']) expect(await merge.run(['-p', favour])).toEqual({ code: 0, stdout: merge.byGit(favour).stdout.toString(), stderr: '' })
  for (const favour of ['--ours', '--theirs', '--union']) expect((await merge.run(['-p', favour], { git: 'no git' })).stdout).toBe(merge.byGit(favour).stdout.toString())
  expect((await three(begins, base, ends).run(['-p', '--accepter-suggestions', '--ours'])).stdout).toContain('Un 2 trois quatre cinq six 7.')
})

test('should do without Git: a line merge where lines do not meet, markers where they do', async () => {
  const clean = three(begins, base, base.replace('Fin.', 'La fin.'))
  expect(await clean.run([], { git: 'no git' })).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(readFileSync(clean.ours, 'utf8')).toBe(begins.replace('Fin.', 'La fin.'))
  expect(JSON.parse((await three(begins, base, ends).run(['-p', '--json'], { git: 'no git' })).stdout)).toMatchObject({ propre: false, par: 'lines', aConcilier: 1, suggestions: 1 })
})

test('should damage no byte that is not UTF-8, with Git and without', async () => {
  const latin = (text: string) => Buffer.from(text.replaceAll('Fin', 'Été'), 'latin1')
  for (const there of ['git', 'no git'] as const) {
    const clean = three(latin(begins), latin(base), latin(base.replace('Fin.', 'Fin…'.replace('…', '!'))))
    expect(await clean.run([], { git: there })).toMatchObject({ code: 0 })
    expect(readFileSync(clean.ours).equals(latin(begins.replace('Fin.', 'Fin!')))).toBe(true)
    const open = three(latin(begins), latin(base), latin(ends))
    // Words of an unknown encoding are not looked into: nothing is suggested, so nothing taken.
    expect(await open.run(['--accepter-suggestions', '-L', 'à moi'], { git: there })).toEqual({ code: 1, stdout: '', stderr: '' })
    const written = readFileSync(open.ours)
    expect(written.includes(Buffer.from('<<<<<<< à moi\n'))).toBe(true)
    expect(written.includes(latin('Fin.'))).toBe(true)
  }
})

test('should refuse as Git does, leaving the files as they are, with codes that Git takes for a failure', async () => {
  const merge = three(begins, base, 'a\0b')
  expect(merge.byGit().status).toBe(255)
  expect(await merge.run()).toMatchObject({ code: 255, stdout: '', stderr: expect.stringContaining('«\u00a0theirs\u00a0» n’est pas un texte') as string })
  expect(await merge.run([], { git: 'no git' })).toMatchObject({ code: 255 })
  expect(readFileSync(merge.ours, 'utf8')).toBe(begins)
  const { cwd } = merge
  const refused = async (...args: string[]) => desk.refused(['merge-file', ...args], { cwd })
  expect(await refused('ours', 'base', 'absent')).toMatchObject({ code: 255, type: 'system.ENOENT' })
  expect(await refused('ours', 'base', '.')).toMatchObject({ code: 255, type: 'file.is_folder' })
  expect(await refused('ours', 'base')).toMatchObject({ code: 129, phrase: 'Il manque un mot à la commande\u00a0: <autre>.' })
  expect(await refused('ours', 'base', 'base', 'base')).toMatchObject({ code: 129, type: 'usage' })
  expect(await refused('-L', '1', '-L', '2', '-L', '3', '-L', '4', 'ours', 'base', 'base')).toMatchObject({ code: 129 })
  expect(await refused('--marker-size', 'sept', 'ours', 'base', 'base')).toMatchObject({ code: 129 })
  expect(await refused('--ours', '--theirs', 'ours', 'base', 'base')).toMatchObject({ code: 129 })
  expect(await refused('--lot', 'ours')).toMatchObject({ code: 129 })
  chmodSync(desk.dir, 0o755)
  chmodSync(path.join(cwd, 'base'), 0)
  const nobody = process.getuid?.() === 0 ? { uid: 65534 } : {}
  expect(await desk.run(['merge-file', 'ours', 'base', 'base'], { cwd, ...nobody })).toMatchObject({ code: 255, stderr: expect.stringContaining('Accès refusé') as string })
  chmodSync(path.join(cwd, 'base'), 0o644)
  chmodSync(merge.ours, 0o444)
  expect(await desk.run(['merge-file', 'ours', 'base', 'base'], { cwd, ...nobody })).toMatchObject({ code: 255 })
})

test('should merge in a real Git: a clean merge, a conflict of words only, a rebase, suggestions taken afterwards', async () => {
  const dir = path.join(desk.dir, 'dépôt à moi')
  mkdirSync(dir)
  const file = path.join(dir, 'é è.md')
  const commit = async (message: string, text: string) => { writeFileSync(file, text); await git(dir, 'add', '.'); await git(dir, 'commit', '-qm', message) }
  await git(dir, 'init', '-q', '-b', 'main')
  await git(dir, 'config', 'merge.communs.driver', driver)
  await git(dir, 'config', 'merge.conflictStyle', 'diff3')
  writeFileSync(path.join(dir, '.gitattributes'), '*.md merge=communs\n')
  await commit('base', base)
  await git(dir, 'checkout', '-qb', 'autre')
  await commit('la fin du passage', ends)
  await git(dir, 'checkout', '-q', 'main')
  await commit('le début du passage', begins)

  const merging = spawnSync('git', ['merge', 'autre'], { cwd: dir, encoding: 'utf8' })
  expect(merging.status).toBe(1)
  expect(merging.stdout).toContain('CONFLICT')
  expect(readFileSync(file, 'utf8')).toBe('# Titre\n\n<<<<<<< ici\nUn 2 trois quatre cinq six sept.\n||||||| avant\nUn deux trois quatre cinq six sept.\n=======\nUn deux trois quatre cinq six 7.\n>>>>>>> autre\n\nFin.\n')
  await git(dir, '-c', `merge.communs.driver=${communs} merge-file --accepter-suggestions %A %O %B`, 'checkout', '-m', '--', 'é è.md')
  expect(readFileSync(file, 'utf8')).toBe(begins.replace('six sept', 'six 7'))
  await git(dir, 'merge', '--abort')

  const rebasing = spawnSync('git', ['-c', `merge.communs.driver=${driver.replace('merge-file', 'merge-file --accepter-suggestions')}`, 'rebase', 'autre'], { cwd: dir, encoding: 'utf8', env: { ...process.env, GIT_COMMITTER_NAME: 'Lou', GIT_COMMITTER_EMAIL: 'lou@exemple.invalid' } })
  expect(rebasing.status, rebasing.stderr).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(begins.replace('six sept', 'six 7'))

  // What Git refuses stays whole, and to settle.
  await git(dir, 'checkout', '-q', 'autre')
  await commit('plus un texte', 'a\0b')
  const refused = spawnSync('git', ['merge', 'main'], { cwd: dir, encoding: 'utf8' })
  expect(refused.status).not.toBe(0)
  expect(readFileSync(file, 'utf8')).toBe('a\0b')
})

test('should show a change to git diff: words, a renamed file, a mode, what is no text', async () => {
  const dir = path.join(desk.dir, 'différences')
  mkdirSync(dir)
  const diff = (...args: string[]) => execFileSync('git', ['diff', ...args], { cwd: dir, encoding: 'utf8', env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', COMMUNS_LANGUE: 'fr' } })
  await git(dir, 'init', '-q', '-b', 'main')
  await git(dir, 'config', 'diff.communs.command', `${communs} comparer`)
  writeFileSync(path.join(dir, '.gitattributes'), '*.md diff=communs\n')
  writeFileSync(path.join(dir, 'à lire.md'), base)
  writeFileSync(path.join(dir, 'reste.md'), base)
  await git(dir, 'add', '.')
  await git(dir, 'commit', '-qm', 'base')
  expect(diff()).toBe('')
  writeFileSync(path.join(dir, 'à lire.md'), begins)
  writeFileSync(path.join(dir, 'zéro.md'), 'a\0b')
  await git(dir, 'add', '-N', '.')
  expect(diff()).toContain('[-deux-]{+2+} trois')
  // A file that is no text does not keep the next ones from being shown.
  expect(diff()).toContain('zéro.md\u00a0: Ce fichier n’est pas un texte')
  await git(dir, 'mv', 'reste.md', 'reste ici.md')
  chmodSync(path.join(dir, 'reste ici.md'), statSync(path.join(dir, 'reste ici.md')).mode | 0o111)
  expect(diff('-M', 'HEAD')).toMatch(/^reste\.md → reste ici\.md\u00a0: .*\(100644 → 100755\)$/m)
  expect(execFileSync('git', ['diff'], { cwd: dir, encoding: 'utf8', env: { ...process.env, GIT_EXTERNAL_DIFF: `${communs} comparer` } })).toContain('[-deux-]{+2+}')
  await git(dir, 'commit', '-qam', 'autre')
  expect(execFileSync('git', ['log', '-1', '-p', '--ext-diff', '--format='], { cwd: dir, encoding: 'utf8' })).toContain('[-deux-]')
})

interface MergedLine { id: string; line?: number; error?: { type: string }; git_clean: boolean; merged_by: string; clean: boolean; suggested: boolean; text: string; conflicts: { base: string; ours: string; theirs: string; suggestion: string | null; reason: string; confidence: number }[]; ms: number; parse_ms: number }
const lines = <T>(stdout: string) => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as T)

test('should merge a batch, one answer a line in order, bad lines told by their number, with Git and without', async () => {
  const input = [
    JSON.stringify({ id: 'propre', base, ours: begins, theirs: base.replace('Fin', 'La fin') }), 'rien', '', JSON.stringify({ id: 'suggéré', base, ours: begins, theirs: ends }),
    JSON.stringify({ id: 'ouvert', base, ours: clashes, theirs: base.replace('Un deux', 'Un II') }), JSON.stringify({ id: 5, base, ours: 'a\0b', theirs: ends }), JSON.stringify({ id: 6, base, ours: 'x' }),
    JSON.stringify([1]), JSON.stringify({ base, ours: base, theirs: base }), JSON.stringify({ id: 'demi', base, ours: `${base}\ud83d`, theirs: ends }), JSON.stringify({ id: 'même', base, ours: ends, theirs: ends }),
  ].join('\n')
  for (const there of ['git', 'no git'] as const) {
    const { code, stdout, stderr } = await desk.run(['merge-file', '--lot'], { input, git: there })
    expect([code, stderr]).toEqual([1, ''])
    const [clean, bad, suggested, open, binary, partial, list, unnamed, half, same] = lines<MergedLine>(stdout) as [MergedLine, MergedLine, MergedLine, MergedLine, MergedLine, MergedLine, MergedLine, MergedLine, MergedLine, MergedLine]
    const merged_by = there === 'git' ? 'git' : 'lines'
    expect(clean).toEqual({ id: 'propre', git_clean: true, merged_by, clean: true, suggested: false, text: begins.replace('Fin', 'La fin'), conflicts: [], ms: expect.any(Number) as number, parse_ms: expect.any(Number) as number })
    expect(bad).toMatchObject({ line: 2, error: { type: 'line.not_json' } })
    expect(suggested).toMatchObject({ id: 'suggéré', git_clean: false, merged_by, clean: false, suggested: true, text: begins.replace('six sept', 'six 7') })
    expect(suggested.conflicts).toEqual([expect.objectContaining({ suggestion: expect.stringContaining('Un 2') as string, reason: expect.stringContaining('deux changements') as string })])
    expect(open).toMatchObject({ id: 'ouvert', clean: false, suggested: false, text: expect.stringContaining('<<<<<<< ours\n') as string, conflicts: [{ suggestion: null }] })
    expect(binary).toMatchObject({ id: 5, clean: false, suggested: false, text: 'a\0b', conflicts: [{ base, ours: 'a\0b', theirs: ends, suggestion: null }] })
    expect(partial).toMatchObject({ id: 6, line: 7, error: { type: 'line.missing_text' } })
    expect(list).toMatchObject({ line: 8, error: { type: 'line.not_object' } })
    expect(unnamed).toMatchObject({ line: 9, error: { type: 'line.no_id' } })
    // Half a pair has no bytes to give Git, and is never mixed with another text: one or the other, whole, is asked.
    expect(half).toMatchObject({ id: 'demi', merged_by: 'lines', clean: false, suggested: false, conflicts: [{ base, ours: `${base}\ud83d`, theirs: ends, suggestion: null }] })
    expect(same).toMatchObject({ id: 'même', clean: true, text: ends })
  }
})

test('should answer thousands of lines without holding them', async () => {
  const count = 8000
  const child = desk.start(['merge-file', '--lot'], { input: '' })
  const line = (id: number) => `${JSON.stringify({ id, base, ours: begins, theirs: begins, bourre: 'x'.repeat(20_000) })}\n`
  // Written as it is read: 160 million bytes in all.
  const writing = (async () => {
    for (let id = 0; id < count; id += 1) if (!child.stdin!.write(line(id))) await new Promise((resolve) => { child.stdin!.once('drain', resolve) })
    child.stdin!.end()
  })()
  let [seen, rest, most] = [0, '', 0]
  for await (const chunk of child.stdout!.setEncoding('utf8') as AsyncIterable<string>) {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop()!
    for (const part of parts) expect((JSON.parse(part) as MergedLine).id).toBe(seen++)
    if (process.platform === 'linux' && child.exitCode === null) most = Math.max(most, residentMb(child.pid!) ?? 0)
  }
  await writing
  expect(seen).toBe(count)
  expect(most).toBeLessThan(200)
})

function residentMb(pid: number): number | undefined {
  try { return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024 } catch { return undefined }
}

test('should compare a batch: edits that rebuild the new text, HTML, a sentence', async () => {
  const pairs = [{ id: 'a', old: base, new: begins.replace('Titre', 'Titre 🌱') }, { id: 'b', old: '', new: base }, { id: 'c', old: base, new: base }]
  const { code, stdout } = await desk.run(['comparer', '--lot'], { input: `${pairs.map((pair) => JSON.stringify(pair)).join('\n')}\n{"id":"d","old":""}\n` })
  expect(code).toBe(1)
  const answers = lines<{ id: string; edits: { kind: string; old: [number, number]; new: [number, number] }[]; html: string; summary_fr: string; ms: number }>(stdout)
  expect(answers[3]).toMatchObject({ id: 'd', line: 4, error: { type: 'line.missing_text' } })
  for (const [index, pair] of pairs.entries()) {
    const answer = answers[index]!
    let rebuilt = pair.old
    for (const edit of answer.edits.toReversed()) rebuilt = rebuilt.slice(0, edit.old[0]) + pair.new.slice(...edit.new) + rebuilt.slice(edit.old[1])
    expect(rebuilt).toBe(pair.new)
    expect(answer).toMatchObject({ id: pair.id, html: expect.any(String) as string, summary_fr: expect.any(String) as string, ms: expect.any(Number) as number })
  }
  expect(answers[0]!.html).toContain('<ins>')
  expect(answers[2]!.edits).toEqual([])
  expect(await desk.refused(['comparer', '--lot', 'a.md'])).toMatchObject({ code: 2 })
  expect(await desk.refused(['comparer', 'a', 'b', 'c'])).toMatchObject({ code: 2 })
})
