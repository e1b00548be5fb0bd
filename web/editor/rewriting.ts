/** A text, and what is selected in it: offsets in UTF-16 units, equal when it is only a place. */
export interface Selected { readonly text: string; readonly from: number; readonly to: number }

/** What takes the place of `text.slice(from, to)`, and what is selected then: offsets in the new text. */
export interface Rewriting { readonly from: number; readonly to: number; readonly by: string; readonly select: readonly [from: number, to: number] }

/** The text after a rewriting. */
export const rewritten = (text: string, { from, to, by }: Rewriting): string => text.slice(0, from) + by + text.slice(to)
