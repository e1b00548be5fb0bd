import { parseExpression, type LicenceExpression } from '../licences/expression.js'
import { isFree, type Licence } from '../licences/identify.js'
import type { Problem, Rule } from '../rule.js'

/** A licence nobody knows, without version, contradicted by the text, or that a commons does not take for a new fiche. */
export const knownLicence: Rule = {
  id: 'licence',
  fr: 'La licence est reconnue, précise, et d’accord avec le texte.',
  en: 'The licence is known, precise, and agrees with the text.',
  examples: [
    { text: '---\nlicence: CC-BY-SA-4.0\n---\n', problems: 0 },
    { text: '---\nlicence: https://creativecommons.org/licenses/by/4.0/deed.fr\n---\n', problems: 0 },
    { text: '---\nlicence: libre\n---\n', problems: 1 },
    { text: '---\nlicence: CC BY-SA\n---\n', problems: 1 },
    { text: '---\nlicence: CC-BY-NC-4.0\n---\n', problems: 1 },
    { text: '---\nlicence: CC-BY-4.0\n---\n# T\n\nTexte.\n\n## Licence\n\nCette fiche est sous licence Creative Commons BY-NC-SA 4.0.\n', problems: 1 },
  ],
  check: ({ fiche, licence, profile, lineOf }) => {
    const line = lineOf('licence')
    const label = fiche.fields.licence
    const problem = (severity: Problem['severity'], fr: string, en: string, wayOutFr: string, wayOutEn: string): Problem[] => [{ rule: 'licence', field: 'licence', line, severity, fr, en, wayOutFr, wayOutEn }]
    if (licence.state === 'contradictory') {
      const said = licence.declared.map(one => one.licence?.shortName ?? one.label).filter((one, index, all) => all.indexOf(one) === index).join(', ')
      if (licence.several === true) {
        return problem('block', `Plusieurs licences sont déclarées à la fois\u00A0: ${said}.`, `Several licences are declared at once: ${said}.`,
          'Dites si l’on choisit entre elles, ou quelle partie est sous laquelle\u00A0; puis n’en gardez qu’une ici.', 'Say whether one chooses between them, or which part is under which; then keep only one here.')
      }
      return problem('block', `L’en-tête et le texte ne disent pas la même licence\u00A0: ${said}.`, `The header and the text do not state the same licence: ${said}.`,
        'Demandez aux personnes qui ont écrit le texte, puis n’en gardez qu’une.', 'Ask the authors of the text, then keep only one.')
    }
    if (label === undefined) return []
    const leaves = leavesOf(parseExpression(label))
    if (leaves.includes(undefined)) {
      return problem('block', `La licence «\u00A0${label.slice(0, 80)}\u00A0» n’est pas reconnue.`, `The licence “${label.slice(0, 80)}” is not known.`,
        'Choisissez une licence de la liste, par exemple CC-BY-SA-4.0.', 'Choose a licence from the list, for instance CC-BY-SA-4.0.')
    }
    const vague = leaves.find(leaf => leaf?.versionKnown === false)
    if (vague) {
      return problem('warn', `La version de «\u00A0${vague.shortName}\u00A0» est à préciser.`, `The version of “${vague.shortName}” is not stated.`,
        `Écrivez par exemple «\u00A0${vague.shortName} 4.0\u00A0», si c’est bien elle.`, `Write for instance “${vague.shortName} 4.0”, if that is the one.`)
    }
    if (leaves.some(leaf => leaf?.family === 'CC-PDM')) {
      return problem('warn', 'La marque du domaine public n’est pas une licence.', 'The Public Domain Mark is no licence.',
        'Pour offrir un texte nouveau sans condition, choisissez CC0-1.0.', 'To give a new text without condition, choose CC0-1.0.')
    }
    const restricted = leaves.find(leaf => leaf !== undefined && !isFree(leaf))
    if (restricted) {
      return problem('hint', `«\u00A0${restricted.shortName}\u00A0» limite ce que les autres peuvent faire de la fiche.`, `“${restricted.shortName}” limits what others may do with the fiche.`,
        'Si vous en êtes l’auteur·ice, CC-BY-SA-4.0 la garde ouverte pour tout le monde.', 'If you wrote it, CC-BY-SA-4.0 keeps it open for everyone.')
    }
    if (profile.licences.length > 0 && !leaves.some(leaf => leaf !== undefined && profile.licences.includes(leaf.id))) {
      return problem('warn', `Cette communauté attend une de ces licences\u00A0: ${profile.licences.join(', ')}.`, `This community expects one of these licences: ${profile.licences.join(', ')}.`,
        'Choisissez-en une, ou demandez à la communauté.', 'Choose one of them, or ask the community.')
    }
    return []
  },
}

/** Every licence of an expression; undefined stands for one nobody knows. */
function leavesOf(expression: LicenceExpression): (Licence | undefined)[] {
  if (expression.kind === 'licence') return [expression.licence]
  return expression.kind === 'unknown' ? [undefined] : expression.parts.flatMap(leavesOf)
}
