import type { Details } from '../details.js'

export const pictureErrors: Record<string, string | ((d: Details) => string)> = {
  'picture.licence_refuses': (d) => `La licence ne le permet pas, rien n’a changé. ${String(d.fr)}`,
  'picture.to_understand': (d) => `À savoir avant d’ajouter cette image : ${String(d.fr)} Si c’est compris, renvoyez-la avec understood=${String(d.code)}.`,
  'picture.file_missing': 'Choisissez une image.',
  'picture.empty': 'Ce fichier est vide : choisissez-en un autre.',
  'picture.too_heavy': 'Ce fichier est trop lourd (20 Mo au plus) : enregistrez l’image en plus petit, ou en JPEG.',
  'picture.too_large': 'Cette image a trop de points (64 millions au plus) : réduisez-la, deux mille points de large suffisent.',
  'picture.vector': 'Les dessins SVG peuvent contenir des programmes : exportez celui-ci en PNG depuis votre logiciel de dessin, deux fois plus grand qu’il ne sera montré.',
  'picture.heic': 'Ce format de téléphone (HEIC) ne s’ouvre pas partout : partagez la photo en JPEG (sur iPhone : Réglages, Appareil photo, Formats, « Le plus compatible »), ou faites-en une capture d’écran.',
  'picture.damaged': 'Cette image est abîmée ou incomplète : ouvrez-la, enregistrez-la à nouveau, puis renvoyez-la.',
  'picture.not_a_picture': 'Ce fichier n’est pas une image que la forge sait lire : envoyez un JPEG, un PNG, un WebP, un GIF ou un AVIF.',
  'picture.too_many': 'Vous avez envoyé beaucoup d’images : reprenez dans une heure. Ce que vous avez écrit est gardé.',
  'picture.too_many_kept': ({ most }) => `Vos brouillons gardent déjà ${String(most)} images : envoyez ou effacez un brouillon d’abord.`,
  'picture.alt_missing': 'Dites en une phrase ce que montre l’image, pour qui ne la voit pas.',
  'picture.author_missing': 'Dites qui a fait l’image : vous, ou le nom d’une autre personne.',
  'picture.licence_missing': 'Choisissez la licence de l’image.',
  'picture.licence_not_yours': 'L’image n’est pas de vous : dites sous quelle licence la personne qui l’a faite la donne.',
  'picture.licence_unknown': 'Cette licence n’est pas reconnue : recopiez son nom ou son adresse tels qu’ils sont écrits à côté de l’image.',
  'picture.licence_version': 'Précisez la version de la licence, par exemple « CC BY-SA 4.0 ».',
  'picture.source_missing': 'Dites d’où vient l’image : l’adresse de la page, ou quelques mots.',
  'picture.place_missing': 'Cet endroit n’est plus dans le texte : choisissez-en un autre.',
}
