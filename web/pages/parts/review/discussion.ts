import type { ChainEvent, Oid } from '../../../../forge/domain/git.js'
import type { MergeRequestEvent } from '../../../../forge/domain/journal.js'
import { changeName } from '../../../../forge/domain/review.js'
import { html, type Html } from '../../../html.js'
import { dateText, timeText } from '../dates.js'
import { withMentions } from '../mentions.js'
import { personLink } from '../people.js'
import { gridShown } from '../review-grid.js'
import type { Ui } from '../../ui.js'
import { anchorOf, changesShown, paragraphs, proposalAddress, refusedNote, token, typed, who, type ProposalData } from './data.js'

/** Everything said and done, oldest first, then the way to answer. */
export function discussion(ui: Ui, data: ProposalData): Html {
  const { proposing: m } = ui.m
  const entries = data.chain.flatMap((event) => { const shown = entry(ui, data, event); return shown ? [shown] : [] })
  const base = proposalAddress(data)
  return html`<section aria-labelledby="discussion"><h2 id="discussion">${m.discussion}</h2>
${entries.length === 0 ? html`<p class="soft">${m.discussionNone}</p>` : html`<ol class="thread">${entries}</ol>`}
${data.may.comment ? html`<form method="post" action="${base}/commenter" class="comment-form" id="commenter">${token(ui)}${refusedNote(data, 'commenter')}<div class="field"><label for="message">${m.comment}</label><textarea id="message" name="text" rows="3" required>
${typed(data, 'commenter', 'text')}</textarea></div><button class="btn">${m.sendComment}</button></form>`
    : html`<p><a href="/connexion?suite=${encodeURIComponent(ui.path)}">${m.signInToReview}</a></p>`}
</section>`
}

function entry(ui: Ui, data: ProposalData, chained: ChainEvent): Html | undefined {
  const { proposing: m, reviewing: r } = ui.m
  const event = chained.payload as unknown as MergeRequestEvent
  const when = html`<time datetime="${new Date(chained.author.at).toISOString()}">${dateText(chained.author.at, ui.locale)}, ${timeText(chained.author.at, ui.locale)}</time>`
  const line = (said: string, body: Html | '' = '', kind = 'event') => html`<li class="said ${kind}" id="m-${chained.oid.slice(0, 12)}"><p class="head">${personLink(who(data, event.actor))} ${said} <span class="soft">${when}</span></p>${body}</li>`
  const earlier = (iteration: number) => (iteration < data.request.iterations.length ? html`<p class="soft">${m.aboutEarlier(iteration)}</p>` : html``)
  switch (event.kind) {
    case 'opened': return line(event.imported === undefined ? m.opened : m.didImport(event.imported.by))
    case 'iteration': return line(m.newIteration(event.number), event.message ? paragraphs(event.message, data.named) : '')
    case 'comment': return line(event.change === undefined ? m.comments : r.commentsOnChange, html`${earlier(event.iteration)}${event.change === undefined ? '' : toChange(ui, data, event.iteration, changeName(event.change))}${paragraphs(event.text, data.named)}`, 'comment')
    case 'reviewed': return reviewedLine(ui, data, event, line, earlier)
    case 'merged': return line(event.notKept === undefined || event.notKept.length === 0 ? m.didMerge : r.didMergePart(event.notKept.length))
    case 'taken_over': return line(ui.m.flow.didTakeOver, event.reason ? paragraphs(event.reason, data.named) : '')
    case 'grant_asked': return line(ui.m.incoming.didAsk, html`<blockquote>${event.quote}</blockquote>${event.reason ? paragraphs(event.reason, data.named) : ''}`)
    case 'grant_answered': return line(event.granted ? ui.m.incoming.didGrant : ui.m.incoming.didNotGrant, event.text ? paragraphs(event.text, data.named) : '')
    case 'declined': return line(m.didDecline, event.reason ? paragraphs(event.reason, data.named) : '')
    case 'withdrawn': return line(m.didWithdraw, event.reason ? paragraphs(event.reason, data.named) : '')
    case 'verdict': {
      const verdict = data.verdicts.find((v) => v.event === chained.oid)
      const lifted = verdict?.lifted
      return line(`${m.verdictSaid[event.verdict]}${lifted ? ` (${m.lifted})` : ''}`, html`${earlier(event.iteration)}${event.text === '' ? '' : paragraphs(event.text, data.named)}
${event.liftCondition ? html`<p><strong>${m.wouldLift}</strong> ${withMentions(event.liftCondition, data.named)}</p>` : ''}
${lifted ? html`<div class="lifted"><p>${m.liftedBy(who(data, lifted.by).name, dateText(lifted.at, ui.locale))}</p>${lifted.reason ? paragraphs(lifted.reason, data.named) : ''}</div>` : ''}
${data.may.lift.has(chained.oid) ? liftForm(ui, data, chained.oid) : ''}`, `verdict ${event.verdict}${lifted ? ' is-lifted' : ''}`)
    }
    default: return undefined
  }
}

type Line = (said: string, body?: Html | '', kind?: string) => Html

/** One finished reading: what it answered, and its message; each reason stands with its change. */
function reviewedLine(ui: Ui, data: ProposalData, event: Extract<MergeRequestEvent, { kind: 'reviewed' }>, line: Line, earlier: (iteration: number) => Html): Html {
  const { reviewing: r } = ui.m
  const yes = event.decisions.filter(({ decision }) => decision === 'accepted' || decision === 'favorable').length
  const no = event.decisions.length - yes
  const reasons = event.decisions.filter(({ reason }) => reason !== undefined)
  return line((event.decides ? r.didReview : r.didReviewOther)(event.decisions.length, yes, no), html`${earlier(event.iteration)}${reasons.length === 0 ? '' : html`<ul>${reasons.map(({ change, reason }) => html`<li>${withMentions(reason ?? '', data.named)} ${toChange(ui, data, event.iteration, changeName(change))}</li>`)}</ul>`}${gridShown(ui, event.grid)}${event.text === '' ? '' : paragraphs(event.text, data.named)}`, 'review')
}

/** The way to a change, when it is on the page. */
function toChange(ui: Ui, data: ProposalData, iteration: number, name: string): Html {
  const place = iteration === data.iteration ? changesShown(data).findIndex((change) => changeName(change) === name) : -1
  return place < 0 ? html`` : html`<a class="soft" href="#${anchorOf(place)}">${ui.m.reviewing.seeChange}</a>`
}

function liftForm(ui: Ui, data: ProposalData, objection: Oid): Html {
  const { proposing: m } = ui.m
  const form = `lever-${objection}`
  return html`<details${data.refused?.form === form && html` open`}><summary>${m.lift}</summary>${refusedNote(data, form)}<form method="post" action="${proposalAddress(data)}/lever">${token(ui)}<input type="hidden" name="objection" value="${objection}">
<div class="field"><label for="lever-${objection}">${m.liftLabel}</label><textarea id="lever-${objection}" name="reason" rows="3">
${typed(data, form, 'reason')}</textarea></div><button class="btn">${m.lift}</button></form></details>`
}
