import { html, type Html } from '../../html.js'
import { refusalSentence } from '../../messages/messages.js'
import type { FieldProblem } from '../../../forge/domain/field-problem.js'
import type { Ui } from '../ui.js'

/** One labelled control, with its hint and what is wrong with it, tied together for screen readers. */
export interface FieldOptions {
  readonly name: string
  readonly label: string
  readonly value?: string
  readonly type?: 'text' | 'email' | 'password'
  readonly hint?: string
  readonly secondHint?: string
  readonly autocomplete?: string
  readonly maxLength?: number
  readonly presence?: 'required' | 'optional'
  /** Handles, addresses and secrets are not sentences. */
  readonly spelling?: 'off'
  readonly rows?: number
  readonly problems?: readonly FieldProblem[]
}

export const problemSentence = (ui: Ui, problem: FieldProblem): string => refusalSentence(ui.locale, problem.key, problem.details)

export function field(ui: Ui, f: FieldOptions): Html {
  const problem = f.problems?.find((p) => p.field === f.name)
  const id = `champ-${f.name}`
  const described = [f.hint && `${id}-aide`, f.secondHint && `${id}-aide-2`, problem && `${id}-erreur`].filter(Boolean).join(' ')
  const common = html`id="${id}" name="${f.name}"${f.autocomplete && html` autocomplete="${f.autocomplete}"`}${f.maxLength && html` maxlength="${f.maxLength}"`}${f.presence === 'required' && html` required`}${f.spelling === 'off' && html` autocapitalize="none" spellcheck="false"`}${described && html` aria-describedby="${described}"`}${problem && html` aria-invalid="true"`}`
  return html`<div class="field">
<label for="${id}">${f.label}${f.presence === 'optional' && html` <span class="required">(${ui.m.accounts.optional})</span>`}</label>
${f.hint && html`<p class="hint" id="${id}-aide">${f.hint}</p>`}
${f.rows === undefined ? html`<input type="${f.type ?? 'text'}" ${common} value="${f.type === 'password' ? '' : f.value ?? ''}">` : html`<textarea rows="${f.rows}" ${common}>
${f.value ?? ''}</textarea>`}
${f.secondHint && html`<p class="hint" id="${id}-aide-2">${f.secondHint}</p>`}
${problem && html`<p class="error" id="${id}-erreur">${problemSentence(ui, problem)}</p>`}
</div>`
}

/** A choice between few: everything visible at once. */
export function radios(ui: Ui, r: { readonly name: string; readonly legend: string; readonly hint?: string; readonly value: string; readonly choices: readonly { readonly value: string; readonly label: string }[] }): Html {
  const id = `champ-${r.name}`
  return html`<fieldset id="${id}"${r.hint && html` aria-describedby="${id}-aide"`}>
<legend>${r.legend}</legend>
${r.hint && html`<p class="hint" id="${id}-aide">${r.hint}</p>`}
<div class="choices">${r.choices.map((c) => html`<label class="check"><input type="radio" name="${r.name}" value="${c.value}"${c.value === r.value && html` checked`}> ${c.label}</label> `)}</div>
</fieldset>`
}

/** What to correct, on top of the form, focused when the page opens. A refusal that concerns no field is said there too. */
export function problemsSummary(ui: Ui, problems: readonly FieldProblem[], refusal?: string): Html | '' {
  if (refusal !== undefined) return html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refusal}</p></div>`
  if (problems.length === 0) return ''
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><h2>${ui.m.accounts.problemsTitle(problems.length)}</h2><ul>${problems.map((p) => html`<li><a href="#champ-${p.field}">${problemSentence(ui, p)}</a></li>`)}</ul></div>`
}

export const hidden = (name: string, value: string): Html => html`<input type="hidden" name="${name}" value="${value}">`
