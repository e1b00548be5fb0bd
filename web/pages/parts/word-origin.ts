import type { WordOrigin } from '../../../forge/domain/provenance.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { date } from './dates.js'
import { sourceLink } from './fiche-aside.js'
import { personLink, type ShownPerson } from './people.js'

export interface ShownWriter { readonly number: number; readonly tint: string; readonly person: ShownPerson; readonly words: number; readonly share: number }
export interface ShownOrigin extends Omit<WordOrigin, 'authors'> { readonly writers: readonly number[]; readonly born: 'here' | 'origin' }

/** Where the words of one version came from: who, when, why, how. The island shows the same beside the words. */
export function wordOrigin(ui: Ui, around: { readonly resource: Resource; readonly origin: Resource | undefined; readonly path: string; readonly writers: ReadonlyMap<number, ShownWriter> }, origin: ShownOrigin, index: number): Html {
  const m = ui.m.provenance
  const { resource } = around
  const base = `/${addressOf(resource)}`
  const people = origin.writers.flatMap((number) => around.writers.get(number) ?? [])
  return html`<li id="o${index}"><p class="who">${people.length === 0 ? m.nobody : people.map((writer, place) => html`${place === 0 ? '' : ', '}<span class="number ${writer.tint}" aria-hidden="true">${writer.number}</span> ${personLink(writer.person)}`)}</p>
<p><strong>${origin.title === '' ? m.noReason : origin.title}</strong></p>
<p class="soft">${how(ui, around, origin)}</p>
<p class="links">${m.inVersion} ${date(origin.at, ui.locale)} · <a href="${base}/comparer?a=${origin.commit}" rel="nofollow">${m.change}</a> · ${m.words(origin.words)}</p></li>`
}

function how(ui: Ui, { resource, origin: from, path }: Parameters<typeof wordOrigin>[1], origin: ShownOrigin): Html {
  const m = ui.m.provenance
  const source = resource.importedFrom
  return html`${origin.how === 'typed' && (origin.path !== path || origin.born === 'origin') ? '' : m.how[origin.how]}${origin.path === path ? '' : ` ${m.bornIn(origin.path)}`}${origin.born === 'origin' && resource.origin ? html` ${m.bornInOrigin} ${from ? html`<a href="/${addressOf(from)}">${from.title}</a>` : resource.origin.title}.` : ''}${origin.how === 'imported' && source ? html` ${m.importedFrom} ${sourceLink(source.source)}` : ''}`
}
