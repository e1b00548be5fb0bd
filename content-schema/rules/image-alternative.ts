import type { Problem, Rule } from '../rule.js'

/** A picture that is shown says what it shows, for those who cannot see it (content model §4.1). */
export const imageAlternative: Rule = {
  id: 'image-sans-description',
  fr: 'Chaque image montrée a une description.',
  en: 'Every picture shown has a description.',
  examples: [
    { text: 'Voici ![un cercle de chaises](a.png).\n', problems: 0 },
    { text: 'Voici ![](a.png) et ![ ](b.png).\n', problems: 2 },
    { text: 'Code `![](a.png)` :\n\n```\n![](b.png)\n```\n', problems: 0 },
    { text: '<img src="a.png">\n', problems: 1 },
    { text: '---\ncouverture: { fichier: a.png }\n---\n', problems: 1 },
  ],
  check: ({ fiche, lineOf }) => {
    const problems: Problem[] = []
    const { couverture } = fiche.fields
    if (Object.hasOwn(fiche.header, 'couverture') && couverture !== undefined && couverture.alt === undefined) problems.push(missing(couverture.fichier, lineOf('couverture'), 'couverture'))
    for (const { file, line } of imagesWithoutAlternative(fiche.body)) problems.push(missing(file, line + fiche.bodyLine - 1, undefined))
    return problems
  },
}

function missing(file: string, line: number, field: string | undefined): Problem {
  return {
    rule: 'image-sans-description', ...(field === undefined ? {} : { field }), line, severity: 'block',
    fr: `L’image «\u00A0${file.slice(0, 80)}\u00A0» n’a pas de description.`,
    en: `The picture “${file.slice(0, 80)}” has no description.`,
    wayOutFr: 'Écrivez entre les crochets ce qu’elle montre, en une phrase.',
    wayOutEn: 'Write between the brackets what it shows, in one sentence.',
  }
}

const LINE_LIMIT = 10_000

/** Pictures with an empty description, outside code; `line` is 1-based in the body. */
function imagesWithoutAlternative(body: string): { file: string; line: number }[] {
  const found: { file: string; line: number }[] = []
  let fence: string | undefined
  for (const [index, whole] of body.split(/\r?\n/).entries()) {
    const line = whole.slice(0, LINE_LIMIT)
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) { if (mark !== undefined && mark.startsWith(fence)) fence = undefined; continue }
    if (mark !== undefined) { fence = mark; continue }
    if (!line.includes('![') && !/<img/i.test(line)) continue
    const text = line.replace(/(`+)[^`]*\1/g, '')
    for (const match of text.matchAll(/!\[\s*\](?:\(\s*<?([^)\s>]{0,500})|\[([^\]]{0,200})\])/g)) found.push({ file: match[1] ?? match[2] ?? '', line: index + 1 })
    for (const match of text.matchAll(/<img\b([^>]{0,2000})>/gi)) {
      const attributes = match[1] ?? ''
      if (!/\balt\s*=\s*(?:"[^"]*\S[^"]*"|'[^']*\S[^']*'|[^\s"'>]+)/i.test(attributes)) found.push({ file: /\bsrc\s*=\s*["']?([^"'\s>]{0,500})/i.exec(attributes)?.[1] ?? '', line: index + 1 })
    }
  }
  return found
}
