import { vocabulary, type Vocabulary } from './vocabulary-types.js'

const SCOLOMFR_018 = 'http://data.education.fr/voc/scolomfr/concept/scolomfr-voc-018-num-'

/** How a resource is used: length, group, level, moment, place (content model §5.4–5.8, 5.12, 5.13, 5.15). */
export const PRACTICE_VOCABULARIES: readonly Vocabulary[] = [
  vocabulary('duree', 'Durée', 'Duration', [
    ['moins-de-10-min', 'Moins de 10 min', 'Under 10 min'],
    ['10-a-30-min', '10 à 30 min', '10 to 30 min'],
    ['30-a-60-min', '30 à 60 min', '30 to 60 min'],
    ['1-a-2-h', '1 à 2 h', '1 to 2 h'],
    ['demi-journee', 'Une demi-journée', 'Half a day'],
    ['journee', 'Une journée', 'One day'],
    ['plusieurs-jours', 'Plusieurs jours', 'Several days'],
    ['plusieurs-semaines', 'Plusieurs semaines', 'Several weeks'],
    ['saison', 'Une saison', 'One season'],
    ['au-long-cours', 'Au long cours', 'Long term'],
  ]),
  vocabulary('taille-groupe', 'Taille du groupe', 'Group size', [
    ['seul', 'En solo', 'Alone'],
    ['2-a-5', '2 à 5 personnes', '2 to 5 people'],
    ['6-a-12', '6 à 12 personnes', '6 to 12 people'],
    ['13-a-30', '13 à 30 personnes', '13 to 30 people'],
    ['plus-de-30', 'Plus de 30 personnes', 'More than 30 people'],
    ['plus-de-100', 'Plus de 100 personnes', 'More than 100 people'],
  ]),
  vocabulary('niveau', 'Niveau', 'Level', [
    ['1-decouverte', 'Niveau 1 – découverte', 'Level 1 – discovery'],
    ['2-pratique', 'Niveau 2 – pratique autonome', 'Level 2 – autonomous practice'],
    ['3-expertise', 'Niveau 3 – expertise et transmission', 'Level 3 – expertise and teaching'],
  ]),
  vocabulary('posture', 'Posture', 'Stance', [
    ['facilitation', 'Facilitation', 'Facilitation'],
    ['animation', 'Animation', 'Group leading'],
    ['accompagnement', 'Accompagnement', 'Support'],
    ['formation', 'Formation', 'Training'],
    ['mediation', 'Médiation', 'Mediation'],
    ['coaching', 'Coaching', 'Coaching'],
    ['garant-du-cadre', 'Garant·e du cadre', 'Guardian of the frame'],
    ['participant-pair', 'Participant·e, pair', 'Participant, peer'],
    ['observation', 'Observation', 'Observation'],
    ['recherche-action', 'Recherche-action', 'Action research'],
  ]),
  vocabulary('phase', 'Moment du processus', 'Moment in the process', [
    ['cadrage', 'Cadrage', 'Framing'],
    ['inclusion', 'Inclusion, brise-glace', 'Inclusion, ice-breaker'],
    ['diagnostic', 'Diagnostic, rétrospective', 'Diagnosis, retrospective'],
    ['ideation', 'Recherche d’idées', 'Ideation'],
    ['deliberation', 'Délibération', 'Deliberation'],
    ['decision', 'Décision', 'Decision'],
    ['plan-d-action', 'Plan d’action', 'Action plan'],
    ['mise-en-oeuvre', 'Mise en œuvre', 'Implementation'],
    ['regulation', 'Régulation des tensions', 'Handling tensions'],
    ['evaluation', 'Évaluation, bilan', 'Evaluation'],
    ['cloture', 'Clôture, célébration', 'Closing, celebration'],
  ]),
  vocabulary('modalite', 'Modalité', 'Mode', [
    ['presentiel', 'En présence', 'In person'],
    ['a-distance', 'À distance', 'Remote', { exact: `${SCOLOMFR_018}001` }],
    ['hybride', 'Hybride', 'Hybrid', { exact: `${SCOLOMFR_018}016` }],
    ['en-autonomie', 'En autonomie', 'On one’s own', { exact: `${SCOLOMFR_018}003` }],
    ['sur-le-terrain', 'Sur le terrain', 'In the field'],
    ['asynchrone', 'Asynchrone', 'Asynchronous'],
  ]),
  vocabulary('type-outil', 'Type d’outil', 'Kind of tool', [
    ['brise-glace', 'Brise-glace', 'Ice-breaker'],
    ['exercice-corporel-sensoriel', 'Exercice corporel ou sensoriel', 'Body or sensory exercise'],
    ['processus-de-gouvernance', 'Processus de gouvernance', 'Governance process'],
    ['format-de-discussion', 'Format de discussion', 'Discussion format'],
    ['technique-creative', 'Technique créative', 'Creative technique'],
    ['outil-de-diagnostic', 'Outil de diagnostic', 'Diagnosis tool'],
    ['jeu', 'Jeu', 'Game'],
    ['outil-de-regulation', 'Outil de régulation', 'Tension-handling tool'],
    ['outil-de-bilan', 'Outil de bilan', 'Evaluation tool'],
  ]),
  vocabulary('saison', 'Saison', 'Season', [
    ['hiver', 'Hiver', 'Winter'], ['printemps', 'Printemps', 'Spring'], ['ete', 'Été', 'Summer'], ['automne', 'Automne', 'Autumn'],
    ['toute-l-annee', 'Toute l’année', 'All year round'],
  ]),
  vocabulary('issue-usage', 'Issue de l’usage', 'Outcome', [
    ['comme-prevu', 'Comme prévu', 'As planned'], ['adapte', 'Adapté', 'Adapted'], ['n-a-pas-fonctionne', 'N’a pas fonctionné', 'Did not work'],
  ]),
]
