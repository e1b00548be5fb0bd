import { ForgeError } from '../../domain/errors.js'

const longestPath = 4096
const longestSegment = 255
const loneSurrogate = /\p{Surrogate}/u

/** Characters that HFS+ leaves out when it compares names: `.g\u200cit` is `.git` on a Mac (Git CVE-2014-9390). */
 
const ignoredByHfs = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g

/** Whether some file system takes this name for `.git` (as Git's verify_path, with protectHFS and protectNTFS). */
function isDotGit(segment: string): boolean {
  const plain = segment.replace(ignoredByHfs, '').toLowerCase()
  // NTFS drops trailing dots and spaces, and what follows a colon names a stream; git~1 is the short form.
  const ntfs = (plain.split(':')[0] ?? '').replace(/[. ]+$/, '')
  return plain === '.git' || ntfs === '.git' || ntfs === 'git~1'
}

/** Files that Git itself reads from a work tree with consequences for who checks it out. */
function isGitFile(segment: string): boolean {
  const plain = segment.replace(ignoredByHfs, '').toLowerCase().replace(/[. ]+$/, '')
  return plain === '.gitmodules' || /^gi7eba~\d$/.test(plain) || /^gitmod~\d$/.test(plain)
}

/** Why a path may not be written, in a word; undefined when it may. */
export function pathProblem(path: string): 'empty' | 'too-long' | 'segment' | 'git' | 'control' | 'encoding' | undefined {
  if (path === '') return 'empty'
  if (Buffer.byteLength(path) > longestPath) return 'too-long'
   
  if (/[\x00-\x1f\x7f-\x9f]/.test(path)) return 'control'
  // A lone surrogate has no UTF-8 form: it would come back as another name.
  if (loneSurrogate.test(path)) return 'encoding'
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.' || segment === '..' || segment.includes('\\')) return 'segment'
    if (Buffer.byteLength(segment) > longestSegment) return 'too-long'
    // `..` and `.` again for those who drop trailing dots, spaces or invisible characters.
    if (/^[. ]+$/.test(segment.replace(ignoredByHfs, ''))) return 'segment'
    if (isDotGit(segment) || isGitFile(segment)) return 'git'
  }
  return undefined
}

/** Refuses `invalid` (`path.refused`) a path that could leave or confuse someone's work tree. */
export function checkPath(path: string): void {
  const problem = pathProblem(path)
  if (problem !== undefined) throw new ForgeError('invalid', 'path.refused', { path, problem })
}

/** Whether a path can name anything at all when reading: any bytes but NUL, no empty segment. */
export function isReadable(path: string): boolean {
  return path !== '' && !path.includes('\0') && path.split('/').every((segment) => segment !== '') && !loneSurrogate.test(path)
}
