import type { Licence } from './licence.js'

/** A smallest way out, as an action somebody can take. */
export interface Fix { readonly fr: string; readonly en: string }

const ASK: Fix = { fr: 'Demander l’accord des personnes qui ont écrit le texte.', en: 'Ask its authors for their consent.' }
const LINK: Fix = { fr: 'Renvoyer vers l’original par un lien plutôt que le reprendre.', en: 'Link to the original instead of taking it in.' }
const PATH: Fix = { fr: 'Les mettre côte à côte dans un parcours, chacun avec sa licence.', en: 'Put them side by side in a path, each with its licence.' }
const REPLACE: Fix = { fr: 'Remplacer le passage par vos propres mots.', en: 'Replace the passage with your own words.' }
const STATE: Fix = { fr: 'Préciser la licence avec les personnes qui ont écrit le texte.', en: 'Have its authors state the licence.' }
const UNMODIFIED: Fix = { fr: 'Garder l’original tel quel, sans modification.', en: 'Keep the original as it is, unmodified.' }
const choose = (label: string): Fix => ({ fr: `Choisir ${label}.`, en: `Choose ${label}.` })

/** The ways out for a refusal or a warning, the smallest first. */
export function fixesFor(code: string, source: Licence | undefined): readonly Fix[] {
  const same = source === undefined || !source.versionKnown ? [] : [choose(source.shortName)]
  switch (code) {
    case 'SA_DOWNGRADE': case 'COPYLEFT': case 'SA_EARLIER_VERSION': case 'SA_1_0_LOCKED': case 'VERSION_ONLY': case 'DB_SHAREALIKE': case 'GFDL_WINDOW_CLOSED':
    case 'ONE_WAY_REVERSE': case 'ATTRIBUTION_DROPPED': case 'NOT_KNOWN_COMPATIBLE': return [...same, REPLACE, ASK]
    case 'NC_DROPPED_WHOLE': return [...same, { fr: 'Ne mettre cette licence que sur vos propres mots.', en: 'Put this licence on your own words only.' }, ASK]
    case 'NO_COMMON_LICENCE': return [PATH, REPLACE, ASK]
    case 'INBOUND_BLOCKS': return [REPLACE, ASK]
    case 'ND_ADAPTATION': case 'ND_EXCERPT': return [UNMODIFIED, PATH, ASK]
    case 'ND_PRIVATE_ONLY': return [{ fr: 'Garder ce brouillon privé.', en: 'Keep this draft private.' }, ASK]
    case 'NO_PERMISSION': return [ASK, LINK]
    case 'UNKNOWN_LICENCE': case 'VERSION_MISSING': return [STATE, LINK]
    case 'TARGET_UNKNOWN': case 'PDM_NOT_A_LICENCE': case 'RESERVED_IN_COMMONS': return [choose('CC BY-SA 4.0'), choose('CC BY 4.0'), choose('CC0 1.0')]
    case 'TARGET_VERSION_MISSING': return [{ fr: 'Écrire la version, par exemple « CC BY-SA 4.0 ».', en: 'Write the version, for instance “CC BY-SA 4.0”.' }]
    case 'LABEL_CHANGED': return same.length > 0 ? same : [STATE]
    case 'NC_COMMERCIAL_COLLECTION': case 'COMMERCIAL_USE': return [{ fr: 'Renoncer à l’usage commercial.', en: 'Make no commercial use.' }, LINK, ASK]
    case 'NC_IN_COLLECTION': case 'NC_INCLUDE_IN_FREE': return [{ fr: 'Montrer l’exception à côté de l’élément.', en: 'Show the exception beside the item.' }, LINK]
    case 'SA_INCLUDE': return [{ fr: 'Garder la licence de l’élément à côté de lui.', en: 'Keep the item’s licence beside it.' }, ...same]
    case 'MISSING_NOTICE': return [{ fr: 'Ajouter la mention « contient des données de … sous ODbL ».', en: 'Add the notice “contains information from … under ODbL”.' }]
    case 'TASL_INCOMPLETE': return [{ fr: 'Compléter le crédit\u00A0: personne, source, lien vers la licence.', en: 'Complete the credit: author, source, licence link.' }]
    case 'NEED_ALL_AUTHORS': return [{ fr: 'Demander l’accord des personnes qui manquent.', en: 'Ask those who have not agreed yet.' }, { fr: 'Remplacer leurs passages.', en: 'Replace their passages.' }]
    case 'NOT_INDEPENDENT': return [{ fr: 'Laisser l’élément accessible par lui-même.', en: 'Keep the item reachable by itself.' }]
    default: return [...same, ASK]
  }
}
