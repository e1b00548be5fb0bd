/** `npm run bench -- attribution`: who wrote every word, where the truth is known. See bench/README.md. */
import { existsSync, writeFileSync } from 'node:fs'
import { KNOWN, UNSEEN, type Families } from './family.js'
import { invarianceTable } from './invariance.js'
import { PARTS, type AttributionOptions } from './options.js'
import { realPeople } from './real.js'
import { SCENARIOS } from './scenarios/all.js'
import { grandSpeed, pageSpeed } from './speed.js'
import { measured, type Asked } from './suite.js'
import { scoreTable } from './table.js'
import { referenceIn } from './wikiwho-reference.js'

export interface AttributionBench extends AttributionOptions {
  readonly program: string
  readonly folder: string
  /** Where the bundles of real repositories are. */
  readonly data: string
  note(sentence: string): void
}

export async function benchAttribution(options: AttributionBench): Promise<string> {
  const { only, data, note } = options
  const wants = (part: (typeof PARTS)[number]): boolean => only.length === 0 || only.includes(part)
  const place = { ...options, family: KNOWN }
  const unknown = only.filter((name) => !(PARTS as readonly string[]).includes(name) && !SCENARIOS.some((scenario) => scenario.name === name))
  if (unknown.length > 0) throw new Error(`no part or scenario called ${unknown.join(', ')}; there are ${[...PARTS, ...SCENARIOS.map(({ name }) => name)].join(', ')}`)
  const parts: string[] = []
  if (only.length === 0 || only.some((name) => !(PARTS as readonly string[]).includes(name))) parts.push(await familyTable(options.family === 'unseen' ? UNSEEN : { name: KNOWN.name, of: [KNOWN] }, options))
  if (wants('invariance')) parts.push(`## Same credits\n\n${await invarianceTable(place)}`)
  if (wants('speed')) parts.push(`## Speed\n\n${await pageSpeed(place)}`)
  if (options.grand) parts.push(`## A grand history\n\n${await grandSpeed(place)}`)
  if (wants('real')) {
    if (existsSync(data)) parts.push(`## People of real repositories\n\n${await realPeople({ ...options, data })}`)
    else note(`${data} is not there: people of real repositories are left out.`)
  }
  return parts.join('\n\n')
}

async function familyTable(families: Families, options: AttributionBench): Promise<string> {
  const asksAll = !options.only.some((name) => SCENARIOS.some((scenario) => scenario.name === name))
  const scenarios = SCENARIOS.filter(({ name }) => asksAll || options.only.includes(name))
  const failures: string[] = []
  const asked: Asked = {
    ...options, families, scenarios, withBlame: options.withPeers, originsOf: options.withPeers && options.wikiwho !== undefined ? referenceIn(options.wikiwho) : undefined,
    ...(options.failures !== undefined && { fail: ({ where, path, context, expected, said }) => { failures.push(`${where}, ${path}\n  ${context}\n  true: ${expected}\n  said: ${said}`) } }),
  }
  const { rows, problems, calibration } = await measured(asked)
  if (options.failures !== undefined) writeFileSync(options.failures, `${failures.join('\n')}\n`)
  return [`## Who wrote what: ${families.name}, seeds ${options.seeds.join(', ')}`, scoreTable(rows), 'Whether words are as sure as they are said to be, all scenarios together:', calibration.table(), ...problems.map((problem) => `- ${problem}`)].join('\n\n')
}
