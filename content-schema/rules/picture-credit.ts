import { isRecord } from '../header.js'
import { picturesIn } from '../licences/pictures-in.js'
import type { Problem, Rule } from '../rule.js'

/** Whose picture it is, and under which licence, stands beside a picture (CC 4.0 s3(a)(1); CPI L121-1); one that says nothing is nobody's to reuse. Asked once it is described. */
export const pictureCredit: Rule = {
  id: 'image-sans-credit',
  fr: 'Chaque image dit de qui elle est.',
  en: 'Every picture says whose it is.',
  examples: [
    { text: '![un cercle](a.png)\n\n*Image : Lou Exemple, CC BY 4.0*\n', problems: 0 },
    { text: '![un cercle](a.png)\n\nDu texte.\n', problems: 1 },
    { text: '![un cercle](a.png) Photo de Lou Exemple\n', problems: 0 },
    { text: '![](a.png)\n', problems: 0 },
    { text: '```\n![un cercle](a.png)\n```\n\n![ailleurs](https://exemple.org/a.png)\n', problems: 0 },
    { text: '---\nmedias: [{ fichier: a.png, auteurs: [Lou Exemple], licence: CC-BY-4.0 }]\n---\n![un cercle](a.png)\n', problems: 0 },
    { text: '---\ncouverture: { fichier: a.png, alt: un cercle }\n---\n', problems: 1 },
    { text: '---\ncouverture: { fichier: a.png, alt: un cercle, credit: Lou Exemple }\n---\n![un cercle](./a.png)\n', problems: 0 },
  ],
  check: ({ fiche, lineOf }) => {
    const problems: Problem[] = []
    const { couverture } = fiche.fields
    const said = new Set(creditedIn(fiche.header).map(bare))
    if (couverture?.alt !== undefined && couverture.credit === undefined && !said.has(bare(couverture.fichier))) problems.push(unknown(couverture.fichier, lineOf('couverture'), 'couverture'))
    if (couverture?.credit !== undefined) said.add(bare(couverture.fichier))
    const seen = new Set<string>()
    for (const { address, alt, line, credit } of picturesIn(fiche.body)) {
      if (credit) said.add(bare(address))
      if (alt === '' || credit || /^[a-z][a-z0-9+.-]*:|^\/\//i.test(address) || said.has(bare(address)) || seen.has(address)) continue
      seen.add(address)
      problems.push(unknown(address, line + fiche.bodyLine - 1, undefined))
    }
    return problems
  },
}

const bare = (address: string): string => address.replace(/^\.\//, '').replace(/[?#].*$/, '')

/** Files that the header says the author or the licence of. */
function creditedIn(header: Record<string, unknown>): string[] {
  const items: unknown[] = Array.isArray(header['medias']) ? header['medias'] : []
  return items.flatMap((item) => (isRecord(item) && typeof item['fichier'] === 'string' && (item['auteurs'] !== undefined || item['licence'] !== undefined) ? [item['fichier']] : []))
}

function unknown(file: string, line: number, field: string | undefined): Problem {
  return {
    rule: 'image-sans-credit', ...(field === undefined ? {} : { field }), line, severity: 'warn',
    fr: `On ne sait pas de qui est l’image «\u00A0${file.slice(0, 80)}\u00A0».`,
    en: `Nobody knows whose the picture “${file.slice(0, 80)}” is.`,
    wayOutFr: 'Écrivez dessous qui l’a faite et sa licence, par exemple «\u00A0Image\u00A0: Camille Exemple, CC BY-SA 4.0\u00A0».',
    wayOutEn: 'Write under it who made it and its licence, for instance “Picture: Camille Exemple, CC BY-SA 4.0”.',
  }
}
