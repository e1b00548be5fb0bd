// Builds dist/: the server and the CLI file by file (stack traces keep their place), the islands and styles bundled for browsers.
import { build } from 'esbuild'
import { cp, readdir, rm, mkdir, chmod } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => path.join(root, ...parts)

async function sources(folder, wanted = (name) => name.endsWith('.ts')) {
  if (!existsSync(at(folder))) return []
  const entries = await readdir(at(folder), { recursive: true, withFileTypes: true })
  return entries.filter((e) => e.isFile() && wanted(e.name)).map((e) => path.join(e.parentPath, e.name))
}

/** Compiles everything into dist/. Takes about a second; safe to run at any time. */
export async function buildAll() {
  const files = (await Promise.all(['content-schema', 'forge', 'web/pages', 'web/messages', 'cli'].map((f) => sources(f)))).flat()
  if (existsSync(at('web/html.ts'))) files.push(at('web/html.ts'))
  await build({ entryPoints: files, outdir: at('dist'), outbase: root, format: 'esm', platform: 'node', target: 'node20', sourcemap: true, logLevel: 'warning' })
  if (existsSync(at('dist/cli/main.js'))) await chmod(at('dist/cli/main.js'), 0o755)
  await buildAssets()
}

/** Browser assets: every web/islands/<name>.ts is an entry; web/styles/<name>.css too. Names carry their content's hash; manifest.json maps. */
async function buildAssets() {
  const out = at('dist/assets')
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  const islands = await sources('web/islands', (n) => n.endsWith('.ts') && !n.endsWith('.d.ts'))
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
