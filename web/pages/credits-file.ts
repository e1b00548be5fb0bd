import { nameIn } from '../../forge/domain/naming.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { dateText } from './parts/dates.js'
import type { ContributionsData } from './contributions.js'
import type { ShownEntry } from './history.js'
import type { Ui } from './ui.js'

/** What a person wrote, as one line of Markdown that stays text. */
const inline = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&')

export interface CreditsData extends Pick<ContributionsData, 'resource' | 'own' | 'lineage' | 'declared' | 'origin' | 'credited' | 'creditedBefore'> {
  readonly credit: string
  readonly versionName: string
  /** The credits of its pictures, in words. */
  readonly pictures: readonly { readonly path: string; readonly text: string }[]
  readonly changes: readonly ShownEntry[]
  /** Why nothing may be done of it yet, when its licence is not known, or several. */
  readonly licenceDoubt?: string
}

/** `CREDITS.md` of an archive: title, people, source, licence, changes and lineage, for whoever receives the folder without the site. */
export function creditsFile(ui: Pick<Ui, 'm' | 'baseUrl' | 'locale'>, data: CreditsData): string {
  const { reading, common } = ui.m
  const { resource } = data
  const url = `${ui.baseUrl}/${addressOf(resource)}`
  const people = (list: CreditsData['own']): string => list.map(({ person, roles }) => {
    const said = roles.map((role) => { const name = reading.roles[role]; return typeof name === 'string' ? name : name[person.formOfAddress] })
    return `- ${inline(nameIn(person, ui.locale))}${said.length > 0 ? ` (${said.join(', ')})` : ''}`
  }).join('\n')
  const { licence } = resource.licence
  const section = (title: string, body: string): string => (body === '' ? '' : `## ${title}\n\n${body}\n`)
  return [
    `# ${inline(resource.title)} – ${reading.creditsTitle}\n`,
    section(reading.creditsLine, data.credit.replace(/[\\`*_[\]<>]/g, '\\$&')),
    section(reading.creditsAuthors, people(data.own)),
    section(reading.creditsRoles, [...data.credited, ...data.creditedBefore].map(({ person, role }) => `- ${inline(nameIn(person, ui.locale))} (${ui.m.contributing.roleNames[role]})`).join('\n')),
    section(ui.m.pictures.credits, data.pictures.map(({ path, text }) => `- ${inline(path)} – ${text.replace(/[\\`*_[\]<>]/g, '\\$&')}`).join('\n')),
    section(reading.creditsDeclared, data.declared.map(({ nom, structure }) => `- ${inline(nom)}${structure ? `, ${inline(structure)}` : ''}`).join('\n')),
    section(reading.creditsStewards, resource.stewards.map(({ name }) => `- ${inline(name)}`).join('\n')),
    section(reading.creditsSource, `<${url}>`), section(reading.creditsVersion, inline(data.versionName)),
    section(reading.creditsLicence, resource.licence.state === 'declared' && licence ? `${inline(ui.locale === 'fr' ? licence.nameFr : licence.nameEn)}\n<${licence.uri}>` : [common.licenceToClarify, ...(data.licenceDoubt === undefined ? [] : [inline(data.licenceDoubt)])].join('\n\n')),
    resource.origin ? section(reading.creditsLineage, [`${inline(data.origin?.title ?? resource.origin.title)} (${reading.reasons[resource.origin.reason]})`, ...(data.origin ? [`<${ui.baseUrl}/${addressOf(data.origin)}>`] : []), people(data.lineage)].join('\n\n')) : '',
    resource.importedFrom ? section(reading.creditsImported, importLine(resource)) : '',
    section(reading.creditsChanges, data.changes.map((entry) => `- ${dateText(entry.at, ui.locale)} – ${entry.authors.length === 0 ? '' : `${inline(entry.authors.map(({ name }) => name).join(', '))} – `}${inline(entry.title)}`).join('\n')),
  ].filter((part) => part !== '').join('\n')
}

/** Addresses on the web are given; a path of somebody's disk says nothing to anybody else. */
function importLine(resource: Resource): string {
  const source = resource.importedFrom?.source ?? ''
  const shown = /^https?:\/\//i.test(source) ? source.replace(/^(https?:\/\/)[^/@]*@/i, '$1') : source.split(/[/\\]/).at(-1) ?? ''
  return inline(shown) + (resource.importedFrom?.path === undefined ? '' : `, ${inline(resource.importedFrom.path)}`)
}
