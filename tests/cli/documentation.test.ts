import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandsFor } from '../../cli/commands/index.js'
import { programOf } from '../../cli/main.js'
import { openTerminal } from '../../cli/terminal.js'
import { compiled, projectRoot } from '../../forge/config.js'
import { createToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { aDesk, type Desk } from './communs.js'

const page = readFileSync(path.join(projectRoot, 'docs/LIGNE-DE-COMMANDE.md'), 'utf8')

/** The part of the page under a command's heading, sub-commands included. */
function sectionOf(name: string): string | undefined {
  const heading = new RegExp(`^#{2,3} ${name}(?: \\(([a-z ]+)\\))?$`, 'm').exec(page)
  if (!heading) return undefined
  const level = /^#+/.exec(heading[0])![0]
  const rest = page.slice(heading.index + heading[0].length)
  const end = new RegExp(`^#{2,${level.length}} `, 'm').exec(rest)
  return heading[0] + rest.slice(0, end?.index)
}

const leaves = (command: Command, above = ''): [string, Command][] => command.commands.flatMap((child) => {
  const name = above === '' ? child.name() : `${above} ${child.name()}`
  return child.commands.length > 0 ? leaves(child, name) : [[name, child] as [string, Command]]
})

test('should give every command a heading with its English name, and mention every option', async () => {
  const program = programOf(await commandsFor(undefined), { terminal: openTerminal(), exitWith: () => undefined })
  const commands = leaves(program)
  expect(commands.length).toBeGreaterThan(15)
  for (const [name, command] of commands) {
    const section = sectionOf(name)
    expect(section, `heading of ${name}`).toBeDefined()
    for (const alias of command.aliases()) expect(section!.split('\n')[0], `English name of ${name}`).toContain(alias)
    for (const option of command.options) expect(section, `${name} ${option.long}`).toContain(`\`${option.long}\``)
    expect(command.options.map(({ long }) => long), `${name} --json`).toContain('--json')
  }
  // Nothing is described that is not there.
  const known = new Set(commands.flatMap(([, command]) => command.options.map(({ long }) => long)).concat('--help', '--version'))
  for (const [, option] of page.matchAll(/`(--[a-z-]+)`/g)) expect(known, option).toContain(option)
  // The word that loads a command is the word it answers to.
  for (const command of program.commands) for (const name of [command.name(), ...command.aliases()]) {
    const alone = programOf(await commandsFor(name), { terminal: openTerminal(), exitWith: () => undefined })
    expect(alone.commands.map((each) => each.name())).toEqual([command.name()])
  }
})

let desk: Desk
let forge: TestForge
let environment: NodeJS.ProcessEnv

beforeAll(async () => {
  desk = aDesk()
  forge = await aForge()
  const { url } = await forge.serve()
  const lou = (await forge.person('lou', { displayName: 'Lou Vasseur' })).person
  await forge.community('cooperation', [lou])
  await forge.resource({ by: lou, slug: 'le-tour-de-meteo', owner: 'cooperation' })
  const programs = path.join(desk.dir, 'programs')
  mkdirSync(programs)
  writeFileSync(path.join(programs, 'communs'), `#!/bin/sh\nexec "${process.execPath}" "${compiled('cli/main.ts')}" "$@"\n`, { mode: 0o755 })
  writeFileSync(path.join(desk.dir, 'fiche.md'), shortFiche('Un rituel d’accueil'))
  environment = {
    PATH: `${programs}:${process.env.PATH}`, HOME: desk.dir, XDG_CONFIG_HOME: path.join(desk.dir, 'settings'), GIT_CONFIG_GLOBAL: path.join(desk.dir, 'gitconfig'), GIT_CONFIG_NOSYSTEM: '1',
    FORGE: url, COMMUNS_JETON: await createToken(forge.deps, lou, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined }),
  }
})
afterAll(async () => {
  await forge.close()
  desk.clear()
})

test('should run every example marked as executed, in the order of the page', async () => {
  const examples = [...page.matchAll(/^```sh exécuté\n([^]*?)^```$/gm)].map(([, script]) => script!)
  expect(examples.length).toBeGreaterThan(10)
  for (const script of examples) {
    const { stderr } = await promisify(execFile)('sh', ['-eu', '-c', script], { cwd: desk.dir, env: environment })
    expect(stderr, script).toBe('')
  }
}, 120_000)
