import { isoOfMinutes } from '../../content-schema/durations.js'
import { labelOf, typeLabel } from '../../content-schema/fields.js'
import { addressOf } from '../../forge/domain/resource.js'
import type { FicheData } from './fiche.js'

type Machine = Omit<FicheData, 'jsonLd' | 'rendered'>

/** Only what is there: no key for what is absent. */
const present = (record: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)))

const web = (url: string | undefined): string | undefined => (url !== undefined && /^https?:\/\//i.test(url) ? url : undefined)

/** A fiche as schema.org sees it (LearningResource, LRMI), for `<script type="application/ld+json">` and `.jsonld`. */
export function ficheJsonLd(baseUrl: string, data: Machine): object {
  const { resource, fiche: { fields }, licence, authors, version } = data
  const url = `${baseUrl}/${addressOf(resource)}`
  const duration = fields.duree?.maxMinutes ?? fields.duree?.minMinutes
  const licenceUri = licence.state === 'declared' ? licence.licence?.uri : undefined
  const { origin } = data.surroundings
  return present({
    '@context': 'https://schema.org', '@id': url, '@type': fields.etapes.length > 0 ? ['LearningResource', 'HowTo'] : 'LearningResource', url,
    name: fields.titre ?? resource.title, description: fields.resume ?? fields.valeur_ajoutee, inLanguage: fields.langue,
    learningResourceType: fields.type && typeLabel(fields.type, 'fr'), license: licenceUri, acquireLicensePage: licenceUri,
    creator: [...authors.map(({ name, handle }) => present({ '@type': 'Person', name, url: handle === undefined ? undefined : `${baseUrl}/@${handle}` })), ...(authors.length === 0 ? fields.auteurs.map(({ nom }) => ({ '@type': 'Person', name: nom })) : [])],
    timeRequired: duration === undefined ? undefined : isoOfMinutes(duration), teaches: fields.objectifs,
    about: fields.thematiques.map((notation) => labelOf('thematique', notation, 'fr')), keywords: fields.mots_cles,
    audience: fields.publics.map((notation) => ({ '@type': 'EducationalAudience', audienceType: labelOf('public', notation, 'fr') })),
    tool: fields.etapes.length > 0 ? fields.materiel.map(({ nom }) => ({ '@type': 'HowToTool', name: nom })) : undefined,
    step: fields.etapes.map((step, index) => present({ '@type': 'HowToStep', position: index + 1, name: step.titre === '' ? undefined : step.titre, text: step.texte })),
    isBasedOn: [
      ...(resource.origin ? [present({ '@type': 'LearningResource', name: origin?.title ?? resource.origin.title, url: origin && `${baseUrl}/${addressOf(origin)}` })] : []),
      ...fields.derive_de.map(({ titre, url: source }) => present({ '@type': 'CreativeWork', name: titre, url: web(source) })),
    ],
    citation: fields.sources.map(({ titre, url: source }) => present({ '@type': 'CreativeWork', name: titre, url: web(source) })),
    dateCreated: new Date(resource.createdAt).toISOString(), dateModified: version && new Date(version.at).toISOString(), version: version?.name ?? version?.commit,
    publisher: resource.owner.kind === 'community' ? { '@type': 'Organization', name: resource.owner.name, url: `${baseUrl}/c/${resource.owner.handle}` } : undefined,
    interactionStatistic: undefined, isAccessibleForFree: true,
  })
}

/** The same fiche in the forge's own words, with where everything else is. */
export function ficheJson(baseUrl: string, data: Machine): object {
  const { resource, fiche: { fields, body }, licence, authors, version, surroundings } = data
  const url = `${baseUrl}/${addressOf(resource)}`
  const { missing, prose: _prose, ...known } = fields
  return present({
    id: resource.id, url, owner: resource.owner.handle, ownerKind: resource.owner.kind, slug: resource.slug, state: resource.state, title: fields.titre ?? resource.title,
    fields: present(known as unknown as Record<string, unknown>), missing, body, mainPath: resource.mainPath,
    version: version && present({ commit: version.commit, name: version.name, at: new Date(version.at).toISOString(), isCurrent: version.isCurrent }), versions: resource.versions,
    licence: { state: licence.state, ...(licence.licence && { id: licence.licence.id, uri: licence.licence.uri, name: licence.licence.nameFr }) },
    authors: authors.map(({ name, handle }) => present({ name, handle })), stewards: resource.stewards.map(({ handle, name }) => ({ handle, name })), decisionRule: resource.rule,
    origin: resource.origin && present({ title: resource.origin.title, owner: resource.origin.owner, slug: resource.origin.slug, commit: resource.origin.commit, reason: resource.origin.reason, explanation: resource.origin.explanation, url: surroundings.origin && `${baseUrl}/${addressOf(surroundings.origin)}`, newVersions: surroundings.originNews }),
    importedFrom: resource.importedFrom && present({ source: web(resource.importedFrom.source), path: resource.importedFrom.path, commit: resource.importedFrom.commit }),
    adaptations: surroundings.adaptations.map((one) => ({ title: one.title, url: `${baseUrl}/${addressOf(one)}`, reason: one.origin?.reason })), openProposals: surroundings.openProposals,
    createdAt: new Date(resource.createdAt).toISOString(), updatedAt: new Date(resource.updatedAt).toISOString(),
    links: { html: url, markdown: `${url}.md`, jsonld: `${url}.jsonld`, zip: `${url}.zip`, atom: `${url}/historique.atom`, git: `${url}.git`, contributions: `${url}/contributions`, cite: `${url}/citer` },
  })
}
