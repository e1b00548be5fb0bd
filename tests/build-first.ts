import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** Child processes (the Git engine, the CLI) run from dist/: it is rebuilt before any test. */
export function setup(): void {
  execFileSync(process.execPath, [path.join(import.meta.dirname, '../scripts/build.mjs')], { stdio: 'inherit' })
}
