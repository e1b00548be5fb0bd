import type { BlockDiff, DiffOptions, Edit, EditKind } from './edits.js'
import { rawValue } from './front-matter.js'
import type { SegmentKind } from './segments.js'

type Locale = 'fr' | 'en'
/** One thing, several things, and in French whether participles take an e. */
type Noun = readonly [one: string, many: string, isFeminine?: boolean]

const nouns: Record<Locale, Partial<Record<SegmentKind, Noun>>> = {
  fr: {
    heading: ['titre', 'titres'], paragraph: ['paragraphe', 'paragraphes'], 'list-item': ['élément de liste', 'éléments de liste'],
    'table-row': ['ligne de tableau', 'lignes de tableau', true], code: ['bloc de code', 'blocs de code'], html: ['bloc HTML', 'blocs HTML'],
    definition: ['adresse de lien', 'adresses de lien', true], footnote: ['note', 'notes', true], rule: ['filet', 'filets'],
  },
  en: {
    heading: ['heading', 'headings'], paragraph: ['paragraph', 'paragraphs'], 'list-item': ['list item', 'list items'],
    'table-row': ['table row', 'table rows'], code: ['code block', 'code blocks'], html: ['HTML block', 'HTML blocks'],
    definition: ['link address', 'link addresses'], footnote: ['note', 'notes'], rule: ['rule', 'rules'],
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
    'list-item': ['retrait de liste modifié', 'retraits de liste modifiés'], table: ['cellule de tableau modifiée', 'cellules de tableau modifiées'],
    code: ['passage de code modifié', 'passages de code modifiés'], html: ['passage HTML modifié', 'passages HTML modifiés'],
    'no-break': ['espace insécable changée', 'espaces insécables changées'], whitespace: ['espace ou ligne vide changée', 'espaces ou lignes vides changées'],
    encoding: ['codage d’accent changé', 'codages d’accent changés'],
  },
  en: {
    url: ['link address changed', 'link addresses changed'], image: ['image changed', 'images changed'],
    'heading-level': ['heading level changed', 'heading levels changed'], formatting: ['formatting change', 'formatting changes'],
    'list-item': ['list indent changed', 'list indents changed'], table: ['table cell changed', 'table cells changed'],
    code: ['piece of code changed', 'pieces of code changed'], html: ['piece of HTML changed', 'pieces of HTML changed'],
    'no-break': ['no-break space changed', 'no-break spaces changed'], whitespace: ['space or blank line changed', 'spaces or blank lines changed'],
    encoding: ['accent encoding changed', 'accent encodings changed'],
  },
}

const said = {
  fr: {
    unchanged: 'Rien n’a changé.', reflow: 'Seule la coupure des lignes a changé, pas le texte.', lineEnd: 'Seules les fins de ligne ont changé, pas le texte.',
    layout: 'Seuls les espaces ont changé, pas les mots', changed: ['passage modifié', 'passages modifiés'] as Noun,
    added: 'ajouté', removed: 'retiré', altered: 'modifié', more: (n: number) => (n === 1 ? '1 autre champ' : `${n} autres champs`), field: 'champ', quoted: (name: string) => `«\u00A0${name}\u00A0»`, colon: '\u00A0: ',
    other: ['ligne d’en-tête changée', 'lignes d’en-tête changées'] as Noun,
  },
  en: {
    unchanged: 'Nothing changed.', reflow: 'Only line breaks moved; the text is the same.', lineEnd: 'Only line ends changed; the text is the same.',
    layout: 'Only spaces changed, no words', changed: ['passage changed', 'passages changed'] as Noun,
    added: 'added', removed: 'removed', altered: 'changed', more: (n: number) => (n === 1 ? '1 other field' : `${n} other fields`), field: 'field', quoted: (name: string) => `“${name}”`, colon: ': ',
    other: ['header line changed', 'header lines changed'] as Noun,
  },
}

const shortValue = 40
const fieldsSaid = 3

/** The change in one sentence, French and English; always the same one for the same change. */
export function summarise(edits: readonly Edit[], blocks: readonly BlockDiff[], label?: DiffOptions['label']): { fr: string; en: string } {
  return { fr: sentence('fr', edits, blocks, label), en: sentence('en', edits, blocks, label) }
}

function sentence(locale: Locale, edits: readonly Edit[], blocks: readonly BlockDiff[], label: DiffOptions['label']): string {
  const words = said[locale]
  if (edits.length === 0) return words.unchanged
  if (edits.every((edit) => edit.kind === 'line-end')) return words.lineEnd
  if (edits.every((edit) => edit.kind === 'reflow' || edit.kind === 'line-end')) return words.reflow
  const parts = [...fieldParts(locale, blocks, label), ...blockParts(locale, blocks), ...quietParts(locale, edits, blocks)]
  const joined = parts.join(', ')
  return joined === '' ? `${words.layout}.` : `${joined.charAt(0).toLocaleUpperCase(locale)}${joined.slice(1)}.`
}

/** « durée 45 → 60 », by raw value; long values are only said to have changed. */
function fieldParts(locale: Locale, blocks: readonly BlockDiff[], label: DiffOptions['label']): string[] {
  const words = said[locale]
  const changed = blocks.filter((block) => (block.new ?? block.old)?.kind === 'field' && isReal(block))
  const parts = changed.slice(0, fieldsSaid).map((block) => {
    const key = block.new?.field ?? block.old?.field ?? ''
    const name = lowered(label?.(key, locale) ?? key)
    const [from, to] = [block.old, block.new].map((segment) => (segment === undefined ? undefined : rawValue(segment.source)))
    const isShort = (value: string | undefined) => value === undefined || (value.length <= shortValue && !/[\r\n]/.test(value))
    if (from === undefined) return isShort(to) && to !== '' ? `${words.field} ${words.quoted(name)} ${words.added}${words.colon}${to}` : `${words.field} ${words.quoted(name)} ${words.added}`
    if (to === undefined) return `${words.field} ${words.quoted(name)} ${words.removed}`
    return isShort(from) && isShort(to) && from !== to ? `${name} ${from || '∅'} → ${to || '∅'}` : `${words.field} ${words.quoted(name)} ${words.altered}`
  })
  return changed.length > fieldsSaid ? [...parts, words.more(changed.length - fieldsSaid)] : parts
}

/** « TITRE » stays, « Durée » becomes « durée ». */
const lowered = (name: string) => (/^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name)

const unseen: ReadonlySet<EditKind> = new Set(['reflow', 'line-end'])
const isReal = (block: BlockDiff) => block.kind !== 'same' && block.kind !== 'moved-away' && block.edits.some((edit) => !unseen.has(edit.kind) && edit.kind !== 'moved')
const saysWords: ReadonlySet<EditKind> = new Set(['text', 'inserted', 'deleted'])

function blockParts(locale: Locale, blocks: readonly BlockDiff[]): string[] {
  const counts = new Map<string, { noun: Noun; verb: keyof (typeof done)['fr']; count: number }>()
  let changed = 0
  let others = 0
  for (const block of blocks) {
    const kind = (block.new ?? block.old)!.kind
    if (kind === 'field' || block.kind === 'same' || block.kind === 'moved-away') continue
    if (block.kind === 'changed') {
      if (block.edits.some((edit) => saysWords.has(edit.kind))) changed += 1
      continue
    }
    const noun = nouns[locale][kind]
    if (noun === undefined) {
      if (kind === 'comment') others += 1
      continue
    }
    const key = `${block.kind} ${kind}`
    const entry = counts.get(key) ?? { noun, verb: block.kind, count: 0 }
    counts.set(key, { ...entry, count: entry.count + 1 })
  }
  const parts = [...counts.values()].map(({ noun, verb, count }) => {
    const agreement = locale === 'fr' ? `${noun[2] === true ? 'e' : ''}${count > 1 ? 's' : ''}` : ''
    return `${count} ${noun[count > 1 ? 1 : 0]} ${done[locale][verb]}${agreement}`
  })
  if (changed > 0) parts.push(counted(changed, said[locale].changed))
  if (others > 0) parts.push(counted(others, said[locale].other))
  return parts
}

const counted = (count: number, noun: Noun) => `${count} ${noun[count > 1 ? 1 : 0]}`

function quietParts(locale: Locale, edits: readonly Edit[], blocks: readonly BlockDiff[]): string[] {
  const inside = blocks.filter((block) => block.kind === 'changed' || block.kind === 'moved').flatMap((block) => block.edits)
  const between = edits.filter((edit) => edit.kind === 'whitespace' && !inside.includes(edit))
  const all = [...inside, ...between]
  return (Object.entries(quiet[locale]) as [EditKind, Noun][]).flatMap(([kind, noun]) => {
    const count = all.filter((edit) => edit.kind === kind).length
    return count === 0 ? [] : [counted(count, noun)]
  })
}
