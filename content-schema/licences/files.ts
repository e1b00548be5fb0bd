import { identify, type Licence } from './identify.js'
import { mentionsIn } from './mentions.js'

/** Titles and clauses only one licence has, tried in order on the start of a licence file; never similarity. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^\s*(?:creative commons legal code\s+)?cc0 1\.0 universal/i, 'CC0-1.0'],
  [/^\s*(?:=+\s*)?mit license|permission is hereby granted, free of charge, to any person obtaining a copy/i, 'MIT'],
  [/^\s*apache license\s+version 2\.0/i, 'Apache-2.0'],
  [/^\s*gnu affero general public license\s+version 3/i, 'AGPL-3.0-only'],
  [/^\s*gnu lesser general public license\s+version 3/i, 'LGPL-3.0-only'],
  [/^\s*gnu general public license\s+version 3/i, 'GPL-3.0-only'],
  [/^\s*gnu general public license\s+version 2/i, 'GPL-2.0-only'],
  [/^\s*gnu free documentation license\s+version 1\.3/i, 'GFDL-1.3-only'],
  [/^\s*gnu free documentation license\s+version 1\.2/i, 'GFDL-1.2-only'],
  [/^\s*(?:licence art libre|free art license)\s*(?:\[?copyleft attitude\]?)?\s*(?:\(?lal\)?|version)?\s*1\.3/i, 'LAL-1.3'],
  [/^\s*licence ouverte\s*\/\s*open licen[cs]e[\s=-]*version 2\.0/i, 'etalab-2.0'],
  [/^\s*licence ouverte\s*\/\s*open licen[cs]e[\s=-]*version 1\.0/i, 'LicenseRef-etalab-1.0'],
  [/^\s*(?:## )?odc open database license|^\s*open database license \(odbl\)/i, 'ODbL-1.0'],
]
/** The first lines of a Creative Commons legal code, with its elements spelled out. */
const CC_TITLE = /^\s*(?:creative commons legal code\s+)?(?:creative commons\s+)?((?:attribution|paternit[ée])[a-zé’' –-]{0,90}\s+\d\.\d(?:\s+(?:international|unported|generic|france))?)/i

/** What a LICENSE or LICENSES/* file says: the licences it names, none when nothing is recognised. */
export function licencesOfFile(path: string, text: string): readonly { readonly label: string; readonly licence?: Licence }[] {
  const name = path.split('/').at(-1) ?? path
  // REUSE: the file name is the SPDX id.
  if (/(?:^|\/)LICENSES\//.test(path)) {
    const id = name.replace(/\.(?:txt|md|html)$/i, '')
    return [entry(id)]
  }
  const start = text.slice(0, 3000).replace(/^\uFEFF/, '').replace(/^(?:---\r?\n[\s\S]{0,800}?\r?\n---\r?\n)/, '').replace(/«\s|\s»|[*_#"]/g, ' ').replace(/[ \t]+/g, ' ').replace(/\r\n/g, '\n').trim()
  const flat = start.replace(/[\s=-]*\n[\s=-]*/g, ' ').replace(/\s+/g, ' ').trim()
  const spdx = /SPDX-License-Identifier:\s*([A-Za-z0-9.+-]+)/.exec(text.slice(0, 2000))
  if (spdx?.[1]) return [entry(spdx[1])]
  for (const [pattern, id] of TEXTS) if (pattern.test(flat)) return [entry(id)]
  const title = CC_TITLE.exec(flat)?.[1]
  const named = title === undefined ? undefined : identify(`Creative Commons ${title.trim()}`)
  if (title !== undefined && named) return [{ label: title.trim(), licence: named }]
  const mentions = mentionsIn(text.slice(0, 4000).replace(/\r?\n/g, ' ').replace(/<[^>]{0,500}?href=["']([^"']+)["'][^>]{0,500}>/g, ' $1 '))
  return mentions.map(({ label, licence }) => licence === undefined ? { label } : { label, licence })
}

/** Whether a path is that of a licence file: LICENSE, LICENCE.md, COPYING, LICENSES/…. */
export function isLicencePath(path: string): boolean {
  const name = path.split('/').at(-1) ?? path
  return /(?:^|\/)LICENSES\/[^/]+$/.test(path) || /^(?:licen[cs]es?|copying|unlicense)(?:[.-][\w.-]+)?$/i.test(name) && !/\.(?:tsx?|jsx?|mjs|cjs|css|json|pdf|png|svg)$/i.test(name)
}

function entry(label: string): { label: string; licence?: Licence } {
  const licence = identify(label)
  return licence === undefined ? { label } : { label, licence }
}
