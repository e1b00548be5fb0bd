// npm test: installs what is missing (a browser included), then types, lint, layers and every test. Ends on « N passed, N failed ».
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { buildIfNeeded, install, requireTools, root } from './prepare.mjs'

requireTools()
install()
process.env.COMMUNS_CHROMIUM = chromium()
await buildIfNeeded()

const reports = mkdtempSync(path.join(os.tmpdir(), 'forge-tests-'))
let passed = 0
/** What failed, each with the beginning of its reason: said again at the very end, where somebody who sees only the end looks. */
const failures = []

const run = (command, args) => spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0
const bin = (name) => path.join(root, 'node_modules/.bin', name)

function check(title, command, args) {
  process.stdout.write(`\n— ${title}\n`)
  if (run(command, args)) passed += 1
  else failures.push(title)
}

/** Vitest's own counts; a run that wrote no report, or that failed outside of its tests, is one failure. */
function suite(title, args) {
  process.stdout.write(`\n— ${title}\n`)
  const file = path.join(reports, `${title.replaceAll(/\W+/g, '-')}.json`)
  const fine = run(bin('vitest'), ['run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
  if (!existsSync(file)) { failures.push(`${title}: no report`); return }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  passed += report.numPassedTests
  const fallen = report.testResults.filter(({ status }) => status === 'failed').flatMap(({ name, message, assertionResults }) => {
    const tests = assertionResults.filter(({ status }) => status === 'failed').map(({ fullName, failureMessages }) => `${fullName}\n${failureMessages.join('\n')}`)
    return (tests.length > 0 ? tests : [message]).map((text) => `${path.relative(root, name)}: ${text}`.slice(0, 2000))
  })
  failures.push(...fallen)
  if (!fine && fallen.length === 0) failures.push(`${title}: an error outside of the tests`)
}

check('types', bin('tsc'), ['-p', 'tsconfig.json'])
check('lint', bin('eslint'), ['.'])
check('layers', bin('depcruise'), ['--config', '.dependency-cruiser.cjs', 'content-schema', 'forge', 'web', 'cli'])
suite('unit, property, integration and CLI tests', [])
suite('browser tests', ['--config', 'vitest.browser.config.ts'])

rmSync(reports, { recursive: true, force: true })
for (const failure of failures) process.stdout.write(`\nFAILED ${failure}\n`)
process.stdout.write(`\n${passed} passed, ${failures.length} failed\n`)
process.exitCode = failures.length === 0 ? 0 : 1

/** A Chromium of the system; installed with apt when we may. */
function chromium() {
  const known = [process.env.COMMUNS_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']
  const found = () => known.find((file) => file && existsSync(file))
  if (found()) return found()
  const root_ = process.getuid?.() === 0
  if (root_ && spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0) {
    process.stderr.write('Installation de Chromium pour les essais dans un navigateur…\n')
    run('apt-get', ['update', '-qq'])
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    if (found()) return found()
  }
  process.stderr.write('Les essais dans un navigateur demandent Chromium : installez-le (Debian : apt install chromium) ou donnez son chemin dans COMMUNS_CHROMIUM.\n')
  process.exit(1)
}
