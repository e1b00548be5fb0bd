import slugify from '@sindresorhus/slugify'

/** Longest slug or handle, in characters. */
export const SLUG_LIMIT = 60
/** First path segments that pages and machine routes own: no person, community or resource may take them. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'recherche', 'search', 'c', 'api', 'assets', 'static', 'media', 'public', 'connexion', 'deconnexion', 'inscription', 'login', 'logout', 'signup',
  'auth', 'oauth', 'oidc', 'reglages', 'settings', 'admin', 'administration', 'compte', 'account', 'profil', 'profile', 'aide', 'help', 'a-propos', 'about',
  'mot-de-passe', 'password', 'nouvelle', 'nouveau', 'new', 'git', 'robots', 'favicon', 'sitemap', 'well-known', 'atom', 'feed', 'rss', 'flux',
  'metrics', 'health', 'sante', 'status', 'statut', 'mentions-legales', 'confidentialite', 'accessibilite', 'conditions', 'licence', 'licences', 'license',
  'vocabulaires', 'vocabulaire', 'voc', 'termes', 'contextes', 'context', 'formes', 'shapes', 'communaute', 'communautes', 'communities', 'adresses', 'langue', 'jetons', 'personne', 'personnes', 'people', 'users',
  'propositions', 'proposition', 'brouillons', 'drafts', 'apercu', 'preview', 'courriel', 'mail', 'confirmer', 'confirmation', 'desabonner',
  'carte', 'map', 'parcours', 'evenements', 'besoins', 'annuaire', 'exporter', 'importer', 'import', 'export', 'embed', 'integration', 'webhooks',
  'id', 'ids', 'undefined', 'null', 'true', 'false', 'ameliorer', 'adapter', 'historique', 'contributions', 'citer', 'adaptations', 'fichiers', 'versions',
  'www', 'root', 'system', 'systeme', 'support', 'moderation', 'securite', 'security', 'noreply', 'postmaster', 'webmaster', 'abuse', 'fiches', 'fiche',
])

const SHAPE = /^[a-z0-9](?:-?[a-z0-9])*$/

/**
 * The ASCII name a title gets in addresses: at most 60 characters, never empty, never a reserved word.
 * Two titles may give one slug: numbering is the caller's.
 */
export function slugOf(title: string): string {
  const slug = slugify(title.normalize('NFC').slice(0, 400), { decamelize: false, customReplacements: [['·', ''], ['’', ' '], ["'", ' '], ['œ', 'oe'], ['Œ', 'oe'], ['æ', 'ae'], ['&', ' et '], ['%', ' pour cent '], ['€', ' euros '], ['+', ' plus ']] })
    .replace(/[^a-z0-9-]+/g, '-').replace(/-{2,}/g, '-').replace(/^-|-$/g, '')
  const cut = slug.length <= SLUG_LIMIT ? slug : shorten(slug)
  if (cut === '') return 'fiche-sans-titre'
  return RESERVED_WORDS.has(cut) ? `${cut}-fiche` : cut
}

function shorten(slug: string): string {
  const cut = slug.slice(0, SLUG_LIMIT + 1)
  const lastWord = cut.lastIndexOf('-')
  return (lastWord > SLUG_LIMIT / 2 ? cut.slice(0, lastWord) : cut.slice(0, SLUG_LIMIT)).replace(/-+$/, '')
}

/** Whether a text can name a person or a community in addresses: 2 to 39 lower-case letters, digits and single hyphens, not reserved. */
export function isHandle(text: string): boolean {
  return text.length >= 2 && text.length <= 39 && SHAPE.test(text) && !RESERVED_WORDS.has(text)
}

/** Whether a text can name a resource under its owner. */
export function isSlug(text: string): boolean {
  return text.length >= 1 && text.length <= SLUG_LIMIT && SHAPE.test(text)
}

export function isReserved(text: string): boolean {
  return RESERVED_WORDS.has(text)
}
