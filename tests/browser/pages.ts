/** Every type of page, over the seeded demonstration. */
export interface PageType {
  readonly what: string
  readonly path: string
  /** Read without an account, or by the demonstration's person. */
  readonly as: 'visitor' | 'person'
  /** What its main content must say, with or without script. */
  readonly says: string | RegExp
  readonly status?: number
  /** The page holds an editor: more script is allowed. */
  readonly edits?: true
}

const consent = '/cooperation/decision-par-consentement'
const weather = '/cooperation/le-tour-de-meteo'

export const pageTypes: readonly PageType[] = [
  { what: 'library', path: '/', as: 'visitor', says: 'Dernières fiches mises à jour' },
  { what: 'search', path: '/recherche?q=d%C3%A9cider', as: 'visitor', says: 'La décision par consentement' },
  { what: 'search by facets', path: '/recherche?type=outil-animation&licence=CC-BY-SA-4.0', as: 'visitor', says: 'La décision par consentement' },
  { what: 'search with a slip', path: '/recherche?q=dceider+consantement', as: 'visitor', says: 'La décision par consentement' },
  { what: 'an address near a fiche', path: '/cooperation/decision-consentement', as: 'visitor', says: 'Vous cherchiez peut-être', status: 404 },
  { what: 'how it went', path: `${consent}/pratique`, as: 'person', says: 'Comment cela s’est-il passé' },
  { what: 'search without result', path: '/recherche?q=zzyzx', as: 'visitor', says: 'Aucune fiche ne correspond' },
  { what: 'fiche', path: consent, as: 'visitor', says: 'Reconnaître une objection' },
  { what: 'fiche with proposition and adaptation', path: weather, as: 'visitor', says: 'Conseils de pratique' },
  { what: 'adaptation', path: '/idriss-valdore/le-tour-de-meteo-a-la-releve', as: 'visitor', says: 'Le tour de météo à la relève' },
  { what: 'agricultural fiche', path: '/resilience-alimentaire/paillage-d-automne', as: 'visitor', says: 'Pailler ses planches' },
  { what: 'kit', path: '/resilience-alimentaire/kit-grainotheque', as: 'visitor', says: 'grainothèque' },
  { what: 'learning path', path: '/cooperation/premiers-pas-en-gouvernance-partagee', as: 'visitor', says: 'gouvernance partagée' },
  { what: 'older version', path: `${consent}/versions/1.0`, as: 'visitor', says: 'Vous lisez' },
  { what: 'history', path: `${consent}/historique`, as: 'visitor', says: 'Une fiche de plus sur le consentement' },
  { what: 'comparison', path: `${consent}/comparer`, as: 'visitor', says: 'Ce qui a changé' },
  { what: 'comparison, source', path: `${consent}/comparer?vue=source`, as: 'visitor', says: 'Ce qui a changé' },
  { what: 'contributions', path: `${consent}/contributions`, as: 'visitor', says: 'Idriss Valdoré' },
  { what: 'licence of a fiche', path: `${consent}/licence`, as: 'visitor', says: 'Première licence' },
  { what: 'timeline', path: `${consent}/contributions/frise`, as: 'visitor', says: 'La frise de' },
  { what: 'roles of a fiche', path: `${weather}/contributions`, as: 'visitor', says: 'Hermine Sablecourt' },
  { what: 'who wrote what', path: `${consent}/qui-a-ecrit-quoi`, as: 'visitor', says: 'Calcul indicatif' },
  { what: 'who wrote what, one person', path: `${weather}/qui-a-ecrit-quoi?personne=1`, as: 'visitor', says: 'Le reste du texte est en gris' },
  { what: 'passages elsewhere too', path: `${weather}/aussi-dans`, as: 'visitor', says: 'Le tour de météo à la relève' },
  { what: 'citation', path: `${consent}/citer`, as: 'visitor', says: 'Citer cette fiche' },
  { what: 'adaptations', path: `${weather}/adaptations`, as: 'visitor', says: 'Le tour de météo à la relève' },
  { what: 'files', path: `${consent}/fichiers`, as: 'visitor', says: 'README.md' },
  { what: 'file', path: `${consent}/fichiers/README.md`, as: 'visitor', says: 'Reconnaître une objection' },
  { what: 'propositions of a fiche', path: `${weather}/propositions`, as: 'visitor', says: 'Une météo dessinée' },
  { what: 'no proposition', path: '/resilience-alimentaire/compost-de-surface/propositions', as: 'visitor', says: /proposition/i },
  { what: 'passages of a fiche', path: `${weather}/passages`, as: 'visitor', says: 'Suggérer une autre formulation' },
  { what: 'passages of a proposition', path: `${weather}/propositions/1/passages`, as: 'visitor', says: 'Suggérer une autre formulation' },
  { what: 'open proposition', path: `${weather}/propositions/1`, as: 'visitor', says: 'Une météo dessinée' },
  { what: 'integrated proposition', path: `${consent}/propositions/1`, as: 'visitor', says: 'Lever la main seule' },
  { what: 'to review', path: '/propositions', as: 'visitor', says: 'Ajouter la laine de mouton' },
  { what: 'communities', path: '/communautes', as: 'visitor', says: 'Résilience alimentaire' },
  { what: 'community', path: '/c/cooperation', as: 'visitor', says: 'Charte de nos réunions' },
  { what: 'person', path: '/@nadege-fontepierre', as: 'visitor', says: 'Médiatrice' },
  { what: 'sign-in', path: '/connexion', as: 'visitor', says: 'Mot de passe' },
  { what: 'sign-up', path: '/inscription', as: 'visitor', says: 'Créer mon compte' },
  { what: 'forgotten password', path: '/mot-de-passe/oublie', as: 'visitor', says: 'M’envoyer le lien' },
  { what: 'about', path: '/a-propos', as: 'visitor', says: 'Les licences' },
  { what: 'licences', path: '/licences', as: 'visitor', says: 'La règle de cette forge' },
  { what: 'licence', path: '/licences/CC-BY-SA-4.0', as: 'visitor', says: 'Partager votre version sous la même licence' },
  { what: 'vocabularies', path: '/vocabulaires', as: 'visitor', says: 'Partagées par toutes les fiches' },
  { what: 'vocabulary', path: '/vocabulaires/besoin', as: 'visitor', says: 'decider-ensemble' },
  { what: 'vocabulary with a tree', path: '/vocabulaires/type-ressource', as: 'visitor', says: 'Fiche outil d’animation' },
  { what: 'vocabulary of a community', path: '/vocabulaires/msv:etape', as: 'visitor', says: 'Le même mot ailleurs' },
  { what: 'names of the fields', path: '/vocabulaires/termes', as: 'visitor', says: 'tailleGroupe' },
  { what: 'nothing there', path: '/cooperation/jamais-ecrite', as: 'visitor', says: 'Page introuvable', status: 404 },
  { what: 'inbox', path: '/propositions', as: 'person', says: 'Ce qui vous attend' },
  { what: 'inbox, own propositions', path: '/propositions?onglet=miennes', as: 'person', says: 'Mes propositions' },
  { what: 'inbox, mentions', path: '/propositions?onglet=mentions', as: 'person', says: 'Mentions' },
  { what: 'choice of mails', path: '/reglages/courriels', as: 'person', says: 'Quand vous écrire' },
  { what: 'fiche, signed in', path: consent, as: 'person', says: 'Reconnaître une objection' },
  { what: 'improve', path: `${weather}/ameliorer`, as: 'person', says: 'Améliorer', edits: true },
  { what: 'improve the header by hand', path: `${weather}/ameliorer?entete=brut`, as: 'person', says: 'Améliorer', edits: true },
  { what: 'passages, signed in', path: `${weather}/passages`, as: 'person', says: 'Chaque passage du texte' },
  { what: 'suggestions without an account', path: `${weather}/suggestions`, as: 'person', says: 'Aucune suggestion' },
  { what: 'adapt', path: `${weather}/adapter`, as: 'person', says: 'Ce que la licence permet' },
  { what: 'roles to confirm', path: `${weather}/contributions`, as: 'person', says: 'attend votre réponse' },
  { what: 'proposition to decide', path: `${weather}/propositions/1`, as: 'person', says: 'Intégrer à la fiche' },
  { what: 'settings of a fiche', path: `${weather}/reglages`, as: 'person', says: 'Qui décide' },
  { what: 'settings of a community', path: '/c/cooperation/reglages', as: 'person', says: 'Qui décide' },
  { what: 'kind of a new fiche', path: '/nouvelle', as: 'person', says: 'Qu’est-ce que c’est' },
  { what: 'new fiche', path: '/nouvelle?type=outil-animation', as: 'person', says: 'Titre', edits: true },
  { what: 'profile', path: '/reglages', as: 'person', says: 'Comment vous nommer' },
  { what: 'addresses', path: '/reglages/adresses', as: 'person', says: 'nadege@exemple.invalid' },
  { what: 'password', path: '/reglages/mot-de-passe', as: 'person', says: 'Mot de passe' },
  { what: 'tokens', path: '/reglages/jetons', as: 'person', says: 'Créer le jeton' },
]
