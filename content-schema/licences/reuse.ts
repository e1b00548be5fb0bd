/** What REUSE files (REUSE.toml, .reuse/dep5, `x.license` beside a file) say of the licence of each path. Only what they say of licences is read. */
export interface ReuseAnnotation {
  /** Where it stands: the path of the REUSE file. */
  readonly where: string
  readonly licence: string
  /** Whether it replaces what the file says of itself (`override`), joins it (`aggregate`), or speaks where the file is silent. */
  readonly precedence: 'closest' | 'aggregate' | 'override'
  covers(path: string): boolean
}

export const isReusePath = (path: string): boolean => /(?:^|\/)REUSE\.toml$|^\.reuse\/dep5$|\.license$/.test(path)

/** Every annotation of a REUSE file; of several that cover a path, the last one speaks (REUSE 3.3). */
export function annotationsOf(path: string, text: string): readonly ReuseAnnotation[] {
  if (path.endsWith('.license')) {
    const said = spdxIn(text)
    return said === undefined ? [] : [{ where: path, licence: said, precedence: 'override', covers: other => other === path.slice(0, -'.license'.length) }]
  }
  const base = path.endsWith('REUSE.toml') ? path.slice(0, -'REUSE.toml'.length) : ''
  return path.endsWith('dep5') ? ofDep5(path, text) : ofToml(path, base, text)
}

export function spdxIn(text: string): string | undefined {
  return /SPDX-License-Identifier:[ \t]*([A-Za-z0-9 .()+-]{2,200})/.exec(text.slice(0, 4000))?.[1]?.trim()
}

function ofToml(where: string, base: string, text: string): ReuseAnnotation[] {
  return text.slice(0, 500_000).split(/^[ \t]*\[\[annotations\]\][ \t]*(?:#.*)?$/m).slice(1).flatMap(block => {
    const value = (key: string): string[] => {
      const found = new RegExp(String.raw`^[ \t]*"?${key}"?[ \t]*=[ \t]*(\[[^\]]{0,20000}\]|"[^"\n]{0,1000}"|'[^'\n]{0,1000}')`, 'm').exec(block)?.[1] ?? ''
      return [...found.matchAll(/"([^"\n]*)"|'([^'\n]*)'/g)].map(match => (match[1] ?? match[2] ?? '').replaceAll('\\\\', '\\'))
    }
    const licences = value('SPDX-License-Identifier')
    const patterns = value('path').map(glob => globbed(base + glob))
    const precedence = value('precedence')[0]
    if (licences.length === 0 || patterns.length === 0) return []
    return [{ where, licence: licences.length === 1 ? licences[0] ?? '' : licences.map(one => `(${one})`).join(' AND '), precedence: precedence === 'override' || precedence === 'aggregate' ? precedence : 'closest', covers: path => patterns.some(pattern => pattern.test(path)) }]
  })
}

function ofDep5(where: string, text: string): ReuseAnnotation[] {
  return text.slice(0, 500_000).split(/\n[ \t]*\n/).flatMap(block => {
    const files = /^Files:[ \t]*([^\n]*(?:\n[ \t]+[^\n]*)*)/m.exec(block)?.[1]?.split(/\s+/).filter(one => one !== '')
    const licence = /^License:[ \t]*([^\n]{1,200})/m.exec(block)?.[1]?.trim()
    if (files === undefined || licence === undefined) return []
    // In dep5 a star goes through folders too.
    const patterns = files.map(glob => globbed(glob.replaceAll('*', '**')))
    return [{ where, licence, precedence: 'aggregate', covers: path => patterns.some(pattern => pattern.test(path)) }]
  })
}

/** `*` within a folder, `**` through folders (REUSE 3.3); every other character is itself. */
function globbed(glob: string): RegExp {
  const parts = glob.slice(0, 1000).replace(/\*{3,}/g, '**').split(/(\*\*|\*)/)
  // Many stars make a slow pattern: whoever writes so many covers nothing.
  if (parts.length > 17) return /^$(?!)/
  return new RegExp(`^${parts.map(part => part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('')}$`, 's')
}
