import type { Details } from '../details.js'

/** What a change brings in from elsewhere, and whether the licences let it. */
export const incoming = {
  title: 'Ce qui vient d’ailleurs',
  result: (outcome: string, because: string) => `Résultat : ${outcome}${because === '' ? '' : `, ${because}`}.`,
  because: (title: string, licence: string) => `à cause de « ${title} », ${licence}`,
  standingStopped: 'Une licence arrête cette proposition pour l’instant : « Ce qui vient d’ailleurs » dit laquelle et comment faire.',
  words: (n: number) => (n === 1 ? '1 mot' : `${n} mots`),
  passageFrom: 'de la fiche',
  declaredFrom: 'Source nommée dans l’en-tête :',
  statedFrom: 'Venu d’ailleurs, dit une version :',
  under: (licence: string) => `sous ${licence}`,
  underUnknown: 'licence à préciser',
  writtenBy: 'Écrit par',
  on: (date: string) => `le ${date}`,
  where: (path: string, line: number) => `${path}, ligne ${line}`,
  olderIn: 'Les mêmes mots sont plus anciens dans',
  olderWhy: 'dont la licence les laisse entrer : vérifiez d’où ils viennent, et nommez cette source.',
  waysOut: 'Comment faire',
  grantedBy: (name: string, date: string) => `${name} les accorde aussi sous cette licence, depuis le ${date}.`,
  grant: (label: string) => `Ces mots sont de moi : je les accorde aussi sous ${label}`,
  grantHint: 'Votre accord est public, et on ne revient pas dessus. Les mots gardent aussi leur licence d’origine.',
  grantTogether: 'Vous les avez écrits à plusieurs : chaque personne doit donner son accord.',
  grantAsk: 'Les personnes qui ont écrit ce passage peuvent l’accorder sur cette page, une fois connectées.',
  grantByProposal: 'Une fois la proposition envoyée, on pourra leur demander leur accord sur sa page.',
  grantByLetter: 'Les personnes qui ont écrit ce passage peuvent l’accorder : écrivez-leur, ou retirez-le d’abord.',
  proposeInstead: 'Envoyer plutôt en proposition',
  proposeInsteadHint: 'Rien n’est publié : sur sa page, vous pourrez demander leur accord aux personnes qui ont écrit le passage.',
  askGrant: 'Demander leur accord',
  askGrantOthers: 'Demander aussi aux autres',
  askWord: 'Un mot pour les personnes qui l’ont écrit, si vous voulez',
  askHint: 'Une demande les attendra dans leur boîte « À relire ». Tout le monde pourra lire ce mot.',
  askSend: 'Envoyer la demande',
  asked: 'C’est demandé : la réponse se lira ici.',
  askedBy: (name: string, date: string) => `Accord demandé par ${name} le ${date}.`,
  waitsFor: 'On attend la réponse de',
  declinedBy: (name: string, date: string) => `${name} n’accorde pas ces mots (le ${date}).`,
  decline: 'Je ne les accorde pas',
  declineWord: 'Pourquoi, si vous voulez',
  declineHint: 'Tout le monde pourra le lire. Vous pourrez encore changer d’avis tant que la proposition est ouverte.',
  declineSend: 'Répondre non',
  declined: 'C’est noté : vous n’accordez pas ces mots.',
  grantUnknown: 'Personne ici ne peut l’accorder : son autrice ou son auteur n’a pas de compte à cette adresse.',
  didAsk: 'demande à qui l’a écrit d’accorder ce passage',
  didGrant: 'accorde un passage qu’elle ou il a écrit',
  didNotGrant: 'n’accorde pas un passage qu’elle ou il a écrit',
  granted: 'Votre accord est noté. Merci.',
  stopsIntegration: 'Une licence l’arrête pour l’instant : voyez « Ce qui vient d’ailleurs ».',
  seeIngredients: 'Voir ce qui vient d’ailleurs',
  mayBeSent: 'Vous pouvez envoyer votre proposition : elle ne pourra être intégrée qu’une fois cela réglé.',
  mustBeSettled: 'Réglez cela avant de publier. Votre texte est gardé.',
}

interface Stopped { readonly words?: number; readonly licence?: string; readonly here: { readonly path: string; readonly line?: number; readonly quote: string }; readonly from: { readonly title: string; readonly address?: string }; readonly verdict: { readonly fr: string; readonly clause?: { readonly label: string }; readonly fixes: readonly { readonly fr: string }[] } }

const sourceOf = ({ words, licence, from }: Stopped): string => `${words === undefined ? 'la source' : `${words} mots de`} « ${from.title} »${from.address === undefined ? '' : ` (${from.address})`}, ${licence === undefined ? 'licence à préciser' : `sous ${licence}`}`
const placeOf = ({ here }: Stopped): string => (here.line === undefined ? '' : ` (${here.path}, ligne ${here.line} : « ${here.quote.slice(0, 80)}${here.quote.length > 80 ? '…' : ''} »)`)
const fixesOf = ({ verdict }: Stopped): string => (verdict.fixes.length === 0 ? '' : ` Comment faire : ${verdict.fixes.map((fix) => fix.fr.replace(/\.$/, '')).join(' ; ')}.`)
const told = (one: Stopped): string => `${sourceOf(one)}${placeOf(one)}. ${one.verdict.fr}${fixesOf(one)}`
/** The same for a terminal: the fiche, the passage, why, by which clause and what to do, a line each. */
const toldInLines = (one: Stopped): string => [
  ...(placeOf(one) === '' ? [`${sourceOf(one)}.`] : [sourceOf(one), `${placeOf(one).trim()}.`]), one.verdict.fr, one.verdict.clause === undefined ? '' : `Clause : ${one.verdict.clause.label}`, fixesOf(one).trim(),
].filter((part) => part !== '').map((part, place) => (place === 0 ? part : `  ${part}`)).join('\n')

/** What stops for its licence, and the way out. */
export const incomingErrors: Record<string, string | ((d: Details) => string)> = {
  'licences.stopped': (d) => `Une licence ne le permet pas : rien n’a été publié. Ce changement reprend ${(d.stopped as readonly Stopped[]).map(told).join(' Il reprend aussi ')}`,
  'licences.nothing_to_grant': 'Ce passage ne vient plus d’ailleurs, ou a changé depuis. Relisez la page.',
  'licences.not_yours_to_grant': 'Seules les personnes qui ont écrit ces mots, à une adresse confirmée de leur compte, peuvent les accorder.',
  'licences.nobody_to_ask': 'Personne d’autre que vous ne peut accorder ce passage ici : la personne qui l’a écrit n’a pas de compte à cette adresse.',
  'licences.asked_already': 'Leur accord est déjà demandé : la réponse se lira ici.',
  'licences.not_asked': 'Personne ne vous a demandé d’accorder ce passage.',
  'licences.too_long_to_grant': 'Ce passage est trop long pour être accordé ainsi : changez plutôt la licence de la fiche d’où il vient.',
  'push.licence_stops': (d) => `Licence : cet envoi reprend ${toldInLines(d.ingredient as Stopped)}\n  Ces mots sont de vous ? Proposez-les (git push origin HEAD:refs/for/main), puis accordez-les sur la page de la proposition.`,
  'push.licence_will_stop': (d) => `Licence : la proposition est reçue, mais ne pourra pas être intégrée ainsi. Elle reprend ${toldInLines(d.ingredient as Stopped)}`,
  'push.licence_warns': (d) => `Licence, à savoir : cet envoi reprend ${toldInLines(d.ingredient as Stopped)}`,
}
