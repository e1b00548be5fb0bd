/** What fills a sentence's blanks. */
export type Details = Readonly<Record<string, unknown>>
