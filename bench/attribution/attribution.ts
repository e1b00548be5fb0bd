/** `npm run bench -- attribution`: who wrote every word, where the truth is known. See bench/README.md. */
import { writeFileSync } from 'node:fs'
import { KNOWN, type Family } from './family.js'
import type { AttributionOptions } from './options.js'
import { SCENARIOS } from './scenarios/all.js'
import { measured, type Asked } from './suite.js'
import { scoreTable } from './table.js'
import { referenceIn } from './wikiwho-reference.js'

export interface AttributionBench extends AttributionOptions {
  readonly program: string
  readonly folder: string
  note(sentence: string): void
}

export async function benchAttribution(options: AttributionBench): Promise<string> {
  const parts: string[] = []
  for (const family of [KNOWN]) parts.push(await familyTable(family, options))
  return parts.join('\n\n')
}

async function familyTable(family: Family, options: AttributionBench): Promise<string> {
  const scenarios = SCENARIOS.filter(({ name }) => options.only.length === 0 || options.only.includes(name))
  const failures: string[] = []
  const asked: Asked = {
    ...options, family, scenarios, withBlame: options.withPeers, originsOf: options.withPeers && options.wikiwho !== undefined ? referenceIn(options.wikiwho) : undefined,
    ...(options.failures !== undefined && { fail: ({ where, path, context, expected, said }) => { failures.push(`${where}, ${path}\n  ${context}\n  true: ${expected}\n  said: ${said}`) } }),
  }
  const { rows, problems } = await measured(asked)
  if (options.failures !== undefined) writeFileSync(options.failures, `${failures.join('\n')}\n`)
  return [`## ${family.name}: seeds ${options.seeds.join(', ')}`, scoreTable(rows), ...problems.map((problem) => `- ${problem}`)].join('\n\n')
}
