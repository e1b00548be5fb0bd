import { FIELDS } from '../fields.js'
import { droppedFields, profileFaults } from '../integrity.js'
import type { Rule } from '../rule.js'
import { wordsOf } from '../terms.js'
import { asProblem, inspectedProfile, otherType } from '../words-as-fiches/inspected.js'

/** A profile only adds: what it names exists, and what fiches already hold stays (content model §6.2). */
export const coherentProfile: Rule = {
  id: 'profil-incoherent',
  fr: 'Un profil de communauté ajoute sans rien changer au cœur\u00A0: ses champs et ses listes existent, son préfixe et ses champs restent.',
  en: 'A community profile adds and changes nothing of the core: its fields and lists exist, its prefix and fields stay.',
  examples: [
    { text: '---\ntype: profil\ntitre: T\nresume: R\nprefixe: jardin\nchamps:\n  - { cle: abri, libelle: Abri, aide: Serre ou plein champ., nature: texte }\n---\n', problems: 0 },
    { text: '---\ntype: profil\ntitre: T\nresume: R\nprefixe: Jardin !\nchamps:\n  - { cle: duree, libelle: Durée, aide: A., nature: texte }\n  - { cle: arbre, libelle: Arbre, aide: B., vocabulaire: arbres }\nchamps_demandes: [rien]\n---\n', problems: 4 },
  ],
  check: inspection => {
    const profile = inspectedProfile(inspection)
    return profile === undefined ? [] : profileFaults(profile, { fields: FIELDS, vocabularies: wordsOf(inspection.profile).all }).map(fault => asProblem('profil-incoherent', 'champs', fault, inspection, HELP))
  },
  checkChange: (before, after) => {
    const [was, is] = [inspectedProfile(before), inspectedProfile(after)]
    return was === undefined || is === undefined ? otherType('profil-incoherent', 'profil', before, after) : droppedFields(was, is).map(fault => asProblem('profil-incoherent', 'champs', fault, after, KEEP))
  },
}

const HELP = { fr: 'Corrigez cette ligne du profil.', en: 'Correct this line of the profile.' }
const KEEP = { fr: 'Remettez-le\u00A0: vous pouvez changer son nom et son aide.', en: 'Put it back: you may change its name and its help.' }
