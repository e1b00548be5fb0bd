/** Ce qui est dit de la provenance d’un passage : les refus et leurs issues. */
import type { Details } from '../details.js'

export const reuseErrors: Record<string, string | ((d: Details) => string)> = {
  'not_found.passage_dispute': 'Rien n’a été dit ainsi ici. Revenez à la page « Aussi ailleurs » de la fiche.',
  'policy.passage_answer': 'Répondent ici les garant·es et les personnes qui ont écrit dans les deux fiches, et qui a signalé le passage. Vous pouvez dire à votre tour d’où il vient.',
  'policy.passage_lift': 'Seule la personne qui l’a dit peut le retirer. Vous pouvez lui répondre.',
  'reuse.not_here': 'Ces mots ne sont pas dans la fiche publiée. Copiez-en au moins cinq depuis sa page, à la suite.',
  'reuse.from_missing': 'Dites d’où vient ce passage, ou de qui.',
  'reuse.reason_missing': 'Dites pourquoi, en une phrase : les personnes concernées la liront.',
  'reuse.answer_missing': 'Écrivez votre réponse.',
  'reuse.said_already': 'Vous l’avez déjà dit de ce passage. Ajoutez une réponse sous ce que vous avez écrit.',
  'reuse.too_many': (d) => `Vous avez déjà signalé ${String(d.most)} passages de cette fiche. Attendez qu’on vous réponde, ou retirez ce que vous avez dit.`,
  'reuse.lifted': 'Ceci a été retiré par la personne qui l’avait dit.',
}
