import { vocabulary, type Vocabulary } from './vocabulary-types.js'

/** What a community chooses among when it writes its own profile (content model §6.1). */
export const COMMUNITY_VOCABULARIES: readonly Vocabulary[] = [
  vocabulary('nature-de-champ', { fr: 'Nature d’un champ', en: 'Kind of field', definitionFr: 'Ce qu’un champ ajouté par une communauté contient, et donc comment un formulaire le demande.', definitionEn: 'What a field added by a community holds, hence how a form asks for it.' }, [
    ['texte', 'Texte court', 'Short text', 'Une ligne de texte.', 'One line of text.'],
    ['texte-long', 'Texte long', 'Long text', 'Un ou plusieurs paragraphes.', 'One or several paragraphs.'],
    ['terme', 'Un terme d’une liste', 'One term of a list', 'Un seul mot, choisi dans une liste.', 'A single word, chosen from a list.'],
    ['termes', 'Des termes d’une liste', 'Terms of a list', 'Un ou plusieurs mots, choisis dans une liste.', 'One or several words, chosen from a list.'],
    ['nombre', 'Nombre', 'Number', 'Un nombre, avec son unité.', 'A number, with its unit.'],
    ['date', 'Date', 'Date', 'Un jour, un mois ou une année.', 'A day, a month or a year.'],
    ['oui-non', 'Oui ou non', 'Yes or no', 'Une question à laquelle on répond par oui ou par non.', 'A question answered by yes or no.'],
    ['adresse', 'Adresse web', 'Web address', 'Un lien vers une page.', 'A link to a page.'],
    ['lignes', 'Lignes', 'Lines', 'Plusieurs phrases courtes, une par ligne.', 'Several short sentences, one a line.'],
    ['duree', 'Durée', 'Duration', 'Du plus court au plus long.', 'From shortest to longest.'],
    ['intervalle', 'Intervalle', 'Range', 'De combien à combien.', 'From how many to how many.'],
  ]),
  vocabulary('doublons', { fr: 'Fiches en double', en: 'Duplicate sheets', definitionFr: 'Ce que la communauté demande quand une fiche voisine existe déjà.', definitionEn: 'What the community asks when a neighbouring sheet already exists.' }, [
    ['refuse', 'Améliorer celle qui existe', 'Improve the one that exists', 'On améliore la fiche voisine plutôt que d’en écrire une autre.', 'One improves the neighbouring sheet rather than writing another.'],
    ['variante', 'L’ajouter comme variante', 'Add it as a variant', 'On l’ajoute comme variante de la fiche voisine.', 'One adds it as a variant of the neighbouring sheet.'],
  ]),
  vocabulary('cooptation', { fr: 'Cooptation', en: 'Co-option', definitionFr: 'Comment une personne devient membre de la communauté.', definitionEn: 'How a person becomes a member of the community.' }, [
    ['aucune', 'Aucune', 'None', 'Qui veut devient membre.', 'Whoever wishes becomes a member.'],
    ['decisions', 'Par décision des membres', 'By the members’ decision', 'Les membres décident d’accueillir la personne.', 'The members decide to welcome the person.'],
    ['contribution', 'Par une contribution', 'By a contribution', 'Une première contribution intégrée ouvre la porte.', 'A first integrated contribution opens the door.'],
  ]),
  vocabulary('nature-de-question', { fr: 'Nature d’une question', en: 'Kind of question', definitionFr: 'Comment on répond à une question posée après une mise en pratique.', definitionEn: 'How a question asked after a practice is answered.' }, [
    ['texte', 'Texte', 'Text', 'Quelques phrases.', 'A few sentences.'],
    ['echelle', 'Échelle', 'Scale', 'Une note, d’un nombre à un autre.', 'A score, from one number to another.'],
    ['choix', 'Choix dans une liste', 'Choice from a list', 'Un mot choisi dans une liste.', 'A word chosen from a list.'],
    ['entier', 'Nombre entier', 'Whole number', 'Un nombre compté.', 'A counted number.'],
  ]),
]
