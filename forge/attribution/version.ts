/** Part of every key of kept results: raise it when the same history may give another answer. */
export const attributionVersion = 'words-10'
