/** One term: its notation is what headers hold; `broader` names its parents in the same vocabulary. */
export interface Concept {
  readonly notation: string
  readonly fr: string
  readonly en: string
  readonly broader?: readonly string[]
  /** URI of the same (exact) or a neighbouring (close) term elsewhere, only where that term was read. */
  readonly exact?: string
  readonly close?: string
  /** The term to use instead: a term is never dropped. */
  readonly replacedBy?: string
}

/** A controlled list (SKOS scheme). Its IRI is the instance's base + `id`; a concept's is that + `/` + notation. CC0. */
export interface Vocabulary {
  readonly id: string
  readonly fr: string
  readonly en: string
  readonly concepts: readonly Concept[]
}

type Row = readonly [notation: string, fr: string, en: string, more?: Omit<Concept, 'notation' | 'fr' | 'en'>]

export function vocabulary(id: string, fr: string, en: string, rows: readonly Row[]): Vocabulary {
  return { id, fr, en, concepts: rows.map(([notation, labelFr, labelEn, more]) => ({ notation, fr: labelFr, en: labelEn, ...more })) }
}
