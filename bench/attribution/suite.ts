/** Every scenario, wrap and seed: told, written, asked of everybody, graded. */
import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { ours, type Answer } from './answer.js'
import { blame, BLAME, BLAME_COPIES } from './blame.js'
import { Calibration } from './calibration.js'
import type { Families, Family } from './family.js'
import { reached } from './git-objects.js'
import { added, grade, noGrades, peopleProblems, type Failure, type Grades } from './grade.js'
import type { Scenario } from './scenarios/scenario.js'
import { Story } from './story.js'
import { wikiWho, type OriginsOf } from './wikiwho.js'

export const PROGRAMS = ['ours', 'blame -w', 'blame -w -M -C -C -C', 'WikiWho'] as const
export type Program = (typeof PROGRAMS)[number]

export interface Row { readonly scenario: Scenario; readonly wrap: number; readonly grades: Readonly<Record<Program, Grades | undefined>> }

export interface Asked {
  readonly program: string
  readonly folder: string
  readonly families: Families
  readonly scenarios: readonly Scenario[]
  readonly seeds: readonly number[]
  /** Undefined: WikiWho is left out. */
  readonly originsOf: OriginsOf | undefined
  readonly withBlame: boolean
  readonly fail?: (failure: Failure & { readonly where: string }) => void
  note(sentence: string): void
}

export const WRAPS = [0, 80] as const

/** A story of its own for each scenario, seed and wrap. */
export function told(scenario: Scenario, family: Family, seed: number, wrap: number): Story {
  const own = [...scenario.name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7 + wrap)
  const story = new Story(family, (seed * 1_000_003 + own) >>> 0, wrap)
  scenario.tell(story)
  return story
}

export async function measured(asked: Asked): Promise<{ rows: Row[]; problems: string[]; calibration: Calibration }> {
  const families = asked.families.of
  const rows: Row[] = []
  const problems: string[] = []
  const calibration = new Calibration()
  for (const scenario of asked.scenarios) {
    for (const wrap of WRAPS) {
      const grades: Record<Program, Grades | undefined> = { ours: undefined, 'blame -w': undefined, 'blame -w -M -C -C -C': undefined, WikiWho: undefined }
      for (const [i, seed] of asked.seeds.entries()) {
        const story = told(scenario, families[i % families.length]!, seed, wrap)
        const tip = story.tip!
        const where = `${scenario.name}, ${wrap === 0 ? 'unwrapped' : `wrapped at ${wrap}`}, seed ${seed}`
        const repository = path.join(asked.folder, `${scenario.name}-${wrap}-${seed}.git`)
        mkdirSync(repository, { recursive: true })
        story.writeTo(repository)
        const note = (program: Program, answer: Answer, fail?: (failure: Failure) => void) => {
          const sure = (confidence: number, isRight: boolean) => { calibration.note(confidence, isRight) }
          grades[program] = added(grades[program] ?? noGrades(), grade(tip, answer, { stockToo: scenario.isAboutStock === true, sure, ...(fail && { fail }) }))
        }
        const said = await ours(asked.program, repository)
        note('ours', said.answer, asked.fail && ((failure) => asked.fail?.({ ...failure, where })))
        problems.push(...peopleProblems(tip, said.people).map((problem) => `${where}: ${problem}`))
        if (i === 0 && wrap === 0 && (await ours(asked.program, repository)).json !== said.json) problems.push(`${where}: two runs, two answers`)
        if (asked.withBlame) {
          const versions = new Map(reached([tip]).map((version) => [version.oid, version]))
          note('blame -w', await blame(repository, tip, versions, BLAME))
          note('blame -w -M -C -C -C', await blame(repository, tip, versions, BLAME_COPIES))
        }
        if (asked.originsOf) note('WikiWho', await wikiWho(tip, asked.originsOf))
        rmSync(repository, { recursive: true, force: true })
      }
      rows.push({ scenario, wrap, grades })
      const got = grades.ours!
      asked.note(`${scenario.name}, ${wrap === 0 ? 'unwrapped' : wrap}: ${(got.author / got.words * 100).toFixed(2)} %`)
    }
  }
  return { rows, problems, calibration }
}
