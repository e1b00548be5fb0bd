/** Object ids as Git computes them, so that a message can name a commit before any is written; then `git fast-import`, which must agree. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { print } from './print.js'
import type { Page, Person, Tree, Version } from './page.js'

const env = { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }

const objectId = (type: string, content: Buffer): string => createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex')

export const textOf = (file: Page | string): string => (typeof file === 'string' ? file : print(file).text)

const blobs = new WeakMap<Page, string>()
export function blobId(file: Page | string): string {
  if (typeof file === 'string') return objectId('blob', Buffer.from(file))
  const id = blobs.get(file) ?? objectId('blob', Buffer.from(textOf(file)))
  blobs.set(file, id)
  return id
}

function treeId(files: readonly (readonly [string, string])[]): string {
  const entries: { name: string; mode: string; id: string }[] = []
  const folders = new Map<string, [string, string][]>()
  for (const [file, id] of files) {
    const at = file.indexOf('/')
    if (at < 0) { entries.push({ name: file, mode: '100644', id }); continue }
    const folder = folders.get(file.slice(0, at)) ?? []
    folders.set(file.slice(0, at), folder)
    folder.push([file.slice(at + 1), id])
  }
  for (const [name, inside] of folders) entries.push({ name, mode: '40000', id: treeId(inside) })
  // Git sorts a folder as if its name ended with a slash.
  const sorted = entries.map((entry) => ({ entry, key: Buffer.from(entry.mode === '40000' ? `${entry.name}/` : entry.name) })).sort((a, b) => Buffer.compare(a.key, b.key))
  return objectId('tree', Buffer.concat(sorted.flatMap(({ entry }) => [Buffer.from(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.id, 'hex')])))
}

const signature = ({ name, email }: Person, at: number): string => `${name} <${email}> ${at} +0100`

export function commitId(version: Omit<Version, 'oid'>): string {
  const tree = treeId([...version.tree].map(([file, content]) => [file, blobId(content)]))
  const head = [`tree ${tree}`, ...version.parents.map(({ oid }) => `parent ${oid}`), `author ${signature(version.author, version.at)}`, `committer ${signature(version.committer, version.at)}`]
  return objectId('commit', Buffer.from(`${head.join('\n')}\n\n${version.message}\n`))
}

/** Everything the refs reach, parents first. */
export function reached(tips: Iterable<Version>): Version[] {
  const seen = new Set<Version>()
  const waiting = [...tips]
  for (let version = waiting.pop(); version; version = waiting.pop()) if (!seen.has(version)) { seen.add(version); waiting.push(...version.parents) }
  return [...seen].sort((a, b) => a.number - b.number)
}

/** Writes a bare repository with these refs and what they reach; `HEAD` is `refs/heads/main`. Throws when Git finds other object ids. */
export function writeRepository(folder: string, refs: ReadonlyMap<string, Version>): void {
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', folder], { env })
  const versions = reached(refs.values())
  const pieces: Buffer[] = []
  const say = (text: string) => { pieces.push(Buffer.from(text)) }
  const data = (text: string) => { const bytes = Buffer.from(text); say(`data ${bytes.length}\n`); pieces.push(bytes); say('\n') }
  const marks = new Map<string, number>()
  const numbers = new Map(versions.map((version, i) => [version, i + 1]))
  let mark = versions.length
  versions.forEach((version, i) => {
    const first = version.parents[0]
    const changed = [...version.tree].filter(([file, content]) => first?.tree.get(file) !== content)
    for (const [, content] of changed) {
      const id = blobId(content)
      if (marks.has(id)) continue
      marks.set(id, ++mark)
      say(`blob\nmark :${mark}\n`)
      data(textOf(content))
    }
    say(`commit refs/build/${first ? 'any' : `root-${i}`}\nmark :${i + 1}\nauthor ${signature(version.author, version.at)}\ncommitter ${signature(version.committer, version.at)}\n`)
    data(`${version.message}\n`)
    version.parents.forEach((parent, j) => { say(`${j === 0 ? 'from' : 'merge'} :${numbers.get(parent)!}\n`) })
    for (const file of goneFrom(first?.tree, version.tree)) say(`D ${file}\n`)
    for (const [file, content] of changed) say(`M 100644 :${marks.get(blobId(content))!} ${file}\n`)
    say('\n')
  })
  for (const [ref, version] of refs) say(`reset ${ref}\nfrom :${numbers.get(version)!}\n\n`)
  const exported = path.join(folder, 'marks')
  execFileSync('git', ['fast-import', '--quiet', `--export-marks=${exported}`], { cwd: folder, env, input: Buffer.concat(pieces), maxBuffer: 2 ** 28 })
  const built = execFileSync('git', ['for-each-ref', '--format=delete %(refname)', 'refs/build/'], { cwd: folder, env })
  execFileSync('git', ['update-ref', '--stdin'], { cwd: folder, env, input: built })
  for (const line of readFileSync(exported, 'utf8').split('\n')) {
    const [, number, oid] = /^:(\d+) (\w+)$/.exec(line) ?? []
    const version = versions[Number(number) - 1]
    if (version && version.oid !== oid) throw new Error(`version ${version.number} is ${oid!} for Git, ${version.oid} here`)
  }
}

const goneFrom = (before: Tree | undefined, after: Tree): string[] => [...(before?.keys() ?? [])].filter((file) => !after.has(file))
