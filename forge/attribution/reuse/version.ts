/** To raise when the same text may be read as other words, or have other prints: indexes made before are then read again. */
export const readingVersion = 1
