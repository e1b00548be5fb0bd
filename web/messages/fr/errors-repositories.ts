import type { Details } from '../details.js'

const megabytes = (bytes: unknown) => String(Math.max(1, Math.round(Number(bytes) / 1024 / 1024)))

/** What the store of repositories refuses. */
export const repositoryErrors: Record<string, string | ((d: Details) => string)> = {
  'git.repository_id_invalid': 'Cette adresse ne désigne aucune fiche d’ici.',
  'git.repository_missing': 'Cette fiche n’existe pas ici, ou n’existe plus.',
  'git.repository_exists': 'Il y a déjà une fiche à cet endroit.',
  'git.oid_invalid': 'Cette version n’est pas désignée correctement. L’historique montre toutes les versions.',
  'git.commit_missing': 'Cette version n’existe pas dans cette fiche. L’historique montre toutes les versions.',
  'git.tree_missing': 'Cette version n’existe pas dans cette fiche. L’historique montre toutes les versions.',
  'git.object_missing': 'Cette version n’existe pas dans cette fiche. L’historique montre toutes les versions.',
  'git.file_missing': 'Ce fichier n’existe pas dans cette version.',
  'git.ref_missing': 'Cette version n’existe pas dans cette fiche. L’historique montre toutes les versions.',
  'git.ref_invalid': 'Ce nom ne convient pas à une version. Choisissez-en un sans espace ni signe particulier.',
  'git.ref_moved': 'La fiche a changé pendant ce temps. Rien n’est perdu : relisez, puis recommencez.',
  'git.branch_not_erasable': 'Le texte publié ne s’efface pas : corrigez-le par une nouvelle version, ou retirez la fiche dans ses réglages.',
  'git.event_missing': 'Il n’y a rien à inscrire au journal de la fiche.',
  'git.event_too_large': 'Ce message est trop long pour le journal de la fiche. Raccourcissez-le ou coupez-le en deux.',
  'git.busy': 'Beaucoup de monde à la fois : réessayez dans un instant.',
  'git.reader_down': 'Le moteur de versions redémarre. Réessayez dans un instant.',
  'git.file_too_large': (d) => `${d.path === undefined ? 'Ce fichier' : `Le fichier « ${String(d.path)} »`} est trop gros pour être montré ici (limite : ${megabytes(d.maxBytes)} Mo). Emportez la fiche pour le lire.`,
  'path.taken': (d) => `« ${String(d.path)} » ne peut pas être enregistré : un fichier porte déjà le nom de ce dossier, ou l’inverse. Choisissez un autre nom.`,
  'words.in_force': 'Cette fiche porte des mots que d’autres emploient : elle reste là où elle est. Pour ne plus employer un terme, dites dans la liste par lequel il est remplacé.',
  'words.prefix_refused': (d) => `« ${String(d.prefix)} » ne peut pas être un préfixe : de 2 à 16 lettres minuscules sans accent, ou chiffres, en commençant par une lettre.`,
  'words.prefix_taken': (d) => `Le préfixe « ${String(d.prefix)} » est celui d’une autre communauté. Choisissez-en un autre.`,
}
