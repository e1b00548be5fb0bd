import { identify } from '../../../content-schema/licences/identify.js'
import { lowConfidence, type WordOrigin } from '../../../forge/domain/provenance.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { date, dateText } from './dates.js'
import { sourceLink } from './fiche-aside.js'
import { personLink, type ShownPerson } from './people.js'

export interface ShownWriter { readonly number: number; readonly tint: string; readonly person: ShownPerson; readonly words: number; /** Those of them written with somebody else. */ readonly together: number; readonly share: number }
export interface ShownOrigin extends Omit<WordOrigin, 'authors' | 'repository'> { readonly writers: readonly number[]; readonly bornIn: { readonly title: string; readonly path: string | undefined } | undefined; readonly isForeign: boolean }

/** Where the words of one version came from: who, when, why, how. The island shows the same beside the words. */
export function wordOrigin(ui: Ui, around: { readonly resource: Resource; readonly path: string; readonly writers: ReadonlyMap<number, ShownWriter> }, origin: ShownOrigin, index: number): Html {
  const m = ui.m.provenance
  const { resource } = around
  const base = `/${addressOf(resource)}`
  const people = origin.writers.flatMap((number) => around.writers.get(number) ?? [])
  return html`<li id="o${index}"><p class="who">${people.length === 0 ? m.nobody : people.map((writer, place) => html`${place === 0 ? '' : ', '}<span class="number ${writer.tint}" aria-hidden="true">${writer.number}</span> ${personLink(writer.person)}`)}</p>
<p><strong>${origin.title === '' ? m.noReason : origin.title}</strong></p>
<p class="soft">${how(ui, around, origin)}</p>
<p class="links">${m.inVersion} ${date(origin.at, ui.locale)} · ${origin.isForeign ? '' : html`<a href="${base}/comparer?a=${origin.commit}" rel="nofollow">${m.change}</a> · `}${m.words(origin.words)}</p></li>`
}

/** The way the words came, in plain sentences: where they were written, then each time they arrived somewhere. */
function how(ui: Ui, { resource, path }: Parameters<typeof wordOrigin>[1], { how: last, since, path: born, bornIn, confidence, licence }: ShownOrigin): Html {
  const m = ui.m.provenance
  const source = resource.importedFrom
  const first = since.length === 0 ? last : undefined
  const birth = bornIn !== undefined ? html`${m.bornInFiche} ${bornIn.path === undefined ? html`<cite>${bornIn.title}</cite>` : html`<a href="${bornIn.path}">${bornIn.title}</a>`}. ` : born !== path ? `${m.bornIn(born)} ` : ''
  const told = since.filter(({ how: way }) => way !== 'moved').slice(-stepsAtMost)
  return html`${birth}${first === undefined || (first === 'typed' && birth !== '') ? '' : `${m.how[first]} `}${told.map(({ how: way, at }) => `${m.then[way === 'moved' ? 'copied' : way](dateText(at, ui.locale))} `)}${last === 'imported' && source ? html`${m.importedFrom} ${sourceLink(source.source)} ` : ''}${licence === undefined ? '' : `${m.bornUnder(identify(licence)?.shortName ?? licence)} `}${confidence < lowConfidence ? html`<strong class="unsure">${m.unsure}</strong>` : ''}`
}

const stepsAtMost = 6
