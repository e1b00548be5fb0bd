import { ficheToJsonLd } from '../../content-schema/jsonld.js'
import type { Lexicon } from '../../content-schema/lexicon.js'
import { webAddress } from '../../content-schema/linked-data/canonical.js'
import type { Verdict } from '../../content-schema/licences/verdict.js'
import { hasDay, isoTime } from '../../forge/domain/iso-time.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { FicheData } from './parts/fiche-data.js'

type Machine = Omit<FicheData, 'jsonLd' | 'rendered' | 'credit'> & { /** The whole credit, as text. */ readonly credit?: string; /** Whether it may leave in another form. */ readonly takeAway?: Verdict }

/** Only what is there: no key for what is absent. */
const present = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))

const web = (url: string | undefined): string | undefined => (url !== undefined && /^https?:\/\//i.test(url) ? url : undefined)

/** A fiche as linked data, for `<script type="application/ld+json">` and `.jsonld`: its header, and what its history knows. */
export function ficheJsonLd(baseUrl: string, lexicon: Lexicon, data: Machine): object {
  const { resource, fiche, licence, authors, version, surroundings: { origin } } = data
  const said = ficheToJsonLd(fiche, {
    site: baseUrl, url: `${baseUrl}/${addressOf(resource)}`, ...(resource.owner.kind === 'community' && { community: resource.owner }),
    dates: { created: isoTime(resource.createdAt), ...(version && hasDay(version.at) && { modified: isoTime(version.at) }) },
    ...(version && { version: version.name ?? version.commit }), ...(licence.state === 'declared' && licence.licence && { licence: licence.licence.uri }),
    basedOn: basisOf(baseUrl, resource, origin), creators: authors.map(({ name, handle }) => ({ name, ...(handle !== undefined && { url: `${baseUrl}/@${handle}` }) })),
  }, lexicon)
  return { ...said, isAccessibleForFree: true, ...(data.credit !== undefined && { creditText: data.credit }) }
}

/** The fiche it was adapted from, and where it was imported from. */
function basisOf(baseUrl: string, resource: Resource, origin: Resource | undefined): { url: string; title: string }[] {
  const imported = webAddress(resource.importedFrom?.source)
  return [
    ...(origin ? [{ url: `${baseUrl}/${addressOf(origin)}`, title: origin.title }] : []),
    ...(imported === undefined ? [] : [{ url: imported, title: new URL(imported).pathname.replace(/^\/|\.git$/g, '') || imported }]),
  ]
}

/** The same fiche in the forge's own words, with where everything else is. */
export function ficheJson(baseUrl: string, data: Machine): object {
  const { resource, fiche: { fields, body }, licence, authors, version, surroundings } = data
  const url = `${baseUrl}/${addressOf(resource)}`
  const { missing, prose: _prose, ...known } = fields
  return present({
    id: resource.id, url, owner: resource.owner.handle, ownerKind: resource.owner.kind, slug: resource.slug, state: resource.state, title: fields.titre ?? resource.title,
    fields: present({ ...known }), missing, body, mainPath: resource.mainPath,
    version: version && present({ commit: version.commit, name: version.name, at: isoTime(version.at), isCurrent: version.isCurrent }), versions: resource.versions,
    licence: { state: licence.state, ...(licence.licence && { id: licence.licence.id, uri: licence.licence.uri, name: licence.licence.nameFr }), ...(data.takeAway && { copy: { verdict: data.takeAway.verdict, code: data.takeAway.code, clause: data.takeAway.clause.uri, fr: data.takeAway.fr, en: data.takeAway.en } }), story: `${url}/licence` },
    authors: authors.map(({ name, handle }) => present({ name, handle })), stewards: resource.stewards.map(({ handle, name }) => ({ handle, name })), decisionRule: resource.rule,
    credit: data.credit,
    origin: resource.origin && present({ title: resource.origin.title, owner: resource.origin.owner, slug: resource.origin.slug, commit: resource.origin.commit, reason: resource.origin.reason, explanation: resource.origin.explanation, url: surroundings.origin && `${baseUrl}/${addressOf(surroundings.origin)}`, newVersions: surroundings.originNews }),
    importedFrom: resource.importedFrom && present({ source: web(resource.importedFrom.source), path: resource.importedFrom.path, commit: resource.importedFrom.commit }),
    adaptations: surroundings.adaptations.map((one) => ({ title: one.title, url: `${baseUrl}/${addressOf(one)}`, reason: one.origin?.reason })), openProposals: surroundings.openProposals,
    createdAt: isoTime(resource.createdAt), updatedAt: isoTime(resource.updatedAt),
    links: { html: url, markdown: `${url}.md`, jsonld: `${url}.jsonld`, zip: `${url}.zip`, atom: `${url}/historique.atom`, git: `${url}.git`, contributions: `${url}/contributions`, cite: `${url}/citer` },
  })
}
