import { choicesOf } from './choices.js'
import { PROPOSED_TARGETS } from './data/compat.js'
import { identify } from './identify.js'
import { judge, rank, type Judgement } from './judge.js'
import type { LicencePolicy } from './policy.js'
import type { VerdictContext, VerdictRequest } from './verdict-request.js'

/** What a way out changes in the request, so that it can be asked again. `without`: sources as they were written. */
export interface FixChange {
  readonly target?: string
  readonly relation?: VerdictRequest['relation']
  readonly context?: VerdictContext
  readonly without?: readonly string[]
}
/** A smallest way out, as an action somebody can take; `then`: the request it leads to, which is better. Absent: nothing more to ask. */
export interface Fix { readonly fr: string; readonly en: string; readonly then?: FixChange }

/** The request a way out leads to. */
export function replayed(request: VerdictRequest, change: FixChange): VerdictRequest {
  return {
    relation: change.relation ?? request.relation,
    sources: change.without ? request.sources.filter(({ licence }) => !change.without?.includes(licence)) : request.sources,
    target: change.target ?? request.target,
    context: { ...request.context, ...change.context },
  }
}

/** The ways out of a refusal or a warning, the smallest first. One that leads to a request is kept only when its answer is better. */
export function fixesFor(judgement: Judgement, request: VerdictRequest, policy: LicencePolicy): readonly Fix[] {
  if (judgement.verdict === 'pass') return []
  const kept = candidates(judgement, request, policy).filter(({ then }) => then === undefined || rank(judge(replayed(request, then), policy).verdict) < rank(judgement.verdict))
  return kept.length > 0 ? kept : [ASK]
}

const ASK: Fix = { fr: 'Demander l’accord des personnes qui ont écrit le texte.', en: 'Ask its authors for their consent.' }
const LINK: Fix = { fr: 'Renvoyer vers l’original par un lien plutôt que le reprendre.', en: 'Link to the original instead of taking it in.' }
const PATH: Fix = { fr: 'Les mettre côte à côte dans un parcours, chacun avec sa licence.', en: 'Put them side by side in a path, each with its licence.', then: { relation: 'collection' } }
const PATH_ALONE: Fix = { fr: 'Le mettre tel quel dans un parcours, avec sa licence.', en: 'Put it as it is in a path, with its licence.', then: { relation: 'collection' } }
const STATE: Fix = { fr: 'Préciser la licence avec les personnes qui ont écrit le texte.', en: 'Have its authors state the licence.' }
const OWN_WORDS: Fix = { fr: 'Repartir de vos propres mots, sans reprendre ce texte.', en: 'Start from your own words, without taking this text.' }
const VERSION: Fix = { fr: 'Écrire la version, par exemple « CC BY-SA 4.0 ».', en: 'Write the version, for instance “CC BY-SA 4.0”.' }
const BESIDE: Fix = { fr: 'Garder la licence de l’élément à côté de lui.', en: 'Keep the item’s licence beside it.' }

function candidates({ code, source }: Judgement, request: VerdictRequest, policy: LicencePolicy): readonly Fix[] {
  const context = request.context ?? {}
  const others = (keep: Fix[]): Fix[] => [...labels(request, policy), ...(request.sources.length > 1 ? [PATH] : []), ...keep]
  const isAlone = request.sources.length === 1 && (request.relation === 'adaptation' || request.relation === 'translation')
  const replace = without(source?.from, request, isAlone ? OWN_WORDS : { fr: source?.label ? `Remplacer le passage sous ${source.label} par vos propres mots.` : 'Remplacer le passage par vos propres mots.', en: source?.label ? `Replace the passage under ${source.label} with your own words.` : 'Replace the passage with your own words.' })
  const ask = without(source?.from, request, ASK)
  switch (code) {
    case 'UNKNOWN_LICENCE': case 'RETIRED_TOOL': case 'VERSION_MISSING': return [STATE, LINK, replace]
    case 'NO_PERMISSION': return [ask, LINK, replace]
    case 'ND_ADAPTATION': return request.relation === 'inclusion'
      ? [{ fr: 'Garder l’image telle quelle, sans modification.', en: 'Keep the picture as it is, unmodified.', then: { context: { modified: false } } }, ask]
      : [{ fr: 'Garder l’original tel quel, sans modification.', en: 'Keep the original as it is, unmodified.', then: { relation: 'verbatim', target: source?.from ?? request.target } }, request.sources.length > 1 ? PATH : PATH_ALONE, replace, ask]
    case 'ND_EXCERPT': return [{ fr: 'Prendre l’élément entier.', en: 'Take the whole item.', then: { context: { excerpt: false } } }, LINK, ask]
    case 'ND_PRIVATE_ONLY': case 'PRIVATE_ONLY': return [{ fr: 'Garder ce brouillon privé.', en: 'Keep this draft private.' }, ...others([replace, ask])]
    case 'NC_COMMERCIAL_COLLECTION': case 'COMMERCIAL_USE': return [{ fr: 'Renoncer à l’usage commercial.', en: 'Make no commercial use.', then: { context: { commercial: false } } }, LINK, ask]
    case 'NC_IN_COLLECTION': case 'NC_INCLUDE_IN_FREE': return [{ fr: 'Montrer l’exception à côté de l’élément.', en: 'Show the exception beside the item.' }, LINK]
    case 'SA_INCLUDE': return [BESIDE, ...labels(request, policy)]
    case 'MISSING_NOTICE': return [{ fr: 'Ajouter la mention « contient des données de … sous ODbL ».', en: 'Add the notice “contains information from … under ODbL”.', then: { context: { notice: true } } }]
    case 'TASL_INCOMPLETE': case 'TITLE_MISSING': return [{ fr: 'Compléter le crédit\u00A0: titre, personne, source, lien vers la licence.', en: 'Complete the credit: title, author, source, licence link.', then: { context: { credit: WHOLE_CREDIT } } }]
    case 'NOT_INDEPENDENT': return [{ fr: 'Laisser l’élément accessible par lui-même.', en: 'Keep the item reachable by itself.', then: { context: { independent: true } } }, ...labels(request, policy)]
    case 'NEED_ALL_AUTHORS': case 'LABEL_WITHOUT_CONSENT': { const all = Math.max(1, context.authors ?? 1); return [{ fr: 'Demander l’accord des personnes qui manquent.', en: 'Ask those who have not agreed yet.', then: { context: { authors: all, consents: all } } }, { fr: 'Remplacer leurs passages.', en: 'Replace their passages.' }] }
    case 'INBOUND_BLOCKS': return [{ fr: 'Remplacer les passages repris d’ailleurs.', en: 'Replace the passages taken from elsewhere.', then: { context: { inbound: [] } } }, ASK]
    case 'GRANT_MISSING': case 'GRANT_TO_CHECK': return [{ fr: 'Accorder explicitement ses propres mots sous la licence de la fiche.', en: 'Explicitly grant one’s own words under the fiche’s licence.', then: { context: { granted: true, proposedByAuthor: true } } }, replace]
    case 'NEED_COAUTHORS': return [{ fr: 'Demander l’accord de toutes les personnes qui ont coécrit le passage.', en: 'Ask everyone who co-wrote the passage.', then: { context: { coauthors: 0, granted: true, proposedByAuthor: true } } }, replace]
    case 'SHORT_PASSAGE': return [{ fr: 'Citer le passage entre guillemets, avec sa source.', en: 'Quote the passage, with its source.' }, replace]
    case 'TARGET_UNKNOWN': if (request.relation === 'integration') return [{ fr: 'Dire d’abord la licence de la fiche qui reçoit ces mots.', en: 'First state the licence of the fiche that takes these words.' }, replace]; return others([replace, ask])
    case 'TARGET_VERSION_MISSING': return [VERSION]
    case 'LABEL_CHANGED': case 'PD_LABELLED': return [{ fr: `Garder ${source?.label ?? 'la licence de l’original'}.`, en: `Keep ${source?.label ?? 'the original’s licence'}.`, then: { target: source?.from ?? request.target } }]
    default: return request.relation === 'integration' ? [replace, { ...ASK, then: { context: { granted: true } } }] : others([replace, ask])
  }
}

const WHOLE_CREDIT = { title: '…', author: '…', source: '…', licenceUri: '…' }

/** At most two labels that pass: the sources' own first, then the usual ones. */
function labels(request: VerdictRequest, policy: LicencePolicy): readonly Fix[] {
  const own = choicesOf(request.sources).flat().flatMap(({ licence }) => licence?.versionKnown === true ? [licence.id] : [])
  const passing: Fix[] = []
  for (const id of new Set([...own, ...PROPOSED_TARGETS])) {
    if (passing.length === 2) break
    if (judge(replayed(request, { target: id }), policy).verdict !== 'pass') continue
    const name = identify(id)?.shortName ?? id
    passing.push({ fr: `Choisir ${name}.`, en: `Choose ${name}.`, then: { target: id } })
  }
  return passing
}

/** Doing without one source, or with its authors' own grant: what is left must be allowed. */
function without(from: string | undefined, request: VerdictRequest, words: Fix): Fix {
  return from === undefined || !request.sources.some(({ licence }) => licence === from) ? words : { ...words, then: { without: [from] } }
}
