import { identify } from './identify.js'
import { statementsIn } from './prose.js'

/** What is said under a picture. */
export interface Captioned { readonly alt: string; readonly author: string; readonly licence: string; readonly source: string; readonly isModified: boolean }

const WORDS = {
  fr: { picture: 'Image\u00a0:', source: 'source', from: 'source\u00a0:', modified: 'modifiée' },
  en: { picture: 'Picture:', source: 'source', from: 'source:', modified: 'modified' },
} as const

/**
 * A picture and its credit as lines of Markdown: `![what it shows](address)`, a blank line, then who made it, its licence with its address,
 * its source, and whether it was changed (CC 4.0 s3(a)(1)). The credit begins by « Image : », so that nobody takes its licence for the text's.
 */
export function pictureMarkdown(address: string, captioned: Captioned, language: string): string {
  return `![${literal(captioned.alt)}](${address})\n\n*${captionOf(captioned, language)}*`
}

/** The credit alone, to stand under a picture that is there already. */
export const creditMarkdown = (captioned: Omit<Captioned, 'alt'>, language: string): string => `*${captionOf(captioned, language)}*`

/** The credit alone, in words without marks: for where Markdown is not read. */
export function plainCredit({ author, licence, source, isModified }: Omit<Captioned, 'alt'>, language: string): string {
  const words = WORDS[language === 'en' ? 'en' : 'fr']
  return [author, identify(licence)?.shortName ?? licence, source, isModified ? words.modified : ''].filter((part) => part !== '').join(', ')
}

function captionOf({ author, licence, source, isModified }: Omit<Captioned, 'alt'>, language: string): string {
  const words = WORDS[language === 'en' ? 'en' : 'fr']
  const known = identify(licence)
  const under = known === undefined ? literal(licence) : `[${known.shortName}](${known.uri})`
  const from = source === '' ? '' : isAddress(source) ? `[${words.source}](${new URL(source).href.replace(/[()<>]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)})` : `${words.from} ${literal(source)}`
  const caption = (parts: readonly string[]): string => `${words.picture} ${parts.filter((part) => part !== '').join(', ')}`
  const whole = caption([literal(author), under, from, isModified ? words.modified : ''])
  // Words of a source can read as a sentence about the text: the file beside the picture says them anyway.
  return statementsIn(`![x](x)\n\n*${whole}*\n`).length === 0 ? whole : caption([literal(author), under, isModified ? words.modified : ''])
}

/** An address of the web, which a caption links. */
export const isAddress = (text: string): boolean => /^https?:\/\/[^\s]+$/i.test(text) && URL.canParse(text)

/** Words that stay words in Markdown. */
const literal = (text: string): string => text.replace(/\s+/g, ' ').trim().replace(/[\\`*_[\]<>~|{}#]/g, '\\$&').replace(/&(?=#?\w+;)/g, '\\&')
