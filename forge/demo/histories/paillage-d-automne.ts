import type { DemoStep } from '../step.js'

const fiche = 'paillage-d-automne'
const bacs = 'paillage-d-automne-en-bacs'

/** Kept by its garante; adapted to balcony boxes by somebody who is not a member; one proposition waits. */
export const paillageSteps: readonly DemoStep[] = [
  {
    kind: 'publish', at: '2026-03-09T21:12:00+01:00', by: 'maelle-brindesol', fiche, owner: 'resilience-alimentaire', rule: 'garant·es',
    text: { file: 'paillage-d-automne/v1.md' }, media: { 'media/coupe-paillage.png': 'paillage-d-automne/media/coupe-paillage.png' },
    reason: 'Tout ce que j’aurais voulu lire avant mon premier hiver, avec des quantités.',
  },
  {
    kind: 'improve', at: '2026-04-22T20:44:00+02:00', by: 'maelle-brindesol', fiche,
    text: { edits: [
      { find: '| Feuilles mortes | 10 à 15 cm tassées | gratuites, aimées des vers | se feutrent si elles sont entières et seules |', replace: '| Feuilles mortes | 10 à 15 cm tassées | gratuites, aimées des vers | se feutrent si elles sont entières : les broyer à la tondeuse |' },
      { find: '## Erreurs fréquentes\n', replace: 'Ce que nous avons mesuré cet hiver est raconté dans [Deux planches, deux paillis](../deux-planches-deux-paillis).\n\n## Erreurs fréquentes\n' },
    ] },
    reason: 'Leçon de l’hiver : les feuilles entières font un feutre luisant. Je renvoie au récit pour les mesures.',
  },
  {
    kind: 'propose', at: '2026-10-05T07:26:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'limaces',
    title: 'Et les limaces ? Une réponse honnête',
    text: { edits: [{
      find: '## Erreurs fréquentes\n',
      replace: '## Et les limaces ?\n\nOui, elles aiment le paillis. En automne doux, attendre les premières nuits froides pour couvrir. Au printemps, découvrir une semaine avant de planter et poser des planchettes : on relève dessous chaque matin.\n\n## Erreurs fréquentes\n',
    }] },
    reason: 'C’est la première question de chaque atelier. Autant y répondre ici.',
  },
  {
    kind: 'verdict', at: '2026-10-06T19:55:00+02:00', by: 'tomasz-hautelande', fiche, proposal: 'limaces', verdict: 'bonification',
    message: 'Je dirais aussi que le carabe est son prédateur et qu’il vit sous le même paillis : les deux premières années sont les plus dures. Et attendre le froid contredit « sol encore tiède » dans les conditions ; il faudrait le dire.',
  },
  {
    kind: 'update', at: '2026-10-08T08:37:00+02:00', by: 'charlie-rivemousse', fiche, proposal: 'limaces', coAuthors: ['tomasz-hautelande'],
    message: 'J’ai repris la remarque de Tomasz sur les carabes, et nommé la contradiction avec le sol tiède.',
    text: { edits: [{
      find: 'En automne doux, attendre les premières nuits froides pour couvrir.',
      replace: 'Leurs prédateurs aussi, carabes en tête, mais ils mettent un ou deux ans à s’installer. Là où la pression est forte, couvrir après les premières nuits froides : le sol sera un peu moins tiède, c’est un compromis.',
    }] },
  },
  {
    kind: 'verdict', at: '2026-10-08T21:02:00+02:00', by: 'tomasz-hautelande', fiche, proposal: 'limaces', verdict: 'consent',
    message: 'Le compromis est dit clairement. Rien à ajouter.',
  },
  { kind: 'integrate', at: '2026-10-09T06:38:00+02:00', by: 'maelle-brindesol', fiche, proposal: 'limaces' },
  {
    kind: 'adapt', at: '2026-10-20T22:09:00+02:00', by: 'anouk-petitvent', fiche, to: { owner: 'anouk-petitvent', slug: bacs },
    reason: 'lieu',
    explanation: 'Au pied de nos immeubles, il n’y a ni planche ni fourche : des bacs d’un mètre carré, des sacs de feuilles et des enfants.',
    text: { edits: [
      { find: 'titre: Pailler ses planches à l’automne\n', replace: 'titre: Pailler ses bacs à l’automne\n' },
      { find: 'Passer l’hiver avec un sol couvert, nourri et facile à planter au printemps.', replace: 'Garder vivante la terre des bacs du quartier pendant l’hiver, avec les feuilles de la rue.' },
      { find: 'contextes: [milieu-agricole, famille-voisinage, ecolieu]', replace: 'contextes: [famille-voisinage, education-populaire, municipalite]' },
      { find: 'types_structure: [exploitation-agricole, collectif-informel, association-sans-salarie]', replace: 'types_structure: [collectif-informel, association-employeuse, collectivite-territoriale]' },
      { find: 'publics: [maraicher, permaculteur, grand-public]', replace: 'publics: [grand-public, animateur-socioculturel]' },
      { find: 'taille_groupe: { min: 1, max: 6 }', replace: 'taille_groupe: { min: 2, max: 12 }' },
      { find: 'experimente_par:\n', replace: 'contributeurs:\n  - { nom: Anouk Petitvent, role: amelioration }\nexperimente_par:\n  - { nom: Anouk Petitvent, date: 2026-10-14 }\n' },
      { find: 'communautes: [resilience-alimentaire]\n', replace: '' },
      { find: '](../deux-planches-deux-paillis)', replace: '](../../resilience-alimentaire/deux-planches-deux-paillis)' },
      { find: 'Après la dernière récolte, on couvre la planche d’une couche épaisse de matière organique (foin,\n  paille, feuilles, broyat) sur un sol humide et ressuyé. La couverture protège de la battance,\n  nourrit les vers et retient les adventices. La fiche aide à choisir la matière, l’épaisseur et la\n  date, et dit quand découvrir pour que la terre se réchauffe.', replace: 'Après la dernière récolte, petits et grands ramassent les feuilles du quartier et en couvrent les\n  bacs, sur une terre humide. La couverture la protège de la pluie et du gel, nourrit les vers et\n  retient les adventices. La fiche dit quelle épaisseur poser, comment retenir les feuilles entre\n  les immeubles et quand découvrir pour que la terre se réchauffe.' },
      { find: '  - { nom: Fourche à foin et brouette, quantite: 1 }\n  - { nom: Grelinette ou fourche-bêche, quantite: 1 si le sol est tassé }\n', replace: '  - { nom: Sacs réutilisables de cent litres, quantite: deux par bac }\n  - { nom: Griffe à main et gants à la taille de chaque personne }\n  - { nom: Filet ou branchages, quantite: de quoi couvrir chaque bac }\n' },
      { find: '  - { titre: Aérer si besoin, texte: "Un passage de grelinette, sans retourner, seulement si le test bêche a montré un tassement." }\n', replace: '  - { titre: Aérer si besoin, texte: "Quelques coups de griffe à main, sans retourner, si la surface fait une croûte." }\n' },
      { find: 'Étaler la matière en la décompressant. Couvrir aussi les bords de la planche.', replace: 'Vider les sacs, défaire les paquets à la main, tasser légèrement, puis poser le filet et le lester aux quatre coins.' },
      { find: 'tirer le paillis dans l’allée pour que le sol se réchauffe.', replace: 'remettre les feuilles en sac pour que la terre se réchauffe ; elles serviront l’été.' },
      { find: 'temps_travail: Environ deux heures pour une planche de trente mètres, matière déjà sur place.', replace: 'temps_travail: Un mercredi après-midi pour six bacs, ramassage compris.' },
      { find: 'securite: Porter un masque si le foin est poussiéreux ou moisi.', replace: 'securite: Des gants pour le ramassage (verre, épines) ; rester sur les trottoirs et dans les squares.' },
      { find: 'cultures: [toutes les planches libres avant l’hiver]', replace: 'cultures: [tous les bacs libres avant l’hiver]' },
      { find: 'assis au bord de la planche, avec de la matière en sac.', replace: 'en position assise, le long des bacs surélevés.' },
      { find: '    type_sol: [limoneux]\n    etape: [couverture]\n    surface_m2: 24\n', replace: '    etape: [couverture]\n    surface_m2: 6\n' },
      { find: '## Combien en faut-il ?\n\nPour une planche de 80 cm sur 30 m, soit 24 m² :\n\n- **foin** : autour de 60 kg, c’est-à-dire le quart d’une balle ronde de 250 kg ;\n- **paille** : 25 à 35 kg ;\n- **feuilles** : 3 m³ bien tassés ;\n- **broyat** : 1 m³.\n', replace: '## Combien en faut-il ?\n\nPour un bac d’un mètre carré : **deux grands sacs de feuilles** bien tassés, ramassées sur les trottoirs par temps sec. Évitez les feuilles des rues très passantes. Un filet ou quelques branches posées dessus les retiennent quand le vent tourne entre les immeubles.\n\nUn bac gèle plus vite qu’une planche : couvrez aussi les parois exposées au nord, avec du carton brun sans encre brillante.\n' },
    ] },
  },
  {
    kind: 'improve', at: '2026-11-05T12:57:00+01:00', by: 'maelle-brindesol', fiche,
    text: { edits: [
      { find: '- Oublier les bords : le chiendent rentre par là.\n', replace: '- Oublier les bords : le chiendent rentre par là.\n- Pailler trop fin « pour voir » : sous huit centimètres, la lumière passe et les adventices aussi.\n' },
      { find: 'Couvrir aussi les bords de la planche."', replace: 'Couvrir aussi les bords de la planche, sur une main de large."' },
    ] },
    reason: 'Deux précisions demandées par des personnes qui paillaient pour la première fois : l’épaisseur minimale et la largeur des bords.',
  },
  {
    kind: 'propose', at: '2026-11-14T10:29:00+01:00', by: 'mesange-bleue', fiche, proposal: 'laine',
    title: 'Ajouter la laine de mouton au tableau des matières',
    text: { edits: [{
      find: '| Broyat de rameaux |',
      replace: '| Laine de mouton brute | 2 à 3 cm | riche en azote, lente à se défaire, gêne les limaces | demander une laine non traitée ; les oiseaux en tirent des brins |\n| Broyat de rameaux |',
    }] },
    reason: 'Deux éleveurs du coin la donnent. Essayée sous des courges l’an dernier et sous de l’ail cet automne.',
  },
  {
    kind: 'verdict', at: '2026-11-17T18:21:00+01:00', by: 'tomasz-hautelande', fiche, proposal: 'laine', verdict: 'question',
    message: 'As-tu vu, au printemps, ce qu’il en restait ? J’ai peur qu’elle s’enroule autour des outils. Et d’où vient l’effet sur les limaces : observé chez toi, ou lu ?',
  },
]
