import { isoTime as iso } from '../../forge/domain/iso-time.js'
import { html, type Html } from '../html.js'
import type { Ui } from './ui.js'

export interface FeedEntry { readonly id: string; readonly title: string; readonly href: string; readonly at: number; readonly authors: readonly string[]; readonly summary: string; /** Licence and where the credit is. */ readonly rights?: string }
export interface Feed { readonly id: string; readonly title: string; readonly self: string; readonly page: string; readonly entries: readonly FeedEntry[] }

// What XML 1.0 cannot hold, even escaped.
const unspeakable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu
const clean = (text: string): string => text.replace(unspeakable, '')

/** An Atom feed (RFC 4287): addresses absolute, texts plain. */
export function atomFeed(ui: Pick<Ui, 'baseUrl' | 'instanceName' | 'locale'>, feed: Feed): string {
  const updated = feed.entries.reduce((latest, entry) => Math.max(latest, Number.isFinite(entry.at) ? entry.at : 0), 0)
  const entry = (one: FeedEntry): Html => html`<entry><id>${ui.baseUrl}${one.id}</id><title>${clean(one.title)}</title><updated>${iso(one.at)}</updated><link rel="alternate" type="text/html" href="${ui.baseUrl}${one.href}"/>
${(one.authors.length === 0 ? [ui.instanceName] : one.authors).slice(0, 20).map((name) => html`<author><name>${clean(name)}</name></author>`)}${one.summary === '' ? '' : html`<summary>${clean(one.summary)}</summary>`}${one.rights === undefined ? '' : html`<rights>${clean(one.rights)}</rights>`}</entry>
`
  return `<?xml version="1.0" encoding="utf-8"?>\n${String(html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${ui.locale}"><id>${ui.baseUrl}${feed.id}</id><title>${clean(feed.title)}</title><updated>${iso(updated)}</updated>
<link rel="self" type="application/atom+xml" href="${ui.baseUrl}${feed.self}"/><link rel="alternate" type="text/html" href="${ui.baseUrl}${feed.page}"/>
${feed.entries.map(entry)}</feed>`)}\n`
}

/** The addresses search engines may read (sitemaps.org). */
export function sitemap(baseUrl: string, pages: readonly { readonly href: string; readonly at?: number }[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${String(html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages.map(({ href, at }) => html`<url><loc>${baseUrl}${href}</loc>${at === undefined ? '' : html`<lastmod>${iso(at)}</lastmod>`}</url>
`)}</urlset>`)}\n`
}
