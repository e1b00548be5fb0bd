const several = (n: number, one: string, many: string) => (n <= 1 ? `${n} ${one}` : `${n} ${many}`)

/** Je l’ai mise en pratique : le dire, et lire ce que d’autres en ont dit. */
export const practising = {
  button: 'Je l’ai mise en pratique',
  buttonHint: 'Dites comment cela s’est passé, en une minute.',
  title: (n: number) => (n === 0 ? 'Retours d’expérience' : several(n, 'retour d’expérience', 'retours d’expérience')),
  none: 'Personne n’a encore raconté comment cela s’est passé.',
  readOn: 'lire la suite',
  waiting: (n: number) => (n <= 1 ? '1 retour attend d’être confirmé.' : `${n} retours attendent d’être confirmés.`),
  tell: 'Je l’ai mise en pratique',
  all: (n: number) => `Lire les ${n} retours`,
  heading: (title: string) => `J’ai mis en pratique « ${title} »`,
  question: 'Comment cela s’est-il passé ?',
  questionHint: 'Quand, où, avec combien de personnes ; ce qui a marché, ce que vous feriez autrement. Quelques phrases suffisent. Ne nommez personne sans son accord.',
  send: 'Envoyer mon retour',
  sendHint: 'Il se lira sur la fiche, avec votre nom, dès qu’un·e garant·e l’aura confirmé.',
  orElse: 'Vous avez plus à dire ?',
  improve: 'Améliorer la fiche',
  wholeStory: 'Écrire un retour d’expérience complet',
  already: (date: string) => `Vous l’avez déjà dit, le ${date}.`,
  seeMine: 'Voir mon retour',
  done: { claimed: 'Merci ! Votre retour se lira sur la fiche dès qu’un·e garant·e l’aura confirmé.', confirmed: 'Merci ! Votre retour se lit maintenant sur la fiche.' },
}
