import type { Details } from '../details.js'

/** What Git's terminal, the command line and the API hear from the forge. */
export const gitErrors: Record<string, string | ((d: Details) => string)> = {
  'git.smart_only': 'Cette adresse parle le protocole « smart » de Git : mettez Git à jour.',
  'git.who': 'Pour envoyer, donnez votre identifiant et un jeton personnel (Réglages › Jetons).',
  'git.engine_down': 'Le moteur de versions redémarre. Réessayez dans un instant.',
  'git.engine_closed': 'La forge s’arrête. Réessayez dans un instant.',
  'git.interrupted': 'L’échange a été interrompu. Rien n’a été changé à moitié : recommencez.',
  'git.too_long': 'Cela prenait trop de temps et a été arrêté. Rien n’a été changé.',
  'git.output_too_large': 'La réponse serait trop volumineuse.',
  'git.absent': 'Git n’est pas installé sur le serveur.',
  'git.locked': 'Quelqu’un d’autre écrit dans cette fiche à cet instant. Réessayez.',
  'git.ref_taken': 'Ce nom de branche ou d’étiquette en gêne un autre qui existe déjà. Choisissez-en un autre.',
  'push.interrupted': 'L’envoi a été interrompu : rien n’a changé. Recommencez.',
  'push.failed': 'L’envoi n’a pas pu être vérifié : rien n’a changé. Recommencez, ou signalez-le.',
  'push.incomplete': 'Ce que vous envoyez s’appuie sur des versions qui ne sont plus ici. Reprenez la version publiée (git pull), puis renvoyez.',
  'push.not_taken': 'Rien n’a changé : ce qui a été envoyé est abîmé, dangereux pour qui le recevrait, ou trop lourd une fois déplié. Les lignes au-dessus disent ce que Git y a trouvé ; « git fsck --strict » le montre chez vous.',
  'push.too_many_refs': (d) => `Cet envoi porte ${String(d.count)} branches et étiquettes ; la limite est de ${String(d.limit)} à la fois. Envoyez-les en plusieurs fois.`,
  'push.for_main_only': 'On propose au texte publié : git push origin HEAD:refs/for/main',
  'push.main_stays': 'Le texte publié ne peut pas être supprimé. Pour retirer une fiche, passez par ses réglages.',
  'push.main_never_rewritten': 'Quelqu’un a publié une version depuis la vôtre, ou vous avez réécrit l’historique : le texte publié n’est jamais réécrit. Reprenez d’abord la version publiée (git pull), puis renvoyez.',
  'push.withdraw_on_the_site': 'Une proposition se retire depuis sa page, pas par Git.',
  'push.proposals_are_kept': (d) => `« ${String(d.ref)} » est refusé : les propositions d’une autre forge ne s’envoient pas. Envoyez les branches et les étiquettes (git push origin 'refs/heads/*' 'refs/tags/*'), et vos propres changements à refs/for/main.`,
  'push.ref_refused': (d) => `« ${String(d.ref)} » est refusé : on envoie main, des branches (refs/heads/…), des étiquettes (refs/tags/…) ou une proposition (refs/for/main).`,
  'push.version_stays': (d) => `L’étiquette « ${String(d.tag)} » désigne une version citable : elle ne peut être ni déplacée ni supprimée. Donnez un nouveau numéro à la nouvelle version.`,
  'push.not_a_version': (d) => `${String(d.ref)} attend une version (un commit), pas autre chose.`,
  'push.proposal_unknown': (d) => `La proposition ${String(d.number)} n’existe pas dans cette fiche. Sans -o proposition=…, une nouvelle est ouverte.`,
  'push.file_too_large': (d) => `« ${String(d.path)} » pèse ${String(d.megabytes)} Mo, la limite est de ${String(d.limit)} Mo par fichier. Allégez-le, ou mettez-le ailleurs et donnez son adresse.`,
  'push.main_file_gone': (d) => `Le fichier principal « ${String(d.path)} » a disparu : remettez-le, ou changez le fichier principal dans les réglages de la fiche.`,
  'push.fiche_problem': (d) => `${String(d.path)}, ligne ${String(d.line)} : ${String(d.fr)} ${String(d.wayOutFr ?? '')}`,
  'push.too_large': (d) => `Cet envoi dépasse ${String(d.megabytes)} Mo. Envoyez en plusieurs fois, ou allégez les images.`,
  'slug.missing': 'Donnez une adresse à la ressource (COMMUNAUTE/FICHE), ou un titre dans l’en-tête de la fiche.',
  'proposal.passages_to_settle': (d) => `Deux personnes ont modifié le même passage : conciliez-les sur ${String(d.url)}`,
  'news.passages_to_settle': (d) => `Votre adaptation et la fiche d’origine ont modifié le même passage : conciliez-les sur ${String(d.url)}`,
  'request.fields': (d) => `Cette demande a un champ à corriger : ${fieldsOf(d)}`,
}

const fieldsOf = (d: Details): string => (d.problems as { field: string; fr: string }[]).map((problem) => `${problem.field} (${problem.fr})`).join(', ')
