import { html, type Html } from '../html.js'
import type { FieldProblem } from '../../forge/domain/field-problem.js'
import type { TokenRecord } from '../../forge/domain/ports.js'
import { field, hidden, problemsSummary, radios } from './parts/field.js'
import { settingsLayout } from './settings.js'
import type { Ui } from './ui.js'

export interface TokensData {
  readonly tokens: readonly TokenRecord[]
  readonly now: number
  /** In days. */
  readonly lifetimes: readonly number[]
  /** Just made: shown this once. */
  readonly secret?: string
  readonly name: string
  readonly access: 'read' | 'write'
  /** Days, or '' until revoked. */
  readonly days: string
  readonly problems: readonly FieldProblem[]
}

export function tokensPage(ui: Ui, data: TokensData): string {
  const a = ui.m.accounts
  const day = new Intl.DateTimeFormat(ui.locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' })
  const date = (at: number): string => day.format(at)

  const access = (token: TokenRecord) => (token.scopes.includes('admin') ? a.tokenAdmin : token.scopes.includes('write') ? a.tokenWrite : a.tokenRead)
  const validity = (token: TokenRecord) => (token.expiresAt === undefined ? a.tokenNoEnd : token.expiresAt <= data.now ? a.tokenExpired(date(token.expiresAt)) : a.tokenUntil(date(token.expiresAt)))
  const row = (token: TokenRecord): Html => html`<li>
<p><strong>${token.name}</strong> <span class="mark">${access(token)}</span></p>
<p class="soft">${a.tokenCreated(date(token.createdAt))} · ${validity(token)} · ${token.lastUsedAt === undefined ? a.tokenUnused : a.tokenUsed(date(token.lastUsedAt))}</p>
<form method="post" action="/reglages/jetons/${token.id}/retirer">${hidden('_csrf', ui.csrf)}<button class="btn small danger">${a.revoke}<span class="vh"> (${a.forToken(token.name)})</span></button></form>
</li>`

  return settingsLayout(ui, 'tokens', html`
${data.secret !== undefined && html`<div class="secret" role="status"><h3>${a.tokenMadeTitle}</h3><p>${a.tokenMade}</p>
<p><span class="vh">${a.tokenSecret}</span> <code class="token" translate="no">${data.secret}</code></p>
<p>${a.tokenUse}</p><pre tabindex="0">communs connexion --serveur ${ui.baseUrl}</pre></div>`}
<p>${a.tokensLead}</p>
${problemsSummary(ui, data.problems)}
<h3>${a.yourTokens}</h3>
${data.tokens.length === 0 ? html`<p class="soft">${a.noToken}</p>` : html`<ul class="rows">${data.tokens.map(row)}</ul>`}
<h3>${a.addToken}</h3>
<form method="post" action="/reglages/jetons" class="panel">
${hidden('_csrf', ui.csrf)}
${field(ui, { name: 'name', label: a.tokenName, hint: a.tokenNameHint, value: data.name, autocomplete: 'off', maxLength: 80, presence: 'required', problems: data.problems })}
${radios(ui, { name: 'access', legend: a.tokenAccess, value: data.access, choices: [{ value: 'read', label: a.tokenRead }, { value: 'write', label: a.tokenWrite }] })}
${radios(ui, { name: 'days', legend: a.tokenExpiry, value: data.days, choices: [...data.lifetimes.map((n) => ({ value: String(n), label: a.tokenDays(n) })), { value: '', label: a.tokenForever }] })}
<p class="actions"><button class="btn primary">${a.tokenButton}</button></p>
</form>`)
}
