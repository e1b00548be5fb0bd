// npm start: installs what is missing, builds what changed, migrates and serves. Options after `--`: --port N --donnees DIR --vide
import { buildIfNeeded, install, requireTools, root } from './prepare.mjs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

requireTools()
install()
await buildIfNeeded()
const { main } = await import(pathToFileURL(path.join(root, 'dist/cli/main.js')).href)
process.exitCode = await main(['servir', ...process.argv.slice(2)])
