import { html, type Html } from '../../../html.js'
import { reviewGrid } from '../review-grid.js'
import type { Ui } from '../../ui.js'
import { changesShown, isAnswering, ownAnswer, proposalAddress, refusedNote, token, typed, verdictKinds, type ProposalData } from './data.js'

/** The end of a review: what was answered, a view of the whole if one wishes, and the one button that makes it public. */
export function endOfReview(ui: Ui, data: ProposalData): Html {
  const { reviewing: m, proposing: p } = ui.m
  if (!isAnswering(data)) return html``
  const form = 'terminer'
  const draft = data.draft?.draft
  const kept = (name: 'text' | 'lift' | 'verdict') => typed(data, form, name) || (name === 'lift' ? draft?.liftCondition : draft?.[name]) || ''
  const answers = changesShown(data).map((change) => ownAnswer(ui, data, change)?.answer.decision)
  const yes = answers.filter((one) => one === 'accepted' || one === 'favorable').length
  const no = answers.filter((one) => one === 'not_kept' || one === 'reserved').length
  const left = answers.length - yes - no
  const summary = yes + no === 0 ? m.endNone : data.may.integrate ? m.endSummary(yes, no, left) : m.endSummaryOther(yes, no, left)
  const choice = (value: string, label: string, hint: string) => html`<label class="check"><input type="radio" name="verdict" value="${value}"${kept('verdict') === value && html` checked`}> <span><strong>${label}</strong><span class="hint">${hint}</span></span></label>`
  return html`<form method="post" action="${proposalAddress(data)}/relecture/terminer" class="card verdict-form" id="terminer" data-ending><h2>${m.endTitle}</h2>${token(ui)}<input type="hidden" name="iteration" value="${data.iteration}">${refusedNote(data, form)}
<p>${m.endLead} <strong data-end-summary>${summary}</strong></p>
<fieldset><legend>${m.verdict}</legend><div class="verdicts">${choice('', m.verdictNone, m.verdictNoneHint)}${verdictKinds.map((kind) => choice(kind, p.verdicts[kind], p.verdictHints[kind]))}</div></fieldset>
<div class="field"><label for="avis-texte"><span data-label-message>${p.verdictText}</span></label><textarea id="avis-texte" name="text" rows="4" data-label-risk="${p.objectionRisk}">
${kept('text')}</textarea></div>
<div class="field" data-objection><label for="avis-lever">${p.objectionLift}</label><p class="hint" id="avis-lever-aide">${p.objectionLiftHint}</p><textarea id="avis-lever" name="lift" rows="2" aria-describedby="avis-lever-aide">
${kept('lift')}</textarea></div>
${reviewGrid(ui, data.resource.fields.type, draft?.grid)}
<div class="acts"><button class="btn primary">${m.finish}</button>${data.may.integrate && data.obstacles.length === 0 ? html`<span class="with-hint"><button class="btn" name="integrer" value="1">${m.finishIntegrate}</button><span class="hint">${m.finishIntegrateHint}</span></span>` : ''}</div>
<p class="hint" role="status" data-said></p></form>`
}
