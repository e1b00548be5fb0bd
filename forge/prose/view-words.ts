import type { EditKind } from './edits.js'
import type { Emphasis } from './emphasis-changes.js'
import type { SegmentKind } from './segments.js'

/** The words the views of a change add to people's texts. */
export interface ViewWords {
  readonly start: { readonly ins: string; readonly del: string }
  readonly end: { readonly ins: string; readonly del: string }
  image(alt: string): string
  readonly note: Readonly<Partial<Record<EditKind, string>>>
  readonly otherNote: string
  movedColumns(names: readonly string[]): string
  /** A column, by its name or its rank, and how its cells were and are aligned (`-`, `:-`, `:-:`, `-:`). */
  aligned(name: string, rank: number, before: string, after: string): string
  /** Title of a change of so many rows of a table that is there before and after. */
  rows(count: number): string
  readonly box: { readonly ticked: string; readonly unticked: string; readonly added: string; readonly removed: string }
  /** Where a paragraph or an item was cut, or two made one. */
  readonly seam: Readonly<Record<'cut' | 'join', Readonly<Record<'paragraph' | 'item', string>>>>
  /** What they became, where it is something else. */
  readonly seamInto: Readonly<Record<'cut' | 'join', Readonly<Record<'paragraph' | 'item', string>>>>
  /** Title of a change that is no more than that. */
  readonly seamTitle: Readonly<Record<'cut' | 'join', Readonly<Record<'paragraph' | 'item', string>>>>
  /** Beside the level of what was no heading, or is none any more. */
  readonly madeHeading: string
  readonly noLongerHeading: string
  /** Before the number that says how deep in its lists an item stands. */
  readonly depth: string
  /** Words set off, no longer, or otherwise. */
  emphasis(before: Emphasis | undefined, after: Emphasis | undefined): string
  unchanged(count: number): string
  unchangedLines(count: number): string
  left(count: number): string
  tooMany(count: number): string
  readonly fields: {
    readonly empty: string
    /** Name of the row for what changes in a header without changing what it says. */
    readonly layout: string
    rewritten(names: readonly string[]): string
    unseen(names: readonly string[]): string
    moved(names: readonly string[]): string
    same(count: number): string
    readonly comment: string
    readonly fences: string
    readonly otherLines: string
    readonly lines: string
    sameItems(count: number): string
    sameNamed(names: readonly string[]): string
    readonly movedItem: string
    readonly rewrittenItem: string
  }
  readonly onlyLayout: string
  readonly renamed: string
  readonly lineEnds: string
  readonly unseenBlanks: string
  readonly unseenWriting: string
  /** Name of a character that shows nothing. */
  invisible(character: string): string
  readonly nothing: string
  readonly block: Readonly<Record<SegmentKind, string>>
  readonly became: { readonly changed: string; readonly inserted: string; readonly deleted: string; readonly moved: string; readonly 'moved-away': string; readonly replaced: string }
  /** Nouns whose participles take an e in French. */
  readonly feminine: readonly SegmentKind[]
  readonly several: string
  readonly header: string
  in(section: string): string
  readonly blankLines: string
  /** Name of the region a table scrolls in. */
  readonly table: string
  readonly parts: { readonly before: string; readonly after: string }
  readonly lines: { readonly caption: string; readonly old: string; readonly new: string; readonly text: string }
}

const noBreakSpaces: ReadonlySet<string> = new Set(['\u00A0', '\u202F', '\u2007'])

const sides = { fr: { '-': 'par défaut', ':-': 'à gauche', ':-:': 'au centre', '-:': 'à droite' }, en: { '-': 'by default', ':-': 'left', ':-:': 'centre', '-:': 'right' } } as const
const sideOf = (locale: 'fr' | 'en', alignment: string): string => sides[locale][alignment as '-'] ?? alignment

interface SetOff { readonly on: string; readonly off: string; readonly name: string; readonly instead: string }
const setOff: Readonly<Record<'fr' | 'en', Readonly<Record<Emphasis, SetOff>>>> = {
  fr: {
    italic: { on: 'Mise en italique', off: 'N’est plus en italique', name: 'Italique', instead: 'd’italique' }, bold: { on: 'Mise en gras', off: 'N’est plus en gras', name: 'Gras', instead: 'de gras' },
    both: { on: 'Mise en gras et en italique', off: 'N’est plus en gras ni en italique', name: 'Gras et italique', instead: 'de gras et d’italique' },
    struck: { on: 'Mots barrés', off: 'N’est plus barré', name: 'Barré', instead: 'de barré' }, code: { on: 'Mise en caractères de code', off: 'N’est plus en caractères de code', name: 'Caractères de code', instead: 'de caractères de code' },
  },
  en: {
    italic: { on: 'Made italic', off: 'No longer italic', name: 'Italic', instead: 'italic' }, bold: { on: 'Made bold', off: 'No longer bold', name: 'Bold', instead: 'bold' },
    both: { on: 'Made bold and italic', off: 'No longer bold and italic', name: 'Bold and italic', instead: 'bold and italic' },
    struck: { on: 'Words struck out', off: 'No longer struck out', name: 'Struck out', instead: 'struck out' }, code: { on: 'Set as code', off: 'No longer set as code', name: 'Code', instead: 'code' },
  },
}

const fr: ViewWords = {
  start: { ins: ' [début de l’ajout] ', del: ' [début du retrait] ' },
  end: { ins: ' [fin de l’ajout] ', del: ' [fin du retrait] ' },
  image: (alt) => (alt.trim() === '' ? 'image sans texte de remplacement' : `image\u00A0: ${alt}`),
  note: {
    url: 'Adresse du lien', 'link-title': 'Titre du lien', 'heading-level': 'Niveau du titre', formatting: 'Mise en forme', 'list-item': 'Place dans la liste', checkbox: 'Case à cocher',
    whitespace: 'Espaces', 'no-break': 'Espaces insécables', encoding: 'Même texte, accents codés autrement', html: 'HTML', image: 'Image', footnote: 'Appel de note', code: 'Code',
    'table-cell': 'Tableau', 'table-row': 'Tableau', 'table-column': 'Tableau',
  },
  otherNote: 'Dans le texte source',
  movedColumns: (names) => `${names.length > 1 ? 'Colonnes déplacées' : 'Colonne déplacée'}\u00A0: ${names.join(', ')}`,
  aligned: (name, rank, before, after) => `${name === '' ? `colonne ${rank}` : `«\u00A0${name}\u00A0»`}\u00A0: ${sideOf('fr', after)}, avant ${sideOf('fr', before)}`,
  rows: (count) => (count > 1 ? 'Lignes de tableau' : 'Ligne de tableau'),
  box: { ticked: 'Case cochée', unticked: 'Case décochée', added: 'Case à cocher ajoutée', removed: 'Case à cocher retirée' },
  seam: { cut: { paragraph: 'paragraphe coupé ici', item: 'élément de liste coupé ici' }, join: { paragraph: 'paragraphes réunis ici', item: 'éléments de liste réunis ici' } },
  seamInto: { cut: { paragraph: ', en paragraphes', item: ', en éléments de liste' }, join: { paragraph: ', en un paragraphe', item: ', en un élément de liste' } },
  seamTitle: { cut: { paragraph: 'Paragraphe coupé', item: 'Élément de liste coupé' }, join: { paragraph: 'Paragraphes réunis', item: 'Éléments de liste réunis' } },
  madeHeading: '(devient un titre)', noLongerHeading: '(ce n’est plus un titre)', depth: 'niveau',
  emphasis: (before, after) => (before === undefined ? setOff.fr[after!].on : after === undefined ? setOff.fr[before].off : `${setOff.fr[after].name} au lieu ${setOff.fr[before].instead}`),
  unchanged: (count) => (count > 1 ? `${count} passages inchangés` : '1 passage inchangé'),
  unchangedLines: (count) => (count > 1 ? `${count} lignes inchangées` : '1 ligne inchangée'),
  left: (count) => `… et ${count} autres passages inchangés.`,
  tooMany: (count) => `… et ${count} autres changements, à lire dans la vue «\u00A0Source\u00A0».`,
  fields: {
    empty: '(vide)', layout: 'Présentation de l’en-tête',
    rewritten: (names) => `Même contenu, écrit autrement (guillemets, retraits, commentaires)\u00A0: ${names.join(', ')}.`,
    unseen: (names) => `Ce qui change ne se voit que dans le texte source\u00A0: ${names.join(', ')}.`,
    moved: (names) => `Ordre des champs\u00A0: ${names.join(', ')} ${names.length > 1 ? 'ont changé' : 'a changé'} de place.`,
    same: (count) => (count > 1 ? `${count} champs inchangés` : '1 champ inchangé'),
    comment: 'Un commentaire de l’en-tête a changé.', fences: 'Les lignes qui ouvrent ou ferment l’en-tête ont changé.',
    otherLines: 'Autres lignes de l’en-tête', lines: 'Ces champs dans le texte source',
    sameItems: (count) => (count > 1 ? `${count} éléments inchangés` : '1 élément inchangé'),
    sameNamed: (names) => `Sans changement\u00A0: ${names.join(', ')}`,
    movedItem: '(déplacé)', rewrittenItem: '(écrit autrement dans le texte source)',
  },
  renamed: 'Fichier renommé\u00A0:', onlyLayout: 'Des lignes ont été coupées ailleurs, sans changer le texte.',
  lineEnds: 'Des fins de ligne sont codées autrement, sans changer le texte.',
  unseenBlanks: 'Des espaces ou des lignes vides ont changé, sans changer ce qu’on lit.',
  unseenWriting: 'Des listes, des titres ou des filets sont écrits autrement, sans changer ce qu’on lit.',
  invisible: (character) => (noBreakSpaces.has(character) ? 'espace insécable' : 'caractère invisible'),
  nothing: 'Rien n’a changé.',
  block: {
    fence: 'En-tête', field: 'Champ', comment: 'En-tête', heading: 'Titre', paragraph: 'Paragraphe', 'list-item': 'Élément de liste', 'table-row': 'Tableau',
    'table-rule': 'Tableau', code: 'Code', html: 'HTML', definition: 'Adresse de lien', footnote: 'Note', directive: 'Encadré', rule: 'Filet', separator: 'Espaces',
  },
  became: { changed: 'modifié', inserted: 'ajouté', deleted: 'retiré', moved: 'déplacé', 'moved-away': 'déplacé d’ici', replaced: 'remplacé' },
  feminine: ['definition', 'footnote'],
  several: 'Passage',
  header: 'Champs de la fiche',
  in: (section) => `, dans «\u00A0${section}\u00A0»`,
  blankLines: 'Lignes vides ou espaces entre deux passages',
  table: 'Tableau des changements', parts: { before: 'avant', after: 'après' },
  lines: { caption: 'Changements ligne par ligne', old: 'Avant', new: 'Après', text: 'Texte' },
}

const en: ViewWords = {
  start: { ins: ' [start of addition] ', del: ' [start of removal] ' },
  end: { ins: ' [end of addition] ', del: ' [end of removal] ' },
  image: (alt) => (alt.trim() === '' ? 'image without alternative text' : `image: ${alt}`),
  note: {
    url: 'Link address', 'link-title': 'Link title', 'heading-level': 'Heading level', formatting: 'Formatting', 'list-item': 'Place in the list', checkbox: 'Checkbox',
    whitespace: 'Spaces', 'no-break': 'No-break spaces', encoding: 'Same text, accents encoded differently', html: 'HTML', image: 'Image', footnote: 'Note label', code: 'Code',
    'table-cell': 'Table', 'table-row': 'Table', 'table-column': 'Table',
  },
  otherNote: 'In the source text',
  movedColumns: (names) => `${names.length > 1 ? 'Columns moved' : 'Column moved'}: ${names.join(', ')}`,
  aligned: (name, rank, before, after) => `${name === '' ? `column ${rank}` : `“${name}”`}: ${sideOf('en', after)}, before ${sideOf('en', before)}`,
  rows: (count) => (count > 1 ? 'Table rows' : 'Table row'),
  box: { ticked: 'Box ticked', unticked: 'Box unticked', added: 'Checkbox added', removed: 'Checkbox removed' },
  seam: { cut: { paragraph: 'paragraph split here', item: 'list item split here' }, join: { paragraph: 'paragraphs joined here', item: 'list items joined here' } },
  seamInto: { cut: { paragraph: ', into paragraphs', item: ', into list items' }, join: { paragraph: ', into a paragraph', item: ', into a list item' } },
  seamTitle: { cut: { paragraph: 'Paragraph split', item: 'List item split' }, join: { paragraph: 'Paragraphs joined', item: 'List items joined' } },
  madeHeading: '(becomes a heading)', noLongerHeading: '(no longer a heading)', depth: 'level',
  emphasis: (before, after) => (before === undefined ? setOff.en[after!].on : after === undefined ? setOff.en[before].off : `${setOff.en[after].name} instead of ${setOff.en[before].instead}`),
  unchanged: (count) => (count > 1 ? `${count} passages unchanged` : '1 passage unchanged'),
  unchangedLines: (count) => (count > 1 ? `${count} lines unchanged` : '1 line unchanged'),
  left: (count) => `… and ${count} other unchanged passages.`,
  tooMany: (count) => `… and ${count} other changes: see the source view.`,
  fields: {
    empty: '(empty)', layout: 'Layout of the header',
    rewritten: (names) => `Same content, written differently (quotes, indents, comments): ${names.join(', ')}.`,
    unseen: (names) => `What changes shows in the source text only: ${names.join(', ')}.`,
    moved: (names) => `Order of fields: ${names.join(', ')} moved.`,
    same: (count) => (count > 1 ? `${count} fields unchanged` : '1 field unchanged'),
    comment: 'A comment of the header changed.', fences: 'The lines that open or close the header changed.',
    otherLines: 'Other lines of the header', lines: 'These fields in the source text',
    sameItems: (count) => (count > 1 ? `${count} items unchanged` : '1 item unchanged'),
    sameNamed: (names) => `Unchanged: ${names.join(', ')}`,
    movedItem: '(moved)', rewrittenItem: '(written differently in the source text)',
  },
  renamed: 'File renamed:', onlyLayout: 'Lines were broken elsewhere; the text is the same.',
  lineEnds: 'Line ends are encoded differently; the text is the same.',
  unseenBlanks: 'Spaces or blank lines changed; what one reads is the same.',
  unseenWriting: 'Lists, headings or rules are written differently; what one reads is the same.',
  invisible: (character) => (noBreakSpaces.has(character) ? 'no-break space' : 'invisible character'),
  nothing: 'Nothing changed.',
  block: {
    fence: 'Header', field: 'Field', comment: 'Header', heading: 'Heading', paragraph: 'Paragraph', 'list-item': 'List item', 'table-row': 'Table',
    'table-rule': 'Table', code: 'Code', html: 'HTML', definition: 'Link address', footnote: 'Note', directive: 'Box', rule: 'Rule', separator: 'Spaces',
  },
  became: { changed: 'changed', inserted: 'added', deleted: 'removed', moved: 'moved', 'moved-away': 'moved from here', replaced: 'replaced' },
  feminine: [],
  several: 'Passage',
  header: 'Fields of the fiche',
  in: (section) => `, in “${section}”`,
  blankLines: 'Blank lines or spaces between two passages',
  table: 'Table of changes', parts: { before: 'before', after: 'after' },
  lines: { caption: 'Changes line by line', old: 'Before', new: 'After', text: 'Text' },
}

export const viewWords: Readonly<Record<'fr' | 'en', ViewWords>> = { fr, en }
