import { nameIn, type HiddenBecause } from '../../../forge/domain/naming.js'
import { html, type Html } from '../../html.js'
import type { Locale } from '../../messages/messages.js'
import type { Ui } from '../ui.js'

/** A name as pages show it: linked to a profile when there is an account behind it (somebody passing by has none, or an empty handle). */
export interface ShownPerson { readonly name: string; readonly handle?: string | undefined; /** Why the name is a neutral word. */ readonly hidden?: HiddenBecause }

export const personLink = (person: ShownPerson, locale: Locale = 'fr'): Html => (person.handle === undefined || person.handle === '' ? html`<span class="person">${nameIn(person, locale)}</span>` : html`<a class="person" href="/@${person.handle}">${person.name}</a>`)

/** « A, B et C », or « A, B et 4 autres personnes » beyond `atMost`. */
export function peopleList(ui: Ui, people: readonly ShownPerson[], options: { readonly atMost?: number; readonly links?: 'none' } = {}): Html {
  const atMost = options.atMost ?? 3
  const shown = people.length <= atMost + 1 ? people : people.slice(0, atMost)
  const rest = people.length - shown.length
  const one = (person: ShownPerson): Html => (options.links === 'none' ? html`${nameIn(person, ui.locale)}` : personLink(person, ui.locale))
  return html`${shown.map((person, index) => html`${index === 0 ? '' : rest === 0 && index === shown.length - 1 ? ` ${ui.m.common.and} ` : ', '}${one(person)}`)}${rest > 0 ? ` ${ui.m.reading.andOthers(rest)}` : ''}`
}
