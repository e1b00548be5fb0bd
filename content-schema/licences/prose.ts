import { mentionsIn, type Mention } from './mentions.js'

/** What a sentence of a fiche says of licences. `text`: of the fiche itself; `source`: of a text it builds on. */
export interface ProseStatement {
  readonly about: 'text' | 'source' | 'content'
  readonly mention: Mention
  /** 1-based line in the body. */
  readonly line: number
}

const MEDIA = /(?<![\p{L}])(?:photo(?:s|graphie|graphies|graph|graphs)?|images?|illustrations?|ic[ôo]nes?|icons?|dessins?|picto\w*|sch[ée]mas?|logos?|vid[ée]os?|pictures?|drawings?|clipart|openclipart|flickr|musique|police|font)(?![\p{L}])|commons\.wikimedia\.org\/wiki\/File:|flickr\.com\/photos|openclipart\.org/iu
const IMAGE = /!\[[^\]]*\]|<img\b/i
/** Talk about licences, a wish, somebody else's terms: no declaration of this text. */
const NOT_A_DECLARATION = /(?:impossible|pourra(?:it|ient)?|souhait|demande(?:r)? (?:appuy[ée]e )?(?:pour|de)|en test|propos(?:er|ons) de|statistiques|selon laquelle|est-ce que|\?\s*$)/i
const UNKNOWN = /licen[cs]e\s*(?::\s*)?\[?\s*\?\s*\]?/i
const SOURCES_TITLE = /^\s{0,3}#{1,6}\s*[*_]*\s*(?:sources?|r[ée]f[ée]rences?|notes?|cr[ée]dits?|auteurs?|autrices?|auteur·?e?·?s|contribut\w+|compilation|licen[cs]e|licen[cs]es|licensing|mentions?|droits|copyright|publi[ée] par|attributions?)\b/i
const LICENCE_TITLE = /^\s{0,3}#{1,6}\s*[*_]*\s*(?:licen[cs]es?|licensing|droits|copyright)\b/i
const SOURCES_LINE = /^\s*(?:\*\*|__)?(?:sources?|r[ée]f[ée]rences?)(?:\*\*|__)?\s*:?(?:\*\*|__)?\s*$/i
const HEADING = /^\s{0,3}#{1,6}\s*\S/
/** A numbered note or a listed reference: a text this one builds on. */
const NOTE = /^\s*(?:[*+-]\s+)?(?:\*\*|__)?[([]?\s*\[?\(?\d{1,2}\)?\]?(?:\([^)]*\))?[)\]]?(?:\*\*|__)?\s*[:.]?\s/
/** A listed reference, unless it says who published this very text. */
const LISTED = /^\s*[*+-]\s+(?!(?:[*_]*)(?:publi|distribu|diffus|cette|ce |cet ))/i
const DECLARES = /(?:licen[cs]e\s*[:=]|sous (?:la |une |les )?licen[cs]es?|(?:selon|sous) les termes de(?: la)? licen[cs]e|mis(?:e|es)? à disposition|licensed under|released under|published under|under (?:a|the) .{0,60}licen[cs]e|(?:publi|distribu|diffus)[ée]e?s? (?:par|sous|selon|under)|en creative commons|sous creative commons|licen[cs]e creative commons|creative commons .{0,60}licen[cs]e|tous droits r[ée]serv[ée]s|all rights reserved)/i
const SUBJECT = /(?:cette (?:fiche|page|œuvre|oeuvre|ressource)|ce (?:texte|document|guide|contenu|travail|jeu|cours)|cet (?:article|ouvrage|outil)|les (?:contenus|textes|fiches)|l[’']ensemble|tou(?:s|t) les? contenus?|traduction|extrait|this (?:work|document|text|page|guide|content|material|method|course|spec)|all (?:the )?content|the content|non-software content|dedicated to the public domain)/i
const CONTENT_SCOPE = /(?:non-software|contenus?|content|textes?|documentation|docs|fiches|ressources p[ée]dagogiques|lecture notes)/i
/** « Le code est sous MIT »: of the software beside the text, unless the sentence speaks of the content too. */
const CODE_SCOPE = /(?<![\p{L}])(?:le|du|the|our|all) (?:source )?code\b(?: source)?.{0,40}(?:publi|sous|licen[cs]|released|under)/iu
/** « (compatible avec CC BY) » names a licence the text is not under. */
const COMPARED = /(?:compatible|[ée]quivalente?|comparable|similar|equivalent)(?: (?:avec|with|[àa]|to))?(?: (?:la|le|the|une?|an?))?(?: licen[cs]e)?[\s[«“"(*_]{0,4}$/i
const SPDX = /SPDX-License-Identifier:\s*([A-Za-z0-9 .()+-]{2,100})/
const FOOT_LINES = 12
const LINE_LIMIT = 3000
const STATEMENT_LIMIT = 200

/** Lines that can say a licence all hold one of these. */
const MAY_SAY = /licen[cs]|creative|\bcc|copyright|droits r|rights reserved|\bby-|lal\b|odbl|gfdl|gpl|etalab|ouverte|public domain/i

/** Whether a line names a licence, or says that it does not know which: no other line is ever a statement, whatever stands around it. */
export function namesLicence(whole: string): boolean {
  const line = whole.slice(0, LINE_LIMIT)
  return MAY_SAY.test(line) && (SPDX.test(line) || UNKNOWN.test(line) || mentionsIn(line).length > 0)
}

/** The licence statements of a Markdown body, with photographs and other media left out. */
export function statementsIn(body: string): ProseStatement[] {
  const lines = body.slice(0, 2_000_000).split(/\r?\n/).map(line => line.length > LINE_LIMIT ? line.slice(0, LINE_LIMIT) : line)
  const statements: ProseStatement[] = []
  const last = lastText(lines)
  let inSources = false
  let underLicence = false
  let fence: string | undefined
  let afterImage = false
  let previous = ''
  for (const [index, line] of lines.entries()) {
    if (statements.length >= STATEMENT_LIMIT) break
    const trimmed = line.trim()
    const opening = /^(```+|~~~+)/.exec(trimmed)?.[1]
    if (fence !== undefined) { if (opening !== undefined && trimmed.startsWith(fence)) fence = undefined; continue }
    if (opening !== undefined) { fence = opening; continue }
    if (trimmed === '') continue
    if (SOURCES_LINE.test(line)) inSources = true
    if (HEADING.test(line)) {
      inSources = SOURCES_TITLE.test(line)
      underLicence = LICENCE_TITLE.test(line)
    }
    const caption = afterImage
    afterImage = IMAGE.test(line)
    const before = previous
    previous = trimmed
    if (!MAY_SAY.test(line)) continue
    const heading = HEADING.test(line)
    const spdx = SPDX.exec(line)
    const mentions = spdx?.[1] ? mentionsIn(spdx[1]) : mentionsIn(line).filter(({ at }) => !COMPARED.test(line.slice(Math.max(0, at - 60), at)))
    const unknown = mentions.length === 0 && UNKNOWN.test(line)
    if (mentions.length === 0 && !unknown) continue
    const foot = inSources || index >= last - FOOT_LINES
    const labelled = spdx !== null || /^\s*(?:[>*_#-]\s*)*(?:\*\*|__)?licen[cs]es?(?:\*\*|__)?\s*[:=.]/i.test(line) || /^\s*(?:[>*_-]\s*)*(?:\*\*|__)?licen[cs]e\.(?:\*\*|__)?/i.test(line)
    if (/^\s*>/.test(line) && !labelled && !inSources && !SUBJECT.test(line)) continue
    if (NOT_A_DECLARATION.test(line) && !unknown) continue
    if (CODE_SCOPE.test(line) && !CONTENT_SCOPE.test(line)) continue
    if (isMedia(line, caption, labelled, before)) continue
    const declares = DECLARES.test(line)
    const short = trimmed.length <= 200 || trimmed.replace(/\([^)]*\)/g, '').length <= 200
    const near = (underLicence && !heading) || labelled
    if (!near && !(foot && (declares || inSources || (short && index >= last - 3))) && !(declares && (SUBJECT.test(line) || (short && index <= 8 && /publi|distribu|licensed/i.test(line))))) continue
    const about = !near && inSources && (NOTE.test(line) || LISTED.test(line)) ? 'source' : CONTENT_SCOPE.test(line) && SUBJECT.test(line) ? 'content' : 'text'
    for (const mention of unknown ? [{ label: '?', at: 0 }] : mentions) statements.push({ about, mention, line: index + 1 })
  }
  return statements
}

/** What captions say of pictures: the last picture shown before the line (address as written), and the licence named. */
export function mediaStatementsIn(body: string): { readonly image?: string; readonly mention: Mention; readonly line: number }[] {
  const found: { image?: string; mention: Mention; line: number }[] = []
  let image: string | undefined
  let since = 0
  let before = ''
  let caption = false
  for (const [index, whole] of body.slice(0, 2_000_000).split(/\r?\n/).entries()) {
    const line = whole.slice(0, LINE_LIMIT)
    if (line.trim() === '') continue
    const shown = /!\[[^\]]{0,500}\]\(\s*<?([^)\s>]{1,500})/.exec(line)?.[1] ?? /<img\b[^>]{0,500}?src=["']([^"']{1,500})/i.exec(line)?.[1]
    since++
    if (shown !== undefined) { image = shown; since = 0 }
    const mentions = mentionsIn(line)
    const labelled = /^\s*(?:[>*_#-]\s*)*(?:\*\*|__)?licen[cs]es?(?:\*\*|__)?\s*[:=.]/i.test(line)
    if (mentions.length > 0 && found.length < STATEMENT_LIMIT && isMedia(line, caption, labelled, before)) for (const mention of mentions) found.push({ ...(image !== undefined && since <= CAPTION_LINES && { image }), mention, line: index + 1 })
    caption = shown !== undefined
    before = line.trim()
  }
  return found
}
/** A caption follows its picture closely. */
const CAPTION_LINES = 2

/** The credit of a picture: a line that says so, or the line right under one that does not speak of a text. */
function isMedia(line: string, caption: boolean, labelled: boolean, before: string): boolean {
  if (IMAGE.test(line) && !DECLARES.test(line)) return true
  const words = line.replace(/\]\([^)]*\)/g, ']')
  if (/creative commons licen[cs]e\]/i.test(line) && /\]\(https?:\/\/i?\.?creativecommons/i.test(line)) return false
  const subject = SUBJECT.test(words)
  if (MEDIA.test(line) && !subject && !labelled) return true
  return caption && !subject && !labelled && !/(?:publi[ée]|via|texte|fiche)/i.test(words) && !/^!\[[^\]]*(?:licen[cs]e|creative)/i.test(before)
}

function lastText(lines: readonly string[]): number {
  let index = lines.length - 1
  while (index > 0 && (lines[index] ?? '').trim() === '') index--
  return index
}
