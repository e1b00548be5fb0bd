import type { Fiche } from '../fiche.js'
import { lexiconFrom, type Lexicon } from '../lexicon.js'
import type { Profile } from '../profile.js'
import type { Vocabulary } from '../vocabularies.js'
import { profileOfFiche } from './profile-fiche.js'
import { vocabularyFrom, vocabularyOfFiche } from './vocabulary-fiche.js'

/** The words a fiche holds, as the community that keeps it names them; undefined for any other fiche. */
export function typeOfWords(fiche: Fiche, community: string, lexicon: Lexicon): { readonly kind: 'list'; readonly vocabulary: Vocabulary } | { readonly kind: 'profile'; readonly profile: Profile } | undefined {
  const { prefix } = lexicon.profileOf(community)
  if (fiche.fields.type === 'vocabulaire') return { kind: 'list', vocabulary: vocabularyOfFiche(fiche, prefix) }
  if (fiche.fields.type === 'profil') return { kind: 'profile', profile: profileOfFiche(fiche, community, lexicon.all.filter(({ id }) => prefix !== '' && id.startsWith(`${prefix}:`))) }
  return undefined
}

/** What an instance answers about its words (`/api/v1/words`), as a lexicon: headers of lists by id, of profiles by community. */
export function lexiconOfHeaders(words: {
  readonly lists: readonly { readonly id: string; readonly header: Readonly<Record<string, unknown>> }[]
  readonly profiles: readonly { readonly community: string; readonly header: Readonly<Record<string, unknown>> }[]
}): Lexicon {
  const lists = words.lists.map(({ id, header }) => vocabularyFrom(header, id))
  const isOf = (prefix: unknown) => ({ id }: Vocabulary): boolean => typeof prefix === 'string' && prefix !== '' && id.startsWith(`${prefix}:`)
  return lexiconFrom(lists.filter(({ id }) => !id.includes(':')), words.profiles.map(({ community, header }) => profileOfFiche({ header }, community, lists.filter(isOf(header['prefixe'])))))
}
