import type { DemoCommunity, DemoPerson } from './step.js'

/** Invented names; nobody in here exists. */
export const demoPeople: readonly DemoPerson[] = [
  {
    handle: 'nadege-fontepierre', displayName: 'Nadège Fontepierre', formOfAddress: 'autrice', email: 'nadege@exemple.invalid',
    bio: 'Médiatrice, garante de la communauté Coopération. J’accompagne des associations employeuses quand décider devient douloureux.',
  },
  {
    handle: 'solene-tourneplume', displayName: 'Solène Tourneplume', formOfAddress: 'autrice', email: 'solene@exemple.invalid',
    bio: 'Formatrice en éducation populaire. Je cherche des outils qui laissent une place à celles et ceux qui parlent peu.',
  },
  {
    handle: 'yanis-clairbois', displayName: 'Yanis Clairbois', formOfAddress: 'auteur', email: 'yanis@exemple.invalid',
    bio: 'Facilitateur dans une coopérative d’activité. Adepte des réunions courtes.',
  },
  {
    handle: 'charlie-rivemousse', displayName: 'Charlie Rivemousse', formOfAddress: 'auteur·ice', email: 'charlie@exemple.invalid',
    bio: 'Entre permaculture et facilitation : j’observe des jardins et des groupes, souvent avec les mêmes questions.',
  },
  {
    handle: 'ousmane-largeroute', displayName: 'Ousmane Largeroute', formOfAddress: 'auteur', email: 'ousmane@exemple.invalid',
    bio: 'Concierge d’un tiers-lieu de bourg. Je m’occupe de l’accueil, du café et des clés.',
  },
  {
    handle: 'idriss-valdore', displayName: 'Idriss Valdoré', formOfAddress: 'auteur', email: 'idriss@exemple.invalid',
    bio: 'Cadre de santé. J’adapte à la relève et aux équipes de nuit ce qui marche ailleurs.',
  },
  {
    handle: 'maelle-brindesol', displayName: 'Maëlle Brindesol', formOfAddress: 'autrice', email: 'maelle@exemple.invalid',
    bio: 'Maraîchère sur un hectare et demi, en planches permanentes, sol limoneux battant.',
  },
  {
    handle: 'tomasz-hautelande', displayName: 'Tomasz Hautelande', formOfAddress: 'auteur', email: 'tomasz@exemple.invalid',
    bio: 'Maraîcher sur sol vivant et garant de la communauté Résilience alimentaire. Une bêche toujours dans la fourgonnette.',
  },
  {
    handle: 'mesange-bleue', displayName: 'Mésange bleue', formOfAddress: 'auteur·ice', email: 'mesange@exemple.invalid',
    bio: 'Pseudonyme. Je garde des semences et je signe de ce nom depuis longtemps.',
  },
  {
    handle: 'anouk-petitvent', displayName: 'Anouk Petitvent', formOfAddress: 'autrice', email: 'anouk@exemple.invalid',
    bio: 'Animatrice dans un centre social. Je lis, j’essaie, je propose.',
  },
]

export const demoCommunities: readonly DemoCommunity[] = [
  {
    slug: 'cooperation',
    name: 'Coopération',
    description: 'Des facilitateurs, des facilitatrices et des collectifs mettent en commun les façons de se réunir, de décider et de prendre soin du groupe qu’ils ont essayées eux-mêmes.',
    stewards: ['nadege-fontepierre', 'solene-tourneplume'],
    members: ['yanis-clairbois', 'charlie-rivemousse', 'ousmane-largeroute', 'idriss-valdore'],
    defaultRule: 'ouverte',
  },
  {
    slug: 'resilience-alimentaire',
    name: 'Résilience alimentaire',
    description: 'Des personnes qui cultivent, sur une ferme ou au pied d’un immeuble, décrivent des pratiques de sol vivant éprouvées chez elles, avec les conditions et les limites.',
    stewards: ['tomasz-hautelande'],
    members: ['maelle-brindesol', 'charlie-rivemousse', 'mesange-bleue', 'ousmane-largeroute'],
    defaultRule: 'garant·es',
  },
]
