/**
 * Names for the files of an archive that unpack to the same place everywhere: never outside the folder, never over one another, never a
 * name some system gives another meaning. Pure.
 */

// Characters Windows refuses, controls, and bidirectional controls that make a name read as another.
const refused = /[\u0000-\u001f\u007f-\u009f<>:"|?*\\\u202a-\u202e\u2066-\u2069\ufeff]/g
const devices = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\..*)?$/i

function safeSegment(segment: string): string {
  const bare = segment.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC').replace(refused, '_').replace(/[ .]+$/, (end) => '_'.repeat(end.length)).replace(/^ +/, '')
  const named = bare === '' || /^_+$/.test(bare) && /^\.+$/.test(segment) ? '_' : bare
  const short = new TextEncoder().encode(named).length <= 200 ? named : shortened(named)
  return devices.test(short) ? `_${short}` : short
}

/** Keeps the extension of an over-long name. */
function shortened(name: string): string {
  const extension = /\.[\p{L}\p{N}]{1,8}$/u.exec(name)?.[0] ?? ''
  let stem = name.slice(0, name.length - extension.length)
  while (new TextEncoder().encode(stem + extension).length > 200) stem = [...stem].slice(0, -8).join('')
  return stem + extension
}

/** One safe name a path, in order; `taken` are names the archive already holds. Paths that differ by case or composition only are numbered. */
export function archiveNames(paths: readonly string[], taken: readonly string[] = []): string[] {
  const key = (name: string): string => name.normalize('NFKC').toLowerCase()
  const used = new Set(taken.map(key))
  // A file cannot have the name of a folder another file is in.
  const folders = new Set<string>()
  const names: string[] = []
  for (const path of paths) {
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.').map(safeSegment)
    const whole = segments.length === 0 ? '_' : segments.join('/')
    let name = whole
    for (let n = 2; used.has(key(name)) || folders.has(key(name)) || parents(name).some((folder) => used.has(key(folder))); n += 1) name = numbered(whole, n)
    used.add(key(name))
    for (const folder of parents(name)) folders.add(key(folder))
    names.push(name)
  }
  return names
}

const parents = (name: string): string[] => name.split('/').slice(0, -1).map((_, index, all) => all.slice(0, index + 1).join('/'))

function numbered(name: string, n: number): string {
  const [, folder = '', stem = '', extension = ''] = /^((?:.*\/)?)([^/]+?)(\.[^./]+)?$/.exec(name) ?? []
  // When the folder itself is the trouble, numbering the file would not help: the first folder is numbered too.
  const where = folder === '' ? '' : folder.replace(/^([^/]+)\//, `$1-${n}/`)
  return `${where}${stem}-${n}${extension}`
}
