/** What the body of a fiche without header says of itself: a title, a first paragraph, a language. */
export interface BodyReading { titre?: string; resume?: string }

/** A credit under a picture is no summary of the fiche. */
const CAPTION = /^[*_(]{0,3}(?:une? )?(?:photo|image|illustration|dessin|crédits?|picture)(?:s|graphie)?\b.{0,60}\b(?:par|by|de|of|from|©|licence|license|cr[ée]dit)\b/i
const LINE_LIMIT = 400
const RESUME_LIMIT = 500

export function readBody(body: string): BodyReading {
  const reading: BodyReading = {}
  let fence: string | undefined
  let paragraph: string[] = []
  let comment = false
  const lines = firstLines(body)
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? ''
    const trimmed = line.trim()
    if (fence !== undefined) {
      if (trimmed.startsWith(fence)) fence = undefined
      continue
    }
    if (comment || trimmed.startsWith('<!--')) {
      comment = !trimmed.includes('-->')
      continue
    }
    const opening = /^(```+|~~~+)/.exec(trimmed)?.[1]
    if (opening !== undefined) {
      fence = opening
      continue
    }
    // « #Titre » without a space is no CommonMark heading, yet everybody who writes it means one.
    const heading = /^ {0,3}#{1,6}\s*([^#\s].*?)\s*#*$/.exec(line)?.[1] ?? (/^ {0,3}(=+|-{2,})\s*$/.test(lines[index + 1] ?? '') && isProse(trimmed) && paragraph.length === 0 ? trimmed : undefined)
    if (heading !== undefined) {
      if (paragraph.length > 0 && reading.resume === undefined) reading.resume = shortened(paragraph)
      paragraph = []
      // « Météo intérieure : » is announced by its colon, not named with it.
      const plain = plainText(heading).replace(/\s*:$/, '')
      if (reading.titre === undefined && plain !== '') reading.titre = plain.slice(0, 200)
      continue
    }
    if (/^ {0,3}(=+|-{2,})\s*$/.test(line)) continue
    if (isProse(trimmed) && reading.resume === undefined) paragraph.push(trimmed)
    else if (paragraph.length > 0 && reading.resume === undefined) {
      reading.resume = shortened(paragraph)
      paragraph = []
    }
    if (reading.titre !== undefined && reading.resume !== undefined) break
  }
  if (paragraph.length > 0 && reading.resume === undefined) reading.resume = shortened(paragraph)
  if (reading.resume === '') delete reading.resume
  return reading
}

function firstLines(body: string): string[] {
  return body.slice(0, 40_000).split(/\r?\n/, LINE_LIMIT).map(line => line.slice(0, 2000))
}

/** A line of running text: no list, quotation, table, image alone, HTML or rule. */
function isProse(line: string): boolean {
  return line !== '' && !CAPTION.test(line) && !/^(?:[-*+]\s|•|\d+[.)]\s|>|\||<|!\[|\[!\[|\{[%{:]|\[[^\]]*\]:|={3,}|-{3,}|\*{3,}|_{3,})/.test(line) && plainText(line) !== ''
}

function shortened(lines: readonly string[]): string {
  const text = plainText(lines.join(' '))
  if (text.length <= RESUME_LIMIT) return text
  const cut = text.slice(0, RESUME_LIMIT - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), RESUME_LIMIT / 2))}…`
}

/** Markdown without its marks, for titles and summaries; not a renderer. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!\[[^\]]{0,500}\]\([^)]{0,2000}\)/g, '')
    // « [1](#note) » is a mark, not a word of the sentence.
    .replace(/\s*(?:\*\*|__)?\[[*_(]{0,3}\d{1,3}[*_)]{0,3}\]\(#[^)]{0,200}\)(?:\*\*|__)?/g, '')
    .replace(/\[([^\]]{0,1000})\]\([^)]{0,2000}\)/g, '$1')
    .replace(/\[([^\]]{0,1000})\]\[[^\]]{0,200}\]/g, '$1')
    .replace(/<\/?[a-z][^>]{0,1000}>/gi, '')
    .replace(/\{[%{][^}]{0,500}[%}]\}/g, '')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/(^|[\s(«“’'])[*_](?=\S)/g, '$1')
    .replace(/(\S)[*_](?=$|[\s).,;:!?»”])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}

const FREQUENT_WORDS: Readonly<Record<string, readonly string[]>> = {
  fr: ['le', 'la', 'les', 'des', 'une', 'est', 'et', 'pour', 'dans', 'que', 'qui', 'sur', 'avec', 'vous', 'nous', 'du', 'au', 'ce', 'pas'],
  en: ['the', 'of', 'and', 'to', 'is', 'in', 'that', 'for', 'with', 'you', 'we', 'are', 'this', 'it', 'be', 'on', 'as', 'or', 'your'],
  es: ['el', 'los', 'las', 'una', 'es', 'y', 'para', 'en', 'que', 'con', 'del', 'por', 'se', 'su', 'como', 'más', 'al', 'lo', 'no'],
}
const LANGUAGES_OF = new Map<string, string[]>()
for (const [language, words] of Object.entries(FREQUENT_WORDS)) for (const word of words) LANGUAGES_OF.set(word, [...(LANGUAGES_OF.get(word) ?? []), language])
const LONGEST_WORD = Math.max(...[...LANGUAGES_OF.keys()].map(word => word.length))

/** The language of a text that does not say it: `fr` unless another one clearly wins. */
export function languageOf(text: string): string {
  const counts: Record<string, number> = { fr: 0, en: 0, es: 0 }
  for (const word of text.slice(0, 6000).toLowerCase().match(/\p{L}+/gu) ?? []) {
    const languages = word.length > LONGEST_WORD ? undefined : LANGUAGES_OF.get(word)
    if (languages !== undefined) for (const language of languages) counts[language] = (counts[language] ?? 0) + 1
  }
  const [first, second] = Object.entries(counts).sort((a, b) => b[1] - a[1])
  return first && second && first[1] >= 8 && first[1] >= 2 * second[1] ? first[0] : 'fr'
}
