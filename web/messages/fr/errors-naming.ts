import type { Details } from '../details.js'

/** Ce que refusent les écrans des noms. */
export const namingErrors: Record<string, string | ((d: Details) => string)> = {
  'policy.own_name_only': 'Chacun·e décide de son propre nom, et de celui-là seulement. Si un nom est écrit à tort, contestez-le sur la page «\u00a0Contributions\u00a0».',
  'policy.own_claim': 'Une autre personne garante répond à ce que vous avez dit vous-même.',
  'naming.one_fiche_only': 'Un pseudonyme ou un retrait se choisit fiche par fiche, sur la page «\u00a0Contributions\u00a0». Partout, changez plutôt votre nom affiché, ou restez anonyme.',
  'naming.pseudonym_missing': 'Écrivez le pseudonyme à montrer sur cette fiche.',
  'naming.not_written_here': 'Ce nom n’est pas écrit dans cette fiche. Choisissez-le dans la liste.',
  'naming.not_in_text': 'Ce texte ne vous nomme plus\u00a0: rien à en retirer.',
  'naming.reason_missing': 'Dites pourquoi, en une phrase au moins\u00a0: qui lira doit pouvoir comprendre.',
  'naming.said_already': 'Vous l’avez déjà dit, et la réponse n’est pas encore venue.',
  'naming.no_claim': 'Ce à quoi vous répondez n’existe pas dans le journal de cette fiche.',
}
