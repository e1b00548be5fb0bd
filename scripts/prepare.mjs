// What `npm start` and `npm test` share: a recent enough Node, the packages of the lock file, a fresh build. Only built-in modules here:
// it runs on a clone where nothing is installed yet.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => path.join(root, ...parts)
const say = (sentence) => { process.stderr.write(`${sentence}\n`) }

export function requireTools() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Il faut Node 20.19 ou plus récent (ici ${process.versions.node}). Installez-le depuis https://nodejs.org puis recommencez.`)
    process.exit(1)
  }
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' })
  const [, gitMajor, gitMinor] = /(\d+)\.(\d+)/.exec(git.stdout ?? '') ?? []
  if (git.status !== 0 || Number(gitMajor) < 2 || (Number(gitMajor) === 2 && Number(gitMinor) < 39)) {
    say(`Il faut Git 2.39 ou plus récent${git.status === 0 ? ` (ici ${git.stdout.trim()})` : ''}. Sous Debian : apt install git`)
    process.exit(1)
  }
}

/** Installs the lock file's packages unless they are there already for this Node. */
export function install() {
  const stamp = at('node_modules/.forge-stamp')
  const wanted = createHash('sha256').update(readFileSync(at('package-lock.json'))).update(process.versions.modules).update(process.arch).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installation des paquets (une à trois minutes la première fois)…')
  // Not `npm ci`: it refuses a lock file that lacks optional packages which were never published (some systems' builds of the
  // libgit2 binding; isomorphic-git reads there). `--no-save` installs what the lock says and leaves it as it is.
  const npm = (...args) => spawnSync('npm', [...args, '--loglevel=error'], { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' }).status === 0
  // Compiled for another Node, or an install stopped half-way: npm finds nothing to do, and the package does not load.
  const isCompiled = () => spawnSync(process.execPath, ['-e', "new (require('better-sqlite3'))(':memory:')"], { cwd: root, stdio: 'ignore' }).status === 0
  const isDone = npm('install', '--no-save', '--no-audit', '--no-fund') && (isCompiled() || (npm('rebuild', 'better-sqlite3') && isCompiled()))
  if (!isDone) {
    const missing = ['python3', 'make', 'g++'].filter((tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status !== 0)
    if (missing.length > 0) {
      say(`\nL’installation a échoué. Le paquet better-sqlite3 n’a pas de version toute prête pour ce système et doit être compilé, or il manque : ${missing.join(', ')}.`)
      say('Sous Debian ou Ubuntu : apt install python3 make g++     Sous macOS : xcode-select --install')
    } else say('\nL’installation a échoué : le message de npm ci-dessus dit pourquoi.')
    process.exit(1)
  }
  mkdirSync(path.dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function newest(folder) {
  if (!existsSync(folder)) return 0
  if (!statSync(folder).isDirectory()) return statSync(folder).mtimeMs
  return Math.max(statSync(folder).mtimeMs, ...readdirSync(folder).map((name) => newest(path.join(folder, name))))
}

/** Builds dist/ unless it is newer than every source. */
export async function buildIfNeeded() {
  const stamp = at('dist/.built')
  const sources = ['content-schema', 'forge', 'web', 'cli', 'scripts/build.mjs', 'package-lock.json'].map((name) => newest(at(name)))
  if (existsSync(stamp) && statSync(stamp).mtimeMs > Math.max(...sources)) return
  const { buildAll } = await import('./build.mjs')
  await buildAll()
}
