/** What a file beside a picture says of it (`media/cercle.webp.license`, REUSE 3.3): read and written here. Fields that are not said are absent. */
export interface MediaRecord {
  readonly author?: string
  /** As it is written: an SPDX id or expression, mostly. */
  readonly licence?: string
  /** Where it comes from: an address, or words. */
  readonly source?: string
  readonly isModified?: boolean
}

/** Where what is said of a file is kept. */
export const recordPath = (path: string): string => `${path}.license`

const MODIFIED = 'Modified from the original.'

/** One line each; controls and line ends in what was typed become spaces, so that no value can add a line of its own. */
export function writeMediaRecord({ author, licence, source, isModified }: MediaRecord): string {
  const line = (tag: string, value: string | undefined): string => (value === undefined || oneLine(value) === '' ? '' : `${tag}: ${oneLine(value)}\n`)
  return line('SPDX-FileCopyrightText', author) + line('SPDX-License-Identifier', licence)
    + line('SPDX-FileComment', source === undefined || oneLine(source) === '' ? undefined : `Source: ${oneLine(source)}`) + line('SPDX-FileComment', isModified === true ? MODIFIED : undefined)
}

/** Reads ours, and those that other REUSE tools write: `© 2024 Name`, a year, an address behind the name. */
export function readMediaRecord(text: string): MediaRecord {
  const values = (tag: string): string[] => [...text.slice(0, 20_000).matchAll(new RegExp(`^[^\\n\\w]{0,6}${tag}:[ \\t]*([^\\r\\n]{1,500})`, 'gm'))].map(([, value = '']) => value.trim()).filter((value) => value !== '')
  const authors = values('SPDX-FileCopyrightText').map(holder).filter((name) => name !== '')
  const comments = values('SPDX-FileComment')
  const source = comments.map((comment) => /^Source ?: ?(.+)$/i.exec(comment)?.[1]).find((one) => one !== undefined)
  const [licence] = values('SPDX-License-Identifier')
  return {
    ...(authors.length > 0 && { author: [...new Set(authors)].join(', ') }), ...(licence !== undefined && { licence }),
    ...(source !== undefined && { source }), ...(comments.includes(MODIFIED) && { isModified: true }),
  }
}

const holder = (said: string): string => said.replace(/^(?:(?:copyright|\(c\)|©)\s*)+/i, '').replace(/^\d{4}(?:\s*[-–,]\s*\d{4})*\s*,?\s*/, '').replace(/\s*<[^<>\s]*@[^<>\s]*>\s*$/, '').trim()

const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ').trim()
