/** Refusals about passages: comments, suggestions, visitors. */
import type { Details } from '../details.js'

export const passageErrors: Record<string, string | ((d: Details) => string)> = {
  'not_found.thread': 'Ce fil n’existe pas, ou son auteur·ice l’a retiré.',
  'not_found.suggestion': 'Cette suggestion n’existe pas, ou quelqu’un l’a déjà traitée.',
  'passage.not_there': 'Ce passage n’est pas dans le texte. Choisissez-le à nouveau dans la liste des passages.',
  'passage.no_wording': 'Écrivez l’autre formulation. Pour proposer de retirer ce passage, dites-le dans un commentaire.',
  'passage.has_its_form': 'Ce passage vient d’un champ de la fiche\u00A0: il se change avec le bouton «\u00A0Améliorer\u00A0».',
  'suggestion.passage_changed': 'Ce passage a changé depuis la suggestion\u00A0: reprenez-la à la main. Rien n’est perdu, elle reste ouverte.',
  'suggestion.already_settled': 'Cette suggestion est déjà traitée.',
  'suggestion.reason_missing': 'Dites pourquoi\u00A0: son auteur·ice lira votre raison.',
  'suggestion.not_invited': 'Ici, les suggestions sans compte ne sont pas ouvertes. Connectez-vous pour en faire une.',
  'suggestion.too_long': 'C’est trop long pour une suggestion. Pour changer plusieurs passages, utilisez le bouton «\u00A0Améliorer\u00A0».',
  'suggestion.too_many_waiting': 'Beaucoup de suggestions attendent déjà d’être lues ici. Revenez un autre jour\u00A0; votre texte est encore dans le formulaire.',
  'suggestion.too_many': 'Vous avez déjà fait plusieurs suggestions en peu de temps. Attendez une heure\u00A0; votre texte est encore dans le formulaire.',
  'thread.author_only': 'Seule la personne qui a écrit un message peut le retirer.',
  'policy.thread_author_or_stewards': 'Seul·es la personne qui a ouvert ce fil et les garant·es peuvent le fermer ou le rouvrir.',
}
