import type { Details } from '../details.js'

/** Refusals of decision rules and of undoing. */
export const rulesErrors: Record<string, string | ((d: Details) => string)> = {
  'rule.readers_refused': (d) => `Dites combien de personnes doivent consentir\u00a0: un nombre de ${String(d.least)} à ${String(d.most)}.`,
  'rule.days_refused': (d) => `Dites combien de jours on peut objecter\u00a0: un nombre de ${String(d.least)} à ${String(d.most)}.`,
  'policy.readers_integrate': 'Cette fiche demande une seconde voix\u00a0: un·e garant·e qui n’a pas écrit la proposition l’intègre. Vous pouvez la relire et dire si vous y consentez.',
  'undo.first_version': 'C’est la première version\u00a0: il n’y avait rien avant elle. Pour que la fiche ne soit plus proposée, retirez-la dans ses réglages.',
  'undo.nothing_left': 'Il ne reste rien de cette version dans le texte publié\u00a0: ce qu’elle avait changé a déjà été défait ou réécrit.',
  'undo.passages_to_settle': (d) => `Des passages ont changé depuis cette version\u00a0: choisissez-les sur le site\u00a0: ${String(d.url)}`,
  'undo.would_break': (d) => `Revenir sur cette version remettrait un problème\u00a0: ${String(d.fr)} Améliorez plutôt la fiche, en reprenant ce qui convient.`,
  'undo.main_file_removed': 'Revenir sur cette version enlèverait le texte de la fiche. Pour qu’elle ne soit plus proposée, retirez-la dans ses réglages.',
}
