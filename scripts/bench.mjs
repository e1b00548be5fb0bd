// npm run bench -- attribution | kills | transport | pages | real | passages | prose | review: builds, bundles the bench and runs it. Options follow (see bench/README.md).
import { buildIfNeeded, install, requireTools, root } from './prepare.mjs'
import { build } from 'esbuild'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

requireTools()
install()
await buildIfNeeded()
// Not in dist/, which somebody's build may replace meanwhile.
const outdir = path.join(root, 'node_modules/.cache/bench')
await build({
  entryPoints: [path.join(root, 'bench/main.ts'), path.join(root, 'bench/transport/load.ts')], outdir, outbase: path.join(root, 'bench'), bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20', logLevel: 'warning',
})
const { main } = await import(pathToFileURL(path.join(outdir, 'main.js')).href)
process.exitCode = await main(process.argv.slice(2), root)
