/** Every kind of history, in the order of the table. */
import { conflicts, merges, octopus } from './branches.js'
import { adaptation, forks, forksPasted } from './forks.js'
import { coAuthors, frontMatter, markup, tablesAndLists, translation, typos } from './forms.js'
import { imports, importsWithSources } from './imports.js'
import { hardMix, moveAndEdit, moves, plainEdits, reflow, revertOfRevert, reverts, rewrites } from './one-file.js'
import { renames, renamesEdited } from './renames.js'
import { cherryPicks, rebases, squashes } from './replays.js'
import type { Scenario } from './scenario.js'
import { copies, copyThenEdit, fileRestored, splits } from './several-files.js'
import { boilerplate } from './stock.js'

export const SCENARIOS: readonly Scenario[] = [
  plainEdits, reflow, moves, reverts, revertOfRevert, fileRestored, markup, typos,
  hardMix, rewrites, moveAndEdit, boilerplate,
  copies, splits, copyThenEdit, forks, forksPasted, adaptation, merges, conflicts, octopus, squashes, cherryPicks, rebases, renames, renamesEdited, imports, importsWithSources,
  coAuthors, tablesAndLists, translation, frontMatter,
]
