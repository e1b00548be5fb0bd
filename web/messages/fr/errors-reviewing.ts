import type { Details } from '../details.js'

/** Refusals of reviewing a proposition change by change. */
export const reviewingErrors: Record<string, string | ((d: Details) => string)> = {
  'review.iteration_moved': 'Une nouvelle version de cette proposition est arrivée pendant votre relecture. Ce que vous aviez répondu aux passages inchangés est gardé : relisez les autres, puis terminez.',
  'review.nothing_said': 'Votre relecture est encore vide : répondez à un changement, donnez votre avis ou écrivez un message.',
  'review.unknown_change': 'Ce changement n’est pas dans la proposition. Rechargez la page : vos autres réponses sont gardées.',
  'review.reason_missing': (d) => `Dites pourquoi vous ne retenez pas le changement ${String(d.change)} : la personne qui l’a proposé lira cette raison.`,
  'review.undecided': (d) => Number(d.left) > 1 ? `Il reste ${String(d.left)} changements à décider sur ${String(d.of)} : acceptez-les ou dites pourquoi ils ne sont pas retenus, puis intégrez.` : `Il reste un changement à décider sur ${String(d.of)} : acceptez-le ou dites pourquoi il n’est pas retenu, puis intégrez.`,
  'review.nothing_kept': 'Aucun changement n’est retenu : il n’y a rien à intégrer. Vous pouvez ne pas retenir la proposition entière, en disant pourquoi.',
}
