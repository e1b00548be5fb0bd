import type { Oid, TreeMerge, UnsettledFile } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import type { GitEngine } from './engine.js'

/**
 * Merges two commits' trees by merge-ort, without a work tree. Criss-cross histories are merged by Git from a merged base;
 * unrelated ones as if their base were empty, so that only files both have, differently, are left to a person.
 */
export async function mergeTrees(engine: GitEngine, dir: string, ours: Oid, theirs: Oid): Promise<TreeMerge> {
  const { code, stdout, stderr } = await engine.run(
    ['merge-tree', '--write-tree', '-z', '--no-messages', '--allow-unrelated-histories', ours, theirs],
    // A folder guessed to be renamed would move files nobody moved.
    { repoDir: dir, config: ['merge.directoryRenames=false', 'merge.conflictStyle=merge', 'merge.renames=true'] },
  )
  // Exit code 1 is both "conflicts" and "no such commit"; only the first says a tree.
  if ((code !== 0 && code !== 1) || stdout.length === 0) {
    if (/not something we can merge|could not (parse|read)|bad object|not a valid/i.test(stderr)) throw new ForgeError('not_found', 'git.commit_missing')
    throw new Error(`git merge-tree: ${stderr.trim()}`)
  }
  return parseMergeTree(stdout, code === 0 ? 0 : 1)
}

/** Reads `git merge-tree -z --no-messages`: the tree, then one `mode oid stage TAB path` for each unsettled side. */
export function parseMergeTree(output: Buffer, code: 0 | 1): TreeMerge {
  const [tree = '', ...lines] = output.toString('utf8').split('\0')
  if (!/^[0-9a-f]{40}$/.test(tree)) throw new Error('git merge-tree: no tree')
  if (code === 0) return { kind: 'clean', tree }
  const files = new Map<string, { -readonly [side in keyof UnsettledFile]: UnsettledFile[side] }>()
  for (const line of lines) {
    const match = /^\d{6} ([0-9a-f]{40}) ([123])\t([\s\S]+)$/.exec(line)
    if (!match) continue
    const path = match[3] as string
    const file = files.get(path) ?? { path, base: undefined, ours: undefined, theirs: undefined }
    file[match[2] === '1' ? 'base' : match[2] === '2' ? 'ours' : 'theirs'] = match[1]
    files.set(path, file)
  }
  return { kind: 'conflicts', tree, files: [...files.values()] }
}
