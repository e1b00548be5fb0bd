import { lineAt } from '../header.js'
import type { Rule } from '../rule.js'

/** Characters that no text holds: what a terminal or a page would take for an order. Tab and line ends aside. */
const ORDERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
/** Marks that turn the direction of what follows: they make a text show otherwise than it is (Unicode TR 36). */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/

/** Characters nobody sees, that change what is shown. */
export const invisibleCharacters: Rule = {
  id: 'caractere-invisible',
  fr: 'Un texte ne contient ni caractère de commande ni marque qui en retourne le sens.',
  en: 'A text holds no control character nor mark that turns its direction.',
  examples: [
    { text: '---\ntitre: Ça\u00a0va\u202f?\n---\n\tUn texte.\r\n', problems: 0 },
    { text: '---\ntitre: T\n---\nUn\u0000texte.\n', problems: 1 },
    { text: '---\ntitre: T\n---\nUn \u202Etexte.\n', problems: 1 },
  ],
  check: ({ fiche: { text } }) => [[ORDERS, 'block'] as const, [TURNS, 'warn'] as const].flatMap(([characters, severity]) => {
    const at = text.search(characters)
    if (at === -1) return []
    const name = `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`
    return [{
      rule: 'caractere-invisible', line: lineAt(text, at), severity,
      fr: `Cette ligne contient un caractère que personne ne voit (${name}).`, en: `This line holds a character that nobody sees (${name}).`,
      wayOutFr: 'Effacez-le, ou retapez la ligne.', wayOutEn: 'Delete it, or type the line again.',
    }]
  }),
}
