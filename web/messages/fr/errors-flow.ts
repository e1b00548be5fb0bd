import type { Details } from '../details.js'

const dateOf = (at: unknown): string => new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(Number(at))

/** Courriels, prise en charge. */
export const flowErrors: Record<string, string | ((d: Details) => string)> = {
  'mail.not_sent': 'Le courriel n’a pas pu partir. La forge réessaiera.',
  'policy.take_over': 'Seul·es les garant·es peuvent prendre en charge une proposition. Vous pouvez la commenter.',
  'proposal.not_still': (d) => `Cette proposition avance encore\u00a0: elle pourra être prise en charge à partir du ${dateOf(d.from)} si rien ne bouge. D’ici là, écrivez à la personne qui l’a proposée.`,
  'proposal.own_take_over': 'C’est votre proposition\u00a0: mettez-la à jour directement.',
}
