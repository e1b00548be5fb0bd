import { html, safe, type Html } from '../../html.js'

/** One way to see a change. `content` is already safe HTML; `frame` are the classes of what holds it. */
export interface ChangeView { readonly name: string; readonly label: string; readonly href: string; readonly frame: string; readonly content: readonly ShownPart[] }
/** A titled part; the title is for ears alone when there is only one. */
export interface ShownPart { readonly title: string; readonly html: string }

/** As long as all the views weigh less (UTF-16 units), the page brings them all, and `fc-diff` goes from one to another without leaving it. */
const ALL_AT_ONCE = 300_000

/**
 * A change, in one of its views, with links to the others. Without script each is a page of its own; with it, and unless they are heavy,
 * they are all here and the links only show one.
 */
export function changeViews(data: { readonly label: string; readonly views: readonly ChangeView[]; readonly current: string; readonly language: string; readonly level: 2 | 3 }): Html {
  const { views, current } = data
  const isLight = views.reduce((sum, view) => sum + view.content.reduce((length, part) => length + part.html.length, 0), 0) <= ALL_AT_ONCE
  const shown = views.filter((view) => isLight || view.name === current)
  return html`<fc-diff>${viewsNav(data)}
${shown.map((view) => html`<div data-view="${view.name}" lang="${data.language}"${view.name !== current && html` hidden`}>${body(view, data.level)}</div>`)}</fc-diff>`
}

/** The ways to see a change, as links. */
export function viewsNav({ label, views, current }: { readonly label: string; readonly views: readonly Pick<ChangeView, 'name' | 'label' | 'href'>[]; readonly current: string }): Html {
  return html`<nav class="views" aria-label="${label}"><ul>${views.map((view) => html`<li><a href="${view.href}" rel="nofollow" data-view="${view.name}"${view.name === current && html` aria-current="true"`}>${view.label}</a></li>`)}</ul></nav>`
}

function body({ frame, content, label }: ChangeView, level: 2 | 3): Html {
  const heading = (title: string, isHeard: boolean): Html => (level === 2 ? html`<h2${isHeard && html` class="vh"`}>${title}</h2>` : html`<h3${isHeard && html` class="vh"`}>${title}</h3>`)
  const [only, second] = content
  if (only !== undefined && second === undefined) return html`${heading(label, true)}<div class="${frame}">${safe(only.html)}</div>`
  return html`<div class="sides prose-wide">${content.map((part) => html`<section>${heading(part.title, false)}<div class="${frame}">${safe(part.html)}</div></section>`)}</div>`
}
