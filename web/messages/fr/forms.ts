/** The controls of a fiche's fields, and what one minute would improve. */
type Rows = { readonly one: (n: number) => string; readonly add: string }

export const forms = {
  // Choisir des termes
  pickSearch: 'Chercher dans la liste',
  pickHint: 'Quelques lettres, puis Entrée pour le premier trouvé ; les flèches parcourent la liste.',
  pickShown: (n: number) => n === 0 ? 'Aucun terme ne correspond' : n === 1 ? '1 terme' : `${n} termes`,
  pickChosen: 'Choisis',
  pickRemove: 'Retirer',
  pickAdded: (term: string) => `${term} : choisi`,
  pickRemoved: (term: string) => `${term} : retiré`,
  notSaid: 'Non précisé',
  yes: 'Oui',
  no: 'Non',

  // Durées
  understood: (what: string) => `Compris : ${what}`,
  understoodRange: (from: string, to: string) => `de ${from} à ${to}`,
  understoodFrom: (from: string) => `au moins ${from}`,
  understoodTo: (to: string) => `au plus ${to}`,
  notUnderstood: 'Pas encore compris : écrivez par exemple 45 min, 1 h 30 ou 2 jours.',

  // Lignes
  rows: {
    people: { one: (n) => `Personne ${n}`, add: 'Ajouter une personne' },
    materials: { one: (n) => `Objet ${n}`, add: 'Ajouter un objet' },
    steps: { one: (n) => `Étape ${n}`, add: 'Ajouter une étape' },
    sources: { one: (n) => `Source ${n}`, add: 'Ajouter une source' },
    variants: { one: (n) => `Variante ${n}`, add: 'Ajouter une variante' },
    terms: { one: (n) => `Terme ${n}`, add: 'Ajouter un terme' },
    other: { one: (n) => `Ligne ${n}`, add: 'Ajouter une ligne' },
  } as Readonly<Record<'people' | 'materials' | 'steps' | 'sources' | 'variants' | 'terms' | 'other', Rows>>,
  rowMore: 'En anglais, et autres précisions',
  rowUp: 'Monter',
  rowDown: 'Descendre',
  rowRemove: 'Retirer',
  rowAdded: (row: string) => `${row} ajoutée`,
  rowMoved: (row: string) => `Maintenant : ${row}`,
  rowRemoved: (row: string) => `${row} : retirée`,
  rowsHint: 'Pour retirer une ligne, videz-la. Pour en ajouter d’autres, gardez en brouillon : de nouvelles lignes vides apparaîtront.',
  dateHint: 'Une date : 2026, 2026-11 ou 2026-11-23.',
  imageHint: 'Le nom d’une image du dossier de la fiche.',

  // Licence
  licenceRecommended: 'recommandée ici',
  licenceMay: (may: string) => `Les autres peuvent ${may}`,
  licenceFree: 'sans condition.',
  licenceIf: (must: string) => `à condition ${must}.`,
  licenceMayDo: { share: 'copier et partager le texte', adapt: 'l’adapter', sell: 'en tirer un revenu' },
  licenceMust: { credit: 'de citer qui l’a écrit', changes: 'de dire ce qui a changé', alike: 'de partager leur version sous la même licence', noSale: 'de ne pas en faire un usage commercial', noChange: 'de ne pas diffuser de version modifiée' },
  licenceOthers: 'D’autres licences',
  licencePresent: 'Celle que dit la fiche aujourd’hui',
  and: 'et',

  // Nouvelle fiche
  newTypes: 'Que voulez-vous partager ?',
  newTypesLead: 'Choisissez ce qui s’en approche le plus ; vous pourrez changer ensuite.',
  newTypesOthers: 'Autre chose',
  newSix: 'L’essentiel',
  newChosenType: (type: string) => `Type : ${type}`,
  newChangeType: 'changer',
  newOtherType: 'Un autre type',
  newOtherTypeHint: 'Le formulaire revient avec ses champs ; ce que vous avez écrit reste.',
  newTypeButton: 'Prendre ce type',
  newForPlace: (place: string) => `Vous la rangez maintenant dans « ${place} », qui demande d’autres champs : les voici. Ce que vous avez écrit est resté.`,
  newForType: (type: string) => `Voici les champs pour « ${type} ». Ce que vous avez écrit est resté.`,
  newAside: 'Ce qui n’a pas de champ ici est gardé de côté, au cas où vous reviendriez à votre premier choix.',
  newAsItIs: 'Publier ainsi',
  newText: 'Le texte',

  // À voir, sans que rien n’arrête
  toSeeNew: 'À voir avant de publier',
  toSeeNewHint: 'Rien de tout cela n’empêche de publier : changez ce que vous voulez, ou publiez ainsi.',
  toSeeSend: 'À voir avant d’envoyer',
  toSeeSendHint: 'Rien de tout cela n’empêche d’envoyer : revenez-y si vous voulez.',
  toSeeField: (field: string) => `Aller à « ${field} »`,

  // Voisines
  neighbours: 'Des fiches voisines existent',
  neighboursCount: (n: number) => n === 1 ? 'Une fiche voisine existe déjà.' : `${n} fiches voisines existent déjà.`,
  neighboursHint: 'Peut-être vaut-il mieux améliorer l’une d’elles pour tout le monde, ou l’adapter à votre contexte ? Elles s’ouvrent à part : ce que vous écrivez reste ici.',
  neighbourApart: '(s’ouvre à part)',
  neighbourNeeds: (needs: string) => `Répond aussi à : ${needs}`,
  neighbourImprove: 'Améliorer',
  neighbourAdapt: 'Adapter',
  neighboursGoOn: 'Si la vôtre dit autre chose, continuez : elle a sa place.',

  // Ce qu’une minute améliorerait
  minute: 'Une minute devant vous ?',
  minuteFilled: (percent: number) => `Cette fiche est remplie à ${percent} %.`,
  minuteAdd: (field: string) => `Ajouter « ${field} »`,
  minuteWhy: 'De quoi la rendre plus facile à trouver et à essayer :',

  // Réglages d’une communauté
  communityTab: 'Réglages de la communauté',
  communityTitle: (name: string) => `Réglages de « ${name} »`,
  communitySave: 'Enregistrer',
  communitySaved: 'Les réglages de la communauté sont enregistrés.',
  communityProfile: 'Ce que cette communauté ajoute aux fiches',
  communityProfileHint: 'Ces choix viennent de son profil, publié avec la forge.',
  communityProfileFicheHint: 'Ces choix sont une fiche : elle change par des propositions.',
  communityProfileOpen: 'En faire une fiche que l’on peut changer',
  communityProfileChange: 'Changer ces choix',
  communityProfileSee: 'Voir la fiche du profil',
  communityProfileOpened: 'Le profil de la communauté est maintenant une fiche.',
  communityNewList: 'Nouvelle liste de mots',
  communityLists: 'Listes de mots',
  communityQuestions: 'Questions après une mise en pratique',
  communityTypes: 'Types proposés',
  communityLicence: 'Licence proposée d’abord',
  communityFields: 'Champs en plus',
  communityRequired: 'Champs communs demandés aussi',
}
