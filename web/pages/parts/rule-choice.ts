import { daysAsked, readersAsked, ruleKinds, type TypedRule } from '../../../forge/domain/decision-rules.js'
import type { DecisionRule } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/**
 * The four decision rules as one choice: each with the line that says what it does, and its number where it has one. Posts `rule`,
 * `readers` and `days` (`name`: another name for the first); a number counts for its own rule only. `isTitled`: a heading already says the legend. `errors`: sentences by field.
 */
export function ruleChoice(ui: Ui, choice: { readonly name?: string; readonly typed: TypedRule; readonly legend: string; readonly isTitled?: true; readonly hint?: string; readonly errors: ReadonlyMap<string, string> }): Html {
  const { rules: m } = ui.m
  const { typed, errors } = choice
  const said = (field: 'rule' | 'readers' | 'days'): Html | '' => (errors.has(field) ? html`<p class="error" id="champ-${field}-erreur">${errors.get(field)}</p>` : '')
  const number = (field: 'readers' | 'days', bounds: { readonly least: number; readonly most: number }): Html => html`<div class="field rule-number"><label for="champ-${field}">${m[field]}</label><p class="hint" id="champ-${field}-aide">${m.between(bounds.least, bounds.most)}</p>${said(field)}<input type="text" inputmode="numeric" id="champ-${field}" name="${field}" value="${typed[field]}" maxlength="4" autocomplete="off" aria-describedby="champ-${field}-aide${errors.has(field) ? ` champ-${field}-erreur` : ''}"${errors.has(field) && html` aria-invalid="true"`}></div>`
  return html`<fieldset class="field rule-choice" id="champ-rule" tabindex="-1"><legend${choice.isTitled && html` class="vh"`}>${choice.legend}</legend>${choice.hint && html`<p class="hint">${choice.hint}</p>`}${said('rule')}
${ruleKinds.map((kind) => html`<div class="rule"><label class="check"><input type="radio" name="${choice.name ?? 'rule'}" value="${kind}"${typed.kind === kind && html` checked`} aria-describedby="regle-${kind === 'garant·es' ? 'garantes' : kind}"> <strong>${m.names[kind]}</strong></label><p class="hint" id="regle-${kind === 'garant·es' ? 'garantes' : kind}">${m.hints[kind]}</p>${kind === 'relecture' ? number('readers', readersAsked) : kind === 'consentement' ? number('days', daysAsked) : ''}</div>`)}</fieldset>`
}

/** A rule in a few words: « Relecture par 2 personnes ». */
export function ruleName(ui: Ui, rule: DecisionRule): string {
  const { rules: m } = ui.m
  switch (rule.kind) {
    case 'relecture': return m.named.relecture(rule.readers)
    case 'consentement': return m.named.consentement(rule.days)
    default: return m.named[rule.kind]
  }
}
