import type { Fiche } from '../fiche.js'
import type { Lexicon } from '../lexicon.js'
import type { Profile } from '../profile.js'
import type { Vocabulary } from '../vocabularies.js'
import { profileOfFiche } from './profile-fiche.js'
import { vocabularyOfFiche } from './vocabulary-fiche.js'

/** The words a fiche holds, as the community that keeps it names them; undefined for any other fiche. */
export function typeOfWords(fiche: Fiche, community: string, lexicon: Lexicon): { readonly kind: 'list'; readonly vocabulary: Vocabulary } | { readonly kind: 'profile'; readonly profile: Profile } | undefined {
  const { prefix } = lexicon.profileOf(community)
  if (fiche.fields.type === 'vocabulaire') return { kind: 'list', vocabulary: vocabularyOfFiche(fiche, prefix) }
  if (fiche.fields.type === 'profil') return { kind: 'profile', profile: profileOfFiche(fiche, community, lexicon.all.filter(({ id }) => prefix !== '' && id.startsWith(`${prefix}:`))) }
  return undefined
}
