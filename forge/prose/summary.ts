import { countFormatting } from './emphasis-changes.js'
import type { BlockDiff, DiffOptions, Edit, EditKind, FileNames } from './edits.js'
import { headerChange, isAboutRunning, isOfHeader, type FieldChange, type HeaderChange, type ItemChange } from './field-changes.js'
import { meaningOf } from './field-reading.js'
import { nounOf, type ItemNoun } from './field-words.js'
import { movedColumns } from './moved-columns.js'
import { seamNoun } from './seams.js'
import type { SegmentKind } from './segments.js'

type Locale = 'fr' | 'en'
/** One thing, several things, and in French whether participles take an e. */
type Noun = readonly [one: string, many: string, isFeminine?: boolean]

const nouns: Record<Locale, Partial<Record<SegmentKind, Noun>>> = {
  fr: {
    heading: ['titre', 'titres'], paragraph: ['paragraphe', 'paragraphes'], 'list-item': ['élément de liste', 'éléments de liste'],
    'table-row': ['ligne de tableau', 'lignes de tableau', true], code: ['bloc de code', 'blocs de code'], html: ['bloc HTML', 'blocs HTML'],
    definition: ['adresse de lien', 'adresses de lien', true], footnote: ['note', 'notes', true], directive: ['encadré', 'encadrés'], rule: ['filet', 'filets'],
  },
  en: {
    heading: ['heading', 'headings'], paragraph: ['paragraph', 'paragraphs'], 'list-item': ['list item', 'list items'],
    'table-row': ['table row', 'table rows'], code: ['code block', 'code blocks'], html: ['HTML block', 'HTML blocks'],
    definition: ['link address', 'link addresses'], footnote: ['note', 'notes'], directive: ['box', 'boxes'], rule: ['rule', 'rules'],
  },
}

const done = {
  fr: { inserted: 'ajouté', deleted: 'retiré', moved: 'déplacé' },
  en: { inserted: 'added', deleted: 'removed', moved: 'moved' },
} as const

/** Changes inside a block that are said by their kind when no word of it changed. In the order they are said. */
const quiet: Record<Locale, Partial<Record<EditKind, Noun>>> = {
  fr: {
    url: ['adresse de lien modifiée', 'adresses de lien modifiées'], image: ['image modifiée', 'images modifiées'],
    'heading-level': ['niveau de titre modifié', 'niveaux de titre modifiés'], formatting: ['mise en forme modifiée', 'mises en forme modifiées'],
    'link-title': ['titre de lien modifié', 'titres de lien modifiés'], footnote: ['appel de note modifié', 'appels de note modifiés'],
    'list-item': ['place dans une liste modifiée', 'places dans une liste modifiées'], checkbox: ['case à cocher modifiée', 'cases à cocher modifiées'], 'table-cell': ['cellule de tableau modifiée', 'cellules de tableau modifiées'],
    code: ['passage de code modifié', 'passages de code modifiés'], html: ['passage HTML modifié', 'passages HTML modifiés'],
    'no-break': ['espace insécable changée', 'espaces insécables changées'], whitespace: ['espace ou ligne vide changée', 'espaces ou lignes vides changées'],
    encoding: ['codage d’accent changé', 'codages d’accent changés'],
  },
  en: {
    url: ['link address changed', 'link addresses changed'], image: ['image changed', 'images changed'],
    'heading-level': ['heading level changed', 'heading levels changed'], formatting: ['formatting change', 'formatting changes'],
    'link-title': ['link title changed', 'link titles changed'], footnote: ['note label changed', 'note labels changed'],
    'list-item': ['place in a list changed', 'places in a list changed'], checkbox: ['checkbox changed', 'checkboxes changed'], 'table-cell': ['table cell changed', 'table cells changed'],
    code: ['piece of code changed', 'pieces of code changed'], html: ['piece of HTML changed', 'pieces of HTML changed'],
    'no-break': ['no-break space changed', 'no-break spaces changed'], whitespace: ['space or blank line changed', 'spaces or blank lines changed'],
    encoding: ['accent encoding changed', 'accent encodings changed'],
  },
}

const counts = (count: number, one: string, many: string) => (count === 0 ? '' : `${count} ${count > 1 ? many : one}`)

const said = {
  fr: {
    renamed: ({ before, after }: FileNames) => `Fichier renommé\u00A0: ${before} → ${after}`,
    unchanged: 'Rien n’a changé.', reflow: 'Seule la coupure des lignes a changé, pas le texte.', lineEnd: 'Seules les fins de ligne ont changé, pas le texte.',
    layout: 'Seuls les espaces ont changé, pas les mots', writing: 'Seule la façon d’écrire le texte a changé, pas ce qu’on lit.', changed: ['passage modifié', 'passages modifiés'] as Noun,
    added: 'ajouté', removed: 'retiré', altered: 'modifié', moved: 'déplacé', field: 'champ', quoted: (name: string) => `«\u00A0${name}\u00A0»`, colon: '\u00A0: ', and: ' et ', none: '∅',
    items: (n: number, what: string, name: string) => `${n} élément${n > 1 ? 's' : ''} ${what}${n > 1 ? 's' : ''} dans ${name}`,
    also: (names: readonly string[], left: number) => `${names.length + left > 1 ? 'champs modifiés aussi' : 'champ modifié aussi'}\u00A0: ${names.join(', ')}${left > 0 ? ` et ${left} ${left > 1 ? 'autres' : 'autre'}` : ''}`,
    whole: (n: number, isAdded: boolean, names: string) => `${n} champs ${isAdded ? 'ajoutés' : 'retirés'}\u00A0: ${names}`,
    wholeText: (isNew: boolean, fields: number, passages: number) =>
      `${isNew ? 'Premier texte' : 'Tout le texte est retiré'}\u00A0: ${[counts(fields, 'champ', 'champs'), counts(passages, 'passage', 'passages')].filter((part) => part !== '').join(', ')}.`,
    layoutOfHeader: 'présentation de l’en-tête modifiée', sameMaterials: 'matériel inchangé',
    cut: (noun: Noun, pieces: readonly number[]) => `${counted(pieces.length, noun)} coupé${pieces.length > 1 ? 's' : ''}${pieces.every((count) => count === pieces[0]) ? ` en ${['deux', 'trois', 'quatre'][pieces[0]! - 2] ?? pieces[0]}` : ''}`,
    join: (noun: Noun, pieces: readonly number[]) => `${pieces.reduce((sum, count) => sum + count, 0)} ${noun[1]} réunis${pieces.length > 1 ? ` en ${pieces.length}` : ''}`,
    other: ['ligne d’en-tête changée', 'lignes d’en-tête changées'] as Noun,
  },
  en: {
    renamed: ({ before, after }: FileNames) => `File renamed: ${before} → ${after}`,
    unchanged: 'Nothing changed.', reflow: 'Only line breaks moved; the text is the same.', lineEnd: 'Only line ends changed; the text is the same.',
    layout: 'Only spaces changed, no words', writing: 'Only the way the text is written changed, not what one reads.', changed: ['passage changed', 'passages changed'] as Noun,
    added: 'added', removed: 'removed', altered: 'changed', moved: 'moved', field: 'field', quoted: (name: string) => `“${name}”`, colon: ': ', and: ' and ', none: '∅',
    items: (n: number, what: string, name: string) => `${n} item${n > 1 ? 's' : ''} ${what} in ${name}`,
    also: (names: readonly string[], left: number) => `also changed: ${names.join(', ')}${left > 0 ? ` and ${left} more` : ''}`,
    whole: (n: number, isAdded: boolean, names: string) => `${n} fields ${isAdded ? 'added' : 'removed'}: ${names}`,
    wholeText: (isNew: boolean, fields: number, passages: number) =>
      `${isNew ? 'First text' : 'The whole text is removed'}: ${[counts(fields, 'field', 'fields'), counts(passages, 'passage', 'passages')].filter((part) => part !== '').join(', ')}.`,
    layoutOfHeader: 'layout of the header changed', sameMaterials: 'materials unchanged',
    cut: (noun: Noun, pieces: readonly number[]) => `${counted(pieces.length, noun)} split${pieces.every((count) => count === pieces[0]) ? ` in ${['two', 'three', 'four'][pieces[0]! - 2] ?? pieces[0]}` : ''}`,
    join: (noun: Noun, pieces: readonly number[]) => `${pieces.reduce((sum, count) => sum + count, 0)} ${noun[1]} joined${pieces.length > 1 ? ` into ${pieces.length}` : ''}`,
    other: ['header line changed', 'header lines changed'] as Noun,
  },
}

const shortValue = 40
/** Fields told with what changed in them; the others are named. */
const fieldsSaid = 5
const fieldsNamed = 20

/** The change in one sentence, French and English; always the same one for the same change. */
export function summarise(edits: readonly Edit[], blocks: readonly BlockDiff[], how: Pick<DiffOptions, 'label' | 'terms'> = {}, renamed?: FileNames): { fr: string; en: string } {
  const told = (locale: Locale) => {
    const one = sentence(locale, edits, blocks, how)
    return renamed === undefined ? one : `${said[locale].renamed(renamed)}${edits.length === 0 ? '.' : ` — ${one.charAt(0).toLocaleLowerCase(locale)}${one.slice(1)}`}`
  }
  return { fr: told('fr'), en: told('en') }
}

function sentence(locale: Locale, edits: readonly Edit[], blocks: readonly BlockDiff[], how: Pick<DiffOptions, 'label' | 'terms'>): string {
  const words = said[locale]
  if (edits.length === 0) return words.unchanged
  if (edits.every((edit) => edit.kind === 'line-end')) return words.lineEnd
  if (edits.every((edit) => edit.kind === 'reflow' || edit.kind === 'line-end')) return words.reflow
  const isWhole = (kind: BlockDiff['kind']) => blocks.length > 0 && blocks.every((block) => block.kind === kind)
  if (isWhole('inserted') || isWhole('deleted')) return words.wholeText(isWhole('inserted'), countOf(blocks, 'fields'), countOf(blocks, 'passages'))
  const parts = [...headerParts(locale, blocks, how), ...blockParts(locale, blocks), ...quietParts(locale, edits, blocks)]
  const joined = parts.join(', ')
  if (joined === '' && edits.some((edit) => edit.isUnseen === true && edit.kind !== 'whitespace')) return words.writing
  return joined === '' ? `${words.layout}.` : `${joined.charAt(0).toLocaleUpperCase(locale)}${joined.slice(1)}.`
}

function countOf(blocks: readonly BlockDiff[], what: 'fields' | 'passages'): number {
  return blocks.filter((block) => (what === 'fields' ? (block.new ?? block.old)!.kind === 'field' : !isOfHeader(block) && (block.new ?? block.old)!.kind !== 'table-rule')).length
}

/** « 1 variante ajoutée, durée 45 min → 1 h, matériel inchangé ». Every field that changed is told or named. */
function headerParts(locale: Locale, blocks: readonly BlockDiff[], how: Pick<DiffOptions, 'label' | 'terms'>): string[] {
  if (!blocks.some((block) => isOfHeader(block) && block.kind !== 'same')) return []
  const words = said[locale]
  const header = headerChange(blocks, locale, how.label, how.terms)
  const parts: string[] = []
  // A whole header that comes or goes is one thing.
  const wholesale = (kind: BlockDiff['kind']) => header.fields.length > fieldsSaid && header.fields.every(({ block }) => block.kind === kind)
  const all = header.fields.map((field) => lowered(field.label))
  if (wholesale('inserted') || wholesale('deleted')) {
    parts.push(words.whole(all.length, wholesale('inserted'), `${all.slice(0, fieldsNamed).join(', ')}${all.length > fieldsNamed ? '…' : ''}`))
  } else {
    for (const field of header.fields.slice(0, fieldsSaid)) parts.push(fieldPart(locale, field))
    const names = all.slice(fieldsSaid)
    if (names.length > 0) parts.push(words.also(names.slice(0, fieldsNamed), Math.max(0, names.length - fieldsNamed)))
  }
  if (isMaterialTheSame(header, blocks)) parts.push(words.sameMaterials)
  if (header.otherLines.length > 0) parts.push(counted(header.otherLines.length, words.other))
  const layout = [header.rewritten, header.unseen, header.moved, header.comments, header.fences]
  if (layout.some((list) => list.length > 0)) parts.push(words.layoutOfHeader)
  return parts
}

/** People who run a session ask first whether they must bring something else. */
function isMaterialTheSame(header: HeaderChange, blocks: readonly BlockDiff[]): boolean {
  const isMaterial = (block: BlockDiff) => meaningOf((block.new ?? block.old)!.field ?? '')?.kind === 'materials'
  return header.fields.some(({ field }) => isAboutRunning(field))
    && blocks.some((block) => isMaterial(block) && block.kind === 'same') && !header.fields.some(({ block }) => isMaterial(block))
}

function fieldPart(locale: Locale, { field, label, content, block }: FieldChange): string {
  const words = said[locale]
  const quoted = words.quoted(lowered(label))
  const verb = block.kind === 'inserted' ? words.added : block.kind === 'deleted' ? words.removed : words.altered
  if (content.kind === 'items') {
    const noun = nounOf(meaningOf(field)?.key ?? field, locale)
    const told = noun === undefined && block.kind !== 'changed' ? '' : itemsPart(locale, content.items, noun, quoted)
    if (told !== '') return told
  }
  if (content.kind !== 'one') return `${words.field} ${quoted} ${verb}`
  const isShort = (text: string) => text.length <= shortValue && !/[\r\n]/.test(text)
  const { old, new: next } = content
  if (old !== undefined && next !== undefined) {
    return isShort(old.text) && isShort(next.text) ? `${lowered(label)} ${old.text || words.none} → ${next.text || words.none}` : `${words.field} ${quoted} ${verb}`
  }
  const only = (next ?? old)?.text ?? ''
  return `${words.field} ${quoted} ${verb}${next !== undefined && only !== '' && isShort(only) ? `${words.colon}${only}` : ''}`
}

/** « 1 étape ajoutée, 2 modifiées et 1 déplacée ». */
function itemsPart(locale: Locale, items: readonly ItemChange[], noun: ItemNoun | undefined, quoted: string): string {
  const words = said[locale]
  const counts = ([
    [words.added, items.filter(({ kind }) => kind === 'added').length], [words.removed, items.filter(({ kind }) => kind === 'removed').length],
    [words.altered, items.filter(({ kind, isMoved }) => kind === 'changed' || (kind === 'rewritten' && !isMoved)).length],
    [words.moved, items.filter(({ kind, isMoved }) => kind !== 'changed' && isMoved).length],
  ] as const).filter(([, count]) => count > 0)
  const told = counts.map(([verb, count], index) => {
    if (noun === undefined) return index === 0 ? words.items(count, verb, quoted) : `${count} ${verb}${locale === 'fr' && count > 1 ? 's' : ''}`
    const agreement = locale === 'fr' ? `${noun.agreement}${count > 1 ? 's' : ''}` : ''
    return `${count} ${index === 0 ? `${count > 1 ? noun.many : noun.one} ` : ''}${verb}${agreement}`
  })
  return told.length < 2 ? (told[0] ?? '') : `${told.slice(0, -1).join(', ')}${words.and}${told.at(-1)!}`
}

/** « TITRE » stays, « Durée » becomes « durée ». */
const lowered = (name: string) => (/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name)

const column: Record<Locale, Noun> = { fr: ['colonne de tableau', 'colonnes de tableau', true], en: ['table column', 'table columns'] }

const saysWords: ReadonlySet<EditKind> = new Set(['text', 'inserted', 'deleted'])

function blockParts(locale: Locale, blocks: readonly BlockDiff[]): string[] {
  const counts = new Map<string, { noun: Noun; verb: keyof (typeof done)['fr']; count: number }>()
  let [changed, isCounted] = [0, false]
  for (const block of blocks) {
    const kind = (block.new ?? block.old)!.kind
    if (isOfHeader(block) || block.kind === 'same' || block.kind === 'moved-away') continue
    if (block.kind === 'changed') {
      // A paragraph cut or joined is one passage.
      if (block.seam === undefined) isCounted = false
      if (!isCounted && block.edits.some((edit) => saysWords.has(edit.kind))) { changed += 1; isCounted = true }
      continue
    }
    const noun = nouns[locale][kind]
    if (noun === undefined) continue
    const key = `${block.kind} ${kind}`
    const entry = counts.get(key) ?? { noun, verb: block.kind, count: 0 }
    counts.set(key, { ...entry, count: entry.count + 1 })
  }
  const columns = columnChanges(blocks)
  for (const verb of ['inserted', 'deleted', 'moved'] as const) {
    if (columns[verb] > 0) counts.set(`${verb} column`, { noun: column[locale], verb, count: columns[verb] })
  }
  const parts = [...counts.values()].map(({ noun, verb, count }) => {
    const agreement = locale === 'fr' ? `${noun[2] === true ? 'e' : ''}${count > 1 ? 's' : ''}` : ''
    return `${count} ${noun[count > 1 ? 1 : 0]} ${done[locale][verb]}${agreement}`
  })
  parts.push(...seamParts(locale, blocks))
  if (changed > 0) parts.push(counted(changed, said[locale].changed))
  return parts
}

/** « 1 paragraphe coupé en deux, 3 éléments de liste réunis ». */
function seamParts(locale: Locale, blocks: readonly BlockDiff[]): string[] {
  const pieces = { cut: { paragraph: [] as number[], item: [] as number[] }, join: { paragraph: [] as number[], item: [] as number[] } }
  let list: number[] = []
  for (const [at, block] of blocks.entries()) {
    if (block.seam === undefined) continue
    if (blocks[at - 1]?.seam === block.seam) list[list.length - 1]! += 1
    else (list = pieces[block.seam][seamNoun(block)]).push(2)
  }
  return (['cut', 'join'] as const).flatMap((is) => (['paragraph', 'item'] as const).flatMap((noun) => (
    pieces[is][noun].length === 0 ? [] : [said[locale][is](nouns[locale][noun === 'item' ? 'list-item' : 'paragraph']!, pieces[is][noun])])))
}

/** Columns that came or went, told by the line under each table's head, or moved, told by that head. */
function columnChanges(blocks: readonly BlockDiff[]): { inserted: number; deleted: number; moved: number } {
  const out = { inserted: 0, deleted: 0, moved: 0 }
  for (const [at, { kind, old, new: next, columns }] of blocks.entries()) {
    if (columns !== undefined && blocks[at + 1]?.new?.kind === 'table-rule') out.moved += movedColumns(columns).length
    if (kind !== 'changed' || old?.kind !== 'table-rule' || next?.kind !== 'table-rule') continue
    const columnsOf = (rule: string) => rule.match(/-+/g)?.length ?? 0
    const more = columnsOf(next.source) - columnsOf(old.source)
    out[more > 0 ? 'inserted' : 'deleted'] += Math.abs(more)
  }
  return out
}

const counted = (count: number, noun: Noun) => `${count} ${noun[count > 1 ? 1 : 0]}`

const isShownFormatting = (edit: Edit) => edit.kind === 'formatting' && edit.isUnseen !== true

function quietParts(locale: Locale, edits: readonly Edit[], blocks: readonly BlockDiff[]): string[] {
  const inside = blocks.filter((block) => block.kind === 'changed' || block.kind === 'moved').flatMap((block) => block.edits)
  // How a table's columns are aligned is one thing, however many colons say it.
  const again = new Set(blocks.filter(({ new: next }) => next?.kind === 'table-rule').flatMap((block) => block.edits.filter((edit) => edit.kind === 'formatting').slice(1)))
  const known = new Set(inside)
  const between = edits.filter((edit) => (edit.kind === 'whitespace' || edit.kind === 'formatting') && !known.has(edit))
  // What changed inside a field has been said with it.
  const ofHeader = new Set(blocks.filter(isOfHeader).flatMap((block) => block.edits))
  const all = [...inside, ...between].filter((edit) => !ofHeader.has(edit) && !again.has(edit) && edit.isUnseen !== true)
  return (Object.entries(quiet[locale]) as [EditKind, Noun][]).flatMap(([kind, noun]) => {
    // The signs on both sides of the same words are one change.
    const twice = kind !== 'formatting' ? 0 : blocks.filter(({ kind: became }) => became === 'changed' || became === 'moved').reduce((sum, block) => sum + block.edits.filter(isShownFormatting).length - countFormatting(block), 0)
    const count = all.filter((edit) => edit.kind === kind).length - twice
    return count === 0 ? [] : [counted(count, noun)]
  })
}
