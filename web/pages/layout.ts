import { html, safe, type Html } from '../html.js'
import type { Person } from '../../forge/domain/person.js'
import { noncePlaceholder, type Ui } from './ui.js'

export interface PageFrame {
  readonly title: string
  readonly description?: string
  readonly main: Html
  /** Which entry of the main navigation is current. */
  readonly section?: 'library' | 'review' | 'communities'
  /** Machine forms of this page, as `<link rel="alternate">`. */
  readonly alternates?: readonly { readonly type: string; readonly href: string; readonly title?: string }[]
  /** Islands this page needs, by name: `fc-diff`. */
  readonly islands?: readonly string[]
  readonly canonical?: string
  readonly jsonLd?: object
  /** Pages of accounts and drafts are not for search engines. */
  readonly unlisted?: true
}

/** The whole document around a page's main content: header, navigation, notice, footer. */
export function layout(ui: Ui, frame: PageFrame): string {
  const { m } = ui
  const nav = [
    { href: '/', label: m.common.library, section: 'library' },
    { href: '/propositions', label: m.common.toReview, section: 'review' },
    { href: '/communautes', label: m.common.communities, section: 'communities' },
  ]
  const page = html`<!doctype html>
<html lang="${ui.locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${frame.title} – ${ui.instanceName}</title>
${frame.description && html`<meta name="description" content="${frame.description}">`}
${frame.unlisted && html`<meta name="robots" content="noindex">`}
${frame.canonical && html`<link rel="canonical" href="${ui.baseUrl}${frame.canonical}">`}
<link rel="icon" href="${ui.asset('static/icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${ui.asset('styles/main.css')}">
${frame.alternates?.map((a) => html`<link rel="alternate" type="${a.type}" href="${a.href}"${a.title ? html` title="${a.title}"` : ''}>`)}
${frame.jsonLd && html`<script type="application/ld+json">${safe(JSON.stringify(frame.jsonLd).replaceAll('<', '\\u003c'))}</script>`}
${islandsOf(ui, frame).map((name) => html`<script type="module" nonce="${noncePlaceholder}" src="${ui.asset(`islands/${name}.js`)}"></script>`)}
</head>
<body>
<a class="skip" href="#contenu">${m.common.skip}</a>
<header class="site">
  <div class="bar">
    <a class="logo" href="/">${ui.instanceName}</a>
    <nav class="main" aria-label="${m.common.mainNavigation}">
      ${nav.map((item) => html`<a href="${item.href}"${item.section === frame.section ? html` aria-current="page"` : ''}>${item.label}${item.section === 'review' && ui.awaiting > 0 && html` <span class="count">${ui.awaiting}<span class="vh"> (${m.flow.headerCount(ui.awaiting)})</span></span>`}</a> `)}
    </nav>
    <div class="account">
      ${ui.person
        ? html`<a class="btn small new" href="/nouvelle">${m.common.newFiche}</a> ${myMenu(ui, ui.person)}`
        : html`<a class="btn small me" href="/connexion?suite=${encodeURIComponent(ui.path)}">${m.common.signIn}</a>`}
    </div>
  </div>
</header>
${ui.notice && html`<div class="notice ${ui.notice.kind}" role="status"><p>${ui.notice.sentence}</p></div>`}
<main id="contenu" tabindex="-1">
${frame.main}
</main>
<footer class="site">
  <p>${m.common.footer}</p>
  <p><a href="/a-propos">${m.common.about}</a> · <a href="/licences">${m.licences.footer}</a> · <a href="/vocabulaires">${m.vocabularies.footer}</a> · <a href="/langue/${ui.locale === 'fr' ? 'en' : 'fr'}?suite=${encodeURIComponent(ui.path)}" hreflang="${ui.locale === 'fr' ? 'en' : 'fr'}" lang="${ui.locale === 'fr' ? 'en' : 'fr'}">${m.common.otherLanguage}</a></p>
</footer>
</body>
</html>`
  return String(page)
}

/** One's own menu is on every page of a person signed in. */
const islandsOf = (ui: Ui, frame: PageFrame): string[] => [...new Set([...(ui.person ? ['fc-menu'] : []), ...(frame.islands ?? [])])]

/** Under one's name: what is one's own. Folds and unfolds without script. */
function myMenu(ui: Ui, person: Person): Html {
  const { common } = ui.m
  return html`<fc-menu><details class="my-menu"><summary class="btn small me"><span>${person.displayName}</span></summary><ul class="card">
<li class="new"><a href="/nouvelle">${common.newFiche}</a></li><li><a href="/@${person.handle}">${common.myPage}</a></li><li><a href="/propositions?onglet=miennes">${ui.m.flow.tabs.mine}</a></li><li><a href="/reglages">${common.settings}</a></li>
<li><form method="post" action="/deconnexion"><input type="hidden" name="_csrf" value="${ui.csrf}"><button class="link">${common.signOut}</button></form></li></ul></details></fc-menu>`
}

/** A refusal or an accident, as a page. */
export function errorPage(ui: Ui, error: { readonly title: string; readonly sentence: string; readonly wayOut?: Html }): string {
  return layout(ui, {
    title: error.title, unlisted: true,
    main: html`<section class="narrow"><h1>${error.title}</h1><p class="lead">${error.sentence}</p>${error.wayOut}<p><a class="btn" href="/">${ui.m.common.backToLibrary}</a></p></section>`,
  })
}
