/** How long it takes: a page of 146 revisions, one more; and, on demand, a history of ten thousand versions and 3 500 people. */
import { execFile } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { quantile, table } from '../prose/figures.js'
import { keyOf, type Said } from './answer.js'
import type { Family } from './family.js'
import { grade } from './grade.js'
import { withFile } from './page.js'
import { print } from './print.js'
import { aside, merge } from './scenarios/branches.js'
import { revise } from './scenarios/scenario.js'
import { Story } from './story.js'
import { usage } from './usage.js'

const run = promisify(execFile)
type Place = { readonly program: string; readonly folder: string; readonly family: Family; note(sentence: string): void }

/** 146 versions of one page, about 8 500 words at the end. */
function longPage(family: Family, seed: number): Story {
  const story = new Story({ ...family, blocks: [160, 165], gestures: [1, 4] }, seed, 0)
  const FICHE = 'README.md'
  story.begin(FICHE)
  const grows = { words: 3, 'add paragraph': 2, 'add sentence': 1, 'move block': 0.5, 'rewrite sentence': 1, 'remove sentence': 0.3 }
  const shrinks = { words: 3, 'remove sentence': 2, 'remove block': 0.5, 'move block': 0.5, 'rewrite sentence': 1 }
  while (story.tip!.number < 145) revise(story, FICHE, print(story.page(FICHE)).truth.length < 8500 ? grows : shrinks)
  return story
}

interface Timed { cpuMs: number; wallMs: number; oneMoreCpuMs: number; oneMoreWallMs: number }

/** In a process of its own each time, so that nothing is warm: the door of the engine over the history reader of the command line. */
const DOOR = `
const [engine, reader, repository] = process.argv.slice(-3)
const { attribute, AttributionMemory } = await import(engine)
const { openHistory } = await import(reader)
const timed = async (work) => { const cpu = process.cpuUsage(), start = performance.now(); await work(); const { user, system } = process.cpuUsage(cpu); return [(user + system) / 1000, performance.now() - start] }
let history = await openHistory(repository)
const at = history.at
const before = history.commits().find(({ oid }) => oid === at).parents[0]
history.close()
const [cpuMs, wallMs] = await timed(async () => { history = await openHistory(repository); await attribute(history, { at }) })
const memory = new AttributionMemory()
await attribute(history, { at: before, memory })
const [oneMoreCpuMs, oneMoreWallMs] = await timed(() => attribute(history, { at, memory }))
history.close()
console.log(JSON.stringify({ cpuMs, wallMs, oneMoreCpuMs, oneMoreWallMs }))
`

export async function pageSpeed({ program, folder, family, note }: Place, rounds = 5): Promise<string> {
  const story = longPage(family, 7)
  const repository = path.join(folder, 'page.git')
  mkdirSync(repository)
  story.writeTo(repository)
  const words = print(story.page('README.md')).truth.length
  const modules = ['../forge/attribution/provenance.js', './history/open.js'].map((each) => pathToFileURL(path.join(path.dirname(program), each)).href)
  const runs: Timed[] = []
  const whole: { cpuMs: number; wallMs: number; peakMb: number }[] = []
  for (let round = 0; round < rounds; round++) {
    runs.push(JSON.parse((await run(process.execPath, ['--input-type=module', '-e', DOOR, '--', ...modules, repository])).stdout) as Timed)
    whole.push(await usage(program, ['attribution', repository, '--json'], folder))
  }
  note('speed: done')
  const spread = (list: readonly number[]) => `${quantile(list, 0.5).toFixed(0)} (${Math.min(...list).toFixed(0)}–${Math.max(...list).toFixed(0)})`
  return `A page of ${story.tip!.number + 1} revisions and ${words} words, ${rounds} processes each, milliseconds, median (least–most):\n\n${table(['what', 'target', 'processor', 'clock'], [
    ['history read and attributed, cold', '500', spread(runs.map(({ cpuMs }) => cpuMs)), spread(runs.map(({ wallMs }) => wallMs))],
    ['one more version, remembering', '50', spread(runs.map(({ oneMoreCpuMs }) => oneMoreCpuMs)), spread(runs.map(({ oneMoreWallMs }) => oneMoreWallMs))],
    ['`communs attribution --json`, whole process', '–', spread(whole.map(({ cpuMs }) => cpuMs)), spread(whole.map(({ wallMs }) => wallMs))],
  ])}`
}

/** Ten thousand versions of 400 fiches by 3 500 people, branches and merges among them. */
function grandStory(family: Family): Story {
  const story = new Story({ ...family, people: 3500, blocks: [8, 14] }, 9, 0)
  const files = Array.from({ length: 400 }, (_, i) => `fiches/${i % 20}/fiche-${i}.md`)
  let turn = 0
  // Everyone writes once before anybody writes twice.
  const by = () => { turn++; return turn <= story.people.length ? story.people[turn - 1]! : story.luck.of(story.people) }
  for (const file of files) story.write({ by: by() }, (tree, pens) => withFile(tree, file, pens(file).fiche()))
  // Some fiches are much livelier than others.
  const anywhere = () => { revise(story, files[Math.floor(files.length * story.luck.next() ** 2)]!, { words: 5, 'add sentence': 2, 'add paragraph': 0.5, 'move block': 0.5, 'rewrite sentence': 1.5, 'remove sentence': 1, 'remove block': 0.3 }, { by: by() }) }
  while (story.tip!.number < 9_990) {
    const branch = aside(story, 2, anywhere)
    for (let i = 0; i < 9; i++) anywhere()
    merge(story, [branch])
  }
  while (story.tip!.number < 9_999) anywhere()
  return story
}

export async function grandSpeed({ program, folder, family, note }: Place): Promise<string> {
  note('telling 10 000 versions…')
  const story = grandStory(family)
  const repository = path.join(folder, 'grand.git')
  mkdirSync(repository)
  story.writeTo(repository)
  note('asking who wrote them…')
  const { stdout, cpuMs, wallMs, peakMb } = await usage(program, ['attribution', repository, '--json'], folder)
  rmSync(repository, { recursive: true, force: true })
  const { files, people } = JSON.parse(stdout) as { files: { path: string; tokens: { commit: string; path: string; authors: { name: string; email: string }[] }[] }[]; people: unknown[] }
  const grades = grade(story.tip!, new Map(files.map(({ path: file, tokens }) => [file, tokens.map(({ commit, path: born, authors }): Said => ({ authors: authors.map(keyOf), commit, path: born }))])), { stockToo: false })
  return table(['versions', 'files', 'people listed', 'words', 'author right', 'processor s', 'clock s (target 300)', 'peak MB'], [[String(story.tip!.number + 1), String(files.length), String(people.length), String(grades.words), `${(grades.author / grades.words * 100).toFixed(2)} %`, (cpuMs / 1000).toFixed(0), (wallMs / 1000).toFixed(0), String(peakMb)]])
}
