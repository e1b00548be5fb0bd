import path from 'node:path'
import { fileURLToPath } from 'node:url'

const here = path.dirname(fileURLToPath(import.meta.url))

/** The project's root folder, from sources (forge/config.ts) as from the build (dist/forge/config.js). */
export const projectRoot = path.basename(path.dirname(here)) === 'dist' ? path.resolve(here, '../..') : path.resolve(here, '..')

/** The compiled form of a source module, for processes started on it: `compiled('forge/adapters/git/engine/main.ts')`. */
export function compiled(source: string): string {
  return path.join(projectRoot, 'dist', source.replace(/\.ts$/, '.js'))
}
