/** One term: its notation is what headers hold; `broader` names its parents in the same vocabulary. */
export interface Concept {
  readonly notation: string
  readonly fr: string
  readonly en: string
  /** Nobody gave its English name yet: the French one stands for it. */
  readonly untranslated?: true
  /** One sentence that says what it means, to somebody who hesitates. Languages need none. */
  readonly definitionFr?: string
  readonly definitionEn?: string
  /** Other names people look for (short, inclusive, or used elsewhere). */
  readonly alsoFr?: readonly string[]
  readonly alsoEn?: readonly string[]
  readonly broader?: readonly string[]
  /**
   * The same (exact) or a neighbouring (close) term elsewhere, only where that term was read: a URI, or `<vocabulary>/<notation>`
   * for a term of the core.
   */
  readonly exact?: readonly string[]
  readonly close?: readonly string[]
  /** The term to use instead: a term is never dropped. */
  readonly replacedBy?: string
}

/** A controlled list (SKOS scheme). Its IRI is the instance's base + `id`; a concept's is that + `/` + notation. CC0. */
export interface Vocabulary {
  readonly id: string
  readonly fr: string
  readonly en: string
  readonly definitionFr: string
  readonly definitionEn: string
  /** Nobody gave its English name yet: the French one stands for it. */
  readonly untranslated?: true
  /** The vocabulary of the core under which a search across communities shows it. */
  readonly shownUnder?: string
  readonly concepts: readonly Concept[]
}

type Row = readonly [notation: string, fr: string, en: string, definitionFr: string, definitionEn: string, more?: Omit<Concept, 'notation' | 'fr' | 'en' | 'definitionFr' | 'definitionEn'>]

interface Naming { readonly fr: string; readonly en: string; readonly definitionFr: string; readonly definitionEn: string; readonly shownUnder?: string }

export function vocabulary(id: string, naming: Naming, rows: readonly Row[]): Vocabulary {
  return { id, ...naming, concepts: rows.map(([notation, fr, en, definitionFr, definitionEn, more]) => ({ notation, fr, en, definitionFr, definitionEn, ...more })) }
}
