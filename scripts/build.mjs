// Builds dist/: the server and the CLI file by file (stack traces keep their place), the islands and styles bundled for browsers.
// All of it is made in a folder aside that then takes the place of dist/: whoever runs meanwhile never meets half a build.
import { build, stop } from 'esbuild'
import { cp, link, readdir, rm, mkdir, chmod } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => path.join(root, ...parts)

async function sources(folder, wanted = (name) => name.endsWith('.ts')) {
  if (!existsSync(at(folder))) return []
  const entries = await readdir(at(folder), { recursive: true, withFileTypes: true })
  return entries.filter((e) => e.isFile() && wanted(e.name)).map((e) => path.join(e.parentPath, e.name))
}

/** Compiles everything into dist/. Takes about a second; safe to run at any time, several times at once, while dist/ is in use. */
export async function buildAll() {
  const aside = at(`.dist-${process.pid}-${Date.now()}`)
  try {
    await mkdir(aside)
    // First: a source that changes during the build is newer than its stamp.
    writeFileSync(path.join(aside, '.built'), '')
    await buildModules(aside)
    await buildAssets(path.join(aside, 'assets'))
    await keepFormerAssets(path.join(aside, 'assets'))
    replaceBuild(aside)
  } finally {
    // Its service (250 MB) would otherwise stay as long as the forge that was started after the build.
    await stop()
    await rm(aside, { recursive: true, force: true })
  }
}

async function buildModules(out) {
  const files = (await Promise.all(['content-schema', 'forge', 'web/pages', 'web/messages', 'cli'].map((f) => sources(f)))).flat()
  if (existsSync(at('web/html.ts'))) files.push(at('web/html.ts'))
  await build({ entryPoints: files, outdir: out, outbase: root, format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })
  if (existsSync(path.join(out, 'cli/main.js'))) await chmod(path.join(out, 'cli/main.js'), 0o755)
}

/** Pages that a running server has made name the assets of its own build: those stay a day. Their names hold their content's hash. */
async function keepFormerAssets(out) {
  const former = at('dist/assets')
  for (const file of await sources('dist/assets', () => true)) {
    const kept = path.join(out, path.relative(former, file))
    try {
      if (existsSync(kept) || Date.now() - statSync(file).mtimeMs > 24 * 3600_000) continue
      await mkdir(path.dirname(kept), { recursive: true })
      await link(file, kept)
    } catch { /* somebody else's build took its place meanwhile */ }
  }
}

/** Puts a finished build in the place of dist/ by two renames. Builds that end at the same moment follow one another. */
function replaceBuild(fresh) {
  for (let attempt = 1; ; attempt++) {
    const former = `${fresh}-former-${attempt}`
    try { renameSync(at('dist'), former) } catch (error) { if (error.code !== 'ENOENT') throw error }
    try {
      renameSync(fresh, at('dist'))
      break
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code) || attempt === 100) throw error
    } finally { rmSync(former, { recursive: true, force: true }) }
  }
  // What a killed build left.
  for (const name of readdirSync(root).filter((each) => each.startsWith('.dist-'))) {
    const left = statSync(at(name), { throwIfNoEntry: false })
    if (left && Date.now() - left.mtimeMs > 3600_000) rmSync(at(name), { recursive: true, force: true })
  }
}

/** Browser assets: every web/islands/<name>.ts is an entry; web/styles/<name>.css too. Names carry their content's hash; manifest.json maps. */
async function buildAssets(out) {
  await mkdir(out, { recursive: true })
  const islands = (await sources('web/islands', (n) => n.endsWith('.ts') && !n.endsWith('.d.ts'))).filter((f) => path.dirname(f) === at('web/islands'))
  const styles = (await sources('web/styles', (n) => n.endsWith('.css'))).filter((f) => path.dirname(f) === at('web/styles'))
  const manifest = {}
  if (islands.length + styles.length > 0) {
    const result = await build({
      entryPoints: [...islands, ...styles], outdir: out, outbase: at('web'), bundle: true, splitting: true, minify: true, format: 'esm',
      target: ['es2022'], entryNames: '[dir]/[name]-[hash]', assetNames: 'files/[name]-[hash]', chunkNames: 'chunks/[name]-[hash]',
      loader: { '.woff2': 'file', '.svg': 'file' }, metafile: true, logLevel: 'warning', legalComments: 'none', tsconfig: at('tsconfig.json'),
      conditions: ['production', 'browser'],
    })
    for (const [file, meta] of Object.entries(result.metafile.outputs)) {
      if (!meta.entryPoint) continue
      const entry = path.relative('web', meta.entryPoint).replace(/\.ts$/, '.js')
      manifest[entry] = path.relative(out, path.join(root, path.relative(root, path.resolve(file))))
    }
  }
  for (const file of await sources('web/static', () => true)) {
    const bytes = readFileSync(file)
    const rel = path.relative(at('web'), file)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 8)
    const target = rel.replace(/(\.[^.]+)$/, `-${hash}$1`)
    await mkdir(path.dirname(path.join(out, target)), { recursive: true })
    await cp(file, path.join(out, target))
    manifest[rel] = target
  }
  writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 2))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAll()
