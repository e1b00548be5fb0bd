import type { Details } from '../details.js'
import { contributingErrors } from './errors-contributing.js'
import { flowErrors } from './errors-flow.js'
import { gitErrors } from './errors-git.js'
import { accountErrors } from './errors-accounts.js'
import { importErrors } from './errors-importing.js'
import { pictureErrors } from './errors-pictures.js'
import { incomingErrors } from './incoming.js'
import { proposingErrors } from './errors-proposing.js'
import { licensingErrors } from './errors-licensing.js'
import { namingErrors } from './errors-naming.js'
import { passageErrors } from './errors-passages.js'
import { repositoryErrors } from './errors-repositories.js'
import { reuseErrors } from './errors-reuse.js'
import { reviewingErrors } from './errors-reviewing.js'
import { rulesErrors } from './errors-rules.js'

/**
 * The sentence of every refusal (ForgeError key): what was refused, by which rule, and the way out.
 * Areas add their own keys in errors-<area>.ts, spread below.
 */
export const errors: Record<string, string | ((d: Details) => string)> = {
  ...contributingErrors,
  ...flowErrors,
  ...importErrors,
  ...pictureErrors,
  ...incomingErrors,
  ...proposingErrors,
  ...gitErrors,
  ...licensingErrors,
  ...repositoryErrors,
  ...reuseErrors,
  ...reviewingErrors,
  ...rulesErrors,
  ...accountErrors,
  ...passageErrors,
  ...namingErrors,
  'not_found.page': 'Il n’y a rien à cette adresse. La fiche a peut-être changé de nom : cherchez-la dans la médiathèque.',
  'not_found.resource': 'Cette fiche n’existe pas ici, ou n’existe plus.',
  'not_found.person': 'Personne ne porte ce nom ici.',
  'not_found.community': 'Cette communauté n’existe pas ici.',
  'not_found.version': 'Cette version n’existe pas dans cette fiche. L’historique montre toutes les versions.',
  'not_found.file': 'Ce fichier n’existe pas dans cette version.',
  'not_found.proposal': 'Cette proposition n’existe pas.',
  'policy.sign_in': 'Connectez-vous d’abord : votre nom sera attaché à ce que vous faites.',
  'policy.token_scope': 'Ce jeton ne permet que de lire. Créez-en un qui permet d’écrire dans vos réglages.',
  'policy.retired': 'Cette fiche est retirée : on peut la lire, plus la changer.',
  'policy.stewards_only': 'Seul·es les garant·es de la fiche peuvent faire cela. Vous pouvez leur faire une proposition.',
  'policy.already_settled': 'Cette proposition est déjà close : ouvrez-en une nouvelle si besoin.',
  'policy.propose_instead': 'Cette fiche se modifie par proposition : envoyez la vôtre, elle sera relue. Avec Git : git push origin HEAD:refs/for/main',
  'policy.members_integrate': 'Seul·es les membres de la communauté peuvent intégrer une proposition à cette fiche.',
  'policy.stewards_integrate': 'Seul·es les garant·es de la fiche peuvent intégrer une proposition.',
  'policy.second_voice': 'Cette fiche demande une seconde voix : personne n’intègre sa propre proposition.',
  'policy.proposer_only': 'Seule la personne qui a fait la proposition peut la modifier ou la retirer.',
  'policy.community_stewards_only': 'Seul·es les garant·es de la communauté peuvent faire cela.',
  'policy.admin_only': 'Réservé à l’administration de l’instance.',
  'request.too_large': 'C’est trop volumineux pour être envoyé d’un coup. Raccourcissez le texte ou allégez le fichier.',
  'request.cross_site': 'Cette demande semble venir d’un autre site, elle n’a pas été faite. Revenez sur la page et recommencez ; votre texte est conservé par votre navigateur.',
  'request.expired_form': 'Ce formulaire a expiré, ou votre connexion a pris fin : rien n’a été envoyé.',
  'request.malformed': 'Cette demande est mal formée.',
  'request.too_many': 'Trop d’essais en peu de temps. Attendez quelques minutes avant de recommencer.',
  'data.locked': (d) => `Une autre forge tourne déjà sur ce dossier de données (processus ${String(d.pid)}). Arrêtez-la d’abord, ou passez par elle avec --serveur.`,
  'settings.proxy': (d) => `COMMUNS_MANDATAIRES donne « ${String(d.given)} », qui n’est ni une adresse ni un réseau de mandataires. Écrivez par exemple : 10.0.0.5, 172.18.0.0/16`,
  'demo.content_missing': (d) => `Les fiches de démonstration manquent à cette installation : « ${String(d.path)} » est introuvable. Remettez ce dossier (il vient avec le code source), ou ouvrez une forge sans démonstration : communs servir --vide`,
  'path.refused': (d) => `Le chemin « ${String(d.path)} » ne peut pas être enregistré : il pourrait sortir de la ressource ou tromper un ordinateur. Choisissez un autre nom.`,
  'file.too_large': (d) => `Le fichier est trop gros (${String(d.megabytes ?? '')} Mo). Allégez-le, ou mettez-le ailleurs et donnez son adresse.`,
  'conflict.moved': 'La fiche a changé pendant ce temps. Rien n’est perdu : relisez la nouvelle version, puis envoyez à nouveau.',
  'unavailable.git': 'Le moteur de versions ne répond pas. Réessayez dans un instant.',
}
