/** Words whose blanks were made one, with the no-break spaces that French wants back; other languages as they are. */
export function spacedIn(language: string, words: string): string {
  if (!language.startsWith('fr')) return words
  return words.replace(/(?<=[\p{L}\p{N})»…"]) (?=[:;!?»])/gu, '\u00A0').replace(/« /g, '«\u00A0').replace(/(?<=\d) (?=\d{3}\b)/g, '\u00A0')
}
