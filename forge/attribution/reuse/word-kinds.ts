/** What is known of a word besides itself, as bits of one byte. */

/** It stands in a heading. */
export const heading = 1
/** It stands in a licence notice or a credit line. */
export const notice = 2
/** It follows an apostrophe: with the word before, a reader counts one. */
export const joined = 4

/** In the place of a word: a wall that no passage crosses. */
export const wall = 0
