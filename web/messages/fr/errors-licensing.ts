import { identify } from '../../../content-schema/licences/identify.js'
import type { Details } from '../details.js'

const licenceIn = (d: Details, key: string): string => identify(String(d[key] ?? ''))?.shortName ?? String(d[key] ?? '')
const most = 6
const namesIn = (d: Details): string => {
  const names = (d.names as readonly string[] | undefined) ?? []
  const shown = names.length <= most + 1 ? names : names.slice(0, most)
  return `${shown.join(', ')}${names.length > shown.length ? ` et ${names.length - shown.length} autres personnes` : ''}`
}

/** Changing a licence, and consenting to it. */
export const licensingErrors: Record<string, string | ((d: Details) => string)> = {
  'licence.consents_missing': (d) => `La licence ne peut pas devenir ${licenceIn(d, 'to')} maintenant : il manque l’accord de ${namesIn(d) || 'personnes que les versions ne nomment pas'}, dont des mots sont dans le texte. Rien n’a changé. Demandez cet accord, ou gardez la licence : ${String(d.page)}`,
  'licence.words_back': (d) => `Ce texte remet des mots de ${namesIn(d) || 'personnes que les versions ne nomment pas'}, écrits avant que la fiche ne passe à ${licenceIn(d, 'to')}, et il manque leur accord. Rien n’a changé. Qui les a écrits peut les remettre soi-même (cela vaut accord) ; sinon, dites ce passage avec vos propres mots.`,
  'licence.label_refused': (d) => `La licence ne peut pas devenir ${licenceIn(d, 'to')}. ${String(d.fr)} Rien n’a changé.`,
  'licence.words_under_way': 'La forge relit l’histoire de cette fiche pour savoir de qui sont les mots. Réessayez dans une minute : rien n’est perdu.',
  'licence.same_label': (d) => `La fiche est déjà sous cette licence${d.to === undefined ? '' : ` (${licenceIn(d, 'to')})`}. Choisissez-en une autre.`,
  'licence.why_missing': 'Dites pourquoi, en quelques mots.',
  'licence.asked_already': 'Cet accord est déjà demandé : les réponses se lisent plus bas.',
  'licence.nobody_to_ask': 'Il n’y a personne à qui demander : la licence peut changer tout de suite.',
  'licence.ask_closed': 'Cette demande est close.',
  'licence.not_your_words': 'Chacun·e répond pour ses propres mots : aucun des vôtres n’est dans le texte de cette fiche.',
  'licence.granted_stays': 'La fiche est déjà sous cette licence, avec votre accord : une licence donnée ne se reprend pas. Pour la suite, écrivez aux garant·es.',
  'licence.consented_already': 'Vous avez déjà dit oui : c’est noté.',
  'licence.refused_already': 'Vous avez déjà dit non : c’est noté.',
  'licence.terms_missing': 'Dites ce qui a été accordé, quand et comment : la lettre, ses mots, où elle est gardée.',
  'licence.name_unknown': (d) => `Aucun mot de la fiche n’est signé « ${String(d.name)} ». Recopiez le nom comme il est écrit dans la liste.`,
  'licence.answers_themselves': (d) => `${String(d.name)} a un compte ici et répond pour ses propres mots : personne ne le dit à sa place. Demandez-lui son accord.`,
  'licence.permission_withdrawn': 'Cette autorisation n’est déjà plus comptée.',
  'licence.stated_elsewhere': (d) => `La licence est dite aussi ailleurs que dans l’en-tête (au bas du texte, ou dans un fichier) : changez-la à ces endroits en améliorant la fiche, pour qu’elle dise ${licenceIn(d, 'to')} partout.`,
  'push.relabel_apart': 'Cet envoi change la licence et porte trop de versions à la fois. Envoyez d’abord ces versions, puis le changement de licence.',
  'not_found.ask': 'Cette demande n’existe pas.',
  'not_found.permission': 'Cette autorisation n’existe pas.',
}
