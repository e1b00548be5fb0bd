import { grantAsksIn } from '../../forge/domain/grant-asks.js'
import { stopsAt } from '../../forge/domain/incoming.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { fileHeading } from './parts/file-heading.js'
import { viewsNav } from './parts/change-views.js'
import { dateText } from './parts/dates.js'
import { proposedLabel } from './parts/licences/proposed-label.js'
import { ingredientList } from './parts/licences/ingredients.js'
import { proposalStanding } from './parts/proposal-standing.js'
import { touchUpNote } from './parts/effort.js'
import { takenOverNote, takeOverForm, updateLink } from './parts/take-over.js'
import { proposedBy } from './parts/proposed-by.js'
import { passageThreads } from './parts/passage-threads.js'
import { aroundPassages, needsIsland, passagesLink } from './parts/passages-around.js'
import { resourceHeader } from './parts/resource-header.js'
import { changesInPlace } from './parts/review/changes.js'
import { changesShown, isAnswering, paragraphs, proposalAddress, proposalViews, refusedNote, token, typed, who, type ProposalData, type ProposalView } from './parts/review/data.js'
import { discussion } from './parts/review/discussion.js'
import { endOfReview } from './parts/review/ending.js'
import { changeList, reviewBar } from './parts/review/progress.js'
import { undoCard } from './parts/undoing.js'
import { stateBadge } from './proposals.js'
import type { Ui } from './ui.js'

export { proposalViews, verdictKinds, type ProposalData } from './parts/review/data.js'

export function proposalPage(ui: Ui, data: ProposalData): string {
  const { proposing: m, reviewing: r } = ui.m
  const { resource, request } = data
  const base = proposalAddress(data)
  const main = html`${resourceHeader(ui, resource, { tab: 'proposals', isWithin: true, heading: request.title })}
<p class="by-line">${stateBadge(ui, request)} ${proposedBy(ui, request, who(data, request.proposedBy))}</p>
${proposalStanding(ui, data)}${request.mergedAs !== undefined && data.undoing ? undoCard(ui, { resource, version: request.mergedAs, proposal: request.number, ...data.undoing }) : ''}
${request.state === 'open' ? touchUpNote(ui, request) : ''}${takenOverNote(ui, data)}
${refusedElsewhere(ui, data)}
${proposedLabel(ui, resource, data.relicensing)}${refusedNote(data, 'accorder')}${refusedNote(data, 'demander-accord')}${refusedNote(data, 'ne-pas-accorder')}${ingredients(ui, data, base)}
<div class="live" role="status" data-live hidden><p><span data-live-said></span> <a href="${base}">${r.liveReload}</a></p></div>
<fc-review data-live-at="${request.state === 'open' ? `${base}/suivre` : ''}" data-tip="${request.journalTip}" data-iteration="${request.iterations.length}" data-published-tip="${resource.tip}"${sayings(ui, data)}>
<p class="vh" role="status" data-announce></p><div class="review-page"><div class="review-side">${changeList(ui, data)}${decisions(ui, data, base)}${iterationsCard(ui, data, base)}</div>
<div class="review-main">
<section aria-labelledby="pourquoi"><h2 id="pourquoi">${m.why}</h2>${request.description === '' ? html`<p class="soft">${m.noWhy}</p>` : paragraphs(request.description, data.named)}</section>
${changeSection(ui, data, base)}
${passageSection(ui, data)}
${endOfReview(ui, data)}
${discussion(ui, data)}
</div></div></fc-review>`
  return layout(ui, { title: `${request.title} – ${resource.title}`, main, section: 'review', islands: ['fc-review', ...(needsIsland(ui, data.passages) ? ['fc-passages'] : [])] })
}

/** A refusal whose form is not on the page any more (it was integrated meanwhile): the sentence, and what was typed, given back. */
function refusedElsewhere(ui: Ui, data: ProposalData): Html {
  const { refused } = data
  if (refused === undefined || isAnswering(data) || !/^(?:terminer$|reponse-)/.test(refused.form)) return html``
  const text = [refused.typed.text, refused.typed.lift, refused.typed.reason].filter((one) => one !== undefined && one !== '').join('\n\n')
  return html`<div class="problems" role="alert" tabindex="-1" autofocus id="refus"><p>${refused.sentence}</p>${text === '' ? '' : html`<p><label for="ecrit">${ui.m.reviewing.givenBack}</label></p><textarea id="ecrit" rows="4" readonly>
${text}</textarea>`}</div>`
}

/** What comes from elsewhere, where whoever wrote it can be asked and answers. */
const ingredients = (ui: Ui, { incoming, chain, request, refused }: ProposalData, base: string): Html | '' => (incoming === undefined ? '' : ingredientList(ui, {
  incoming, grant: { kind: 'form', action: `${base}/accorder` },
  ...(request.state === 'open' && { asking: { asks: grantAsksIn(chain), ask: `${base}/demander-accord`, decline: `${base}/ne-pas-accorder`, typed: refused?.typed ?? {} } }),
}))

/** What is said of the proposed text's passages. */
const passageSection = (ui: Ui, { passages }: ProposalData): Html | '' => (passages === undefined ? '' : html`${passagesLink(ui, passages)}${passageThreads(ui, passages.threads)}`)


/** What the island says, in the reader's language; numbers fill `{0}`, `{1}`… */
function sayings(ui: Ui, data: ProposalData): Html {
  const { reviewing: r } = ui.m
  const blank = (n: number) => `{${n}}` as unknown as number
  return html` data-saved="${r.savedText}" data-failed="${r.failed}" data-moved="${r.liveMoved}" data-changed="${r.liveChanged}" data-published="${r.livePublished}" data-progress="${r.progress(blank(0), blank(1))}" data-summary="${(data.may.integrate ? r.endSummary : r.endSummaryOther)(blank(0), blank(1), blank(2))}" data-state-todo="${data.may.integrate ? r.states.todo : r.states.todoOther}" data-state-accepted="${r.states.accepted}" data-state-not_kept="${r.states.not_kept}" data-state-favorable="${r.states.favorable}" data-state-reserved="${r.states.reserved}"`
}

function changeSection(ui: Ui, data: ProposalData, base: string): Html {
  const { proposing: m, reviewing: r } = ui.m
  const { files, comparisons, view } = data
  const query = (wanted: ProposalView) => {
    const q = new URLSearchParams()
    if (wanted !== 'changements') q.set('vue', wanted)
    if (data.iteration !== data.request.iterations.length) q.set('version', String(data.iteration))
    if (data.against === 'previous') q.set('depuis', 'precedente')
    const text = q.toString()
    return `${base}${text === '' ? '' : `?${text}`}#change`
  }
  const summaryOf = (path: string) => files.find((file) => file.change.path === path)?.review?.summary ?? comparisons.find((one) => one.path === path)?.comparison.summary
  const first = files[0]?.change.path ?? ''
  const isEarlier = data.iteration !== data.request.iterations.length
  const frame = view === 'source' ? 'change-shown' : 'prose card'
  const contents = { avant: 'before', apres: 'after', source: 'source' } as const
  const shown = view === 'changements' ? changesInPlace(ui, data) : comparisons.map(({ path, comparison }) => html`<section>${comparisons.length > 1 ? html`<h3>${fileHeading(ui, data.resource.mainPath, path)}</h3>` : html`<h3 class="vh">${m.views[view]}</h3>`}<div class="${frame}" lang="${data.resource.fields.langue}">${safe(comparison[contents[view]])}</div></section>`)
  return html`<section aria-labelledby="change"><h2 id="change">${m.whatChanges}</h2>
<p class="brief">${r.inBrief(summaryOf(first) ?? r.changes(changesShown(data).length), files.length - 1)}</p>
${data.baseMoved && data.request.state === 'open' ? html`<p class="soft">${m.baseMoved}${data.merge?.kind === 'clean' ? ` ${m.willMerge}` : ''}</p>` : ''}
${isEarlier && data.may.review ? html`<p class="banner" role="note">${r.readOnlyEarlier(data.iteration)} <a href="${base}#change">${r.toLatest}</a></p>` : ''}
${isAnswering(data) && data.draft && data.draft.lost > 0 ? html`<p class="banner warn" role="note">${r.carried(data.draft.lost)}</p>` : ''}
${viewsNav({ label: m.viewsLabel, current: view, views: proposalViews.map((name) => ({ name, label: m.views[name], href: query(name) })) })}${isAnswering(data) ? html`<p class="soft">${r.smallReview}</p>` : ''}
<div class="prose-changes">${view === 'apres' ? aroundPassages(ui, data.passages, html`${shown}`) : shown}</div>${isAnswering(data) ? reviewBar(ui, data) : ''}</section>`
}

function iterationsCard(ui: Ui, data: ProposalData, base: string): Html | '' {
  const { proposing: m } = ui.m
  const { iterations } = data.request
  if (iterations.length < 2) return ''
  return html`<section class="card" aria-labelledby="versions"><h2 id="versions">${m.iterations}</h2><ol reversed>${[...iterations].reverse().map((it) => html`<li><a href="${base}?version=${it.number}#change"${it.number === data.iteration && data.against === 'base' && html` aria-current="true"`}>${m.iterationLine(it.number, dateText(it.at, ui.locale))}</a>${it.number > 1 ? html`<br><a class="soft" href="${base}?version=${it.number}&depuis=precedente#change">${m.iterationCompare(it.number)}</a>` : ''}</li>`)}</ol></section>`
}

function decisions(ui: Ui, data: ProposalData, base: string): Html | '' {
  const { proposing: m } = ui.m
  const { may, request } = data
  const csrf = token(ui)
  if (request.state !== 'open' || !(may.takeOver || may.integrate || may.decline || may.withdraw || may.update)) return ''
  const isBlocked = data.obstacles.length > 0
  return html`<section class="card decide" aria-labelledby="decider"><h2 id="decider">${m.decide}</h2>
${refusedNote(data, 'integrer')}
${may.integrate && !isBlocked && data.incoming !== undefined && stopsAt(data.incoming) ? html`<p>${ui.m.incoming.stopsIntegration} <a href="#ailleurs">${ui.m.incoming.seeIngredients}</a></p>` : may.integrate && !isBlocked && data.relicensing?.verdict.verdict === 'block' ? html`<p>${ui.m.licensing.proposedStops} <a href="#nouvelle-licence">${ui.m.licensing.proposedSee}</a></p>` : may.integrate && !isBlocked ? (data.merge?.kind === 'conflicts'
    ? html`<p class="with-hint"><a class="btn primary" href="${base}/concilier">${m.settleFirst}</a><span class="hint">${m.settleFirstHint}</span></p>`
    : integrateForm(ui, data, base)) : ''}
${may.update ? updateLink(ui, data.resource, request) : ''}
${may.takeOver ? takeOverForm(ui, base, refusedNote(data, 'prendre-en-charge'), typed(data, 'prendre-en-charge', 'reason')) : ''}
${may.decline ? html`<details${data.refused?.form === 'decliner' && html` open`}><summary>${m.decline}</summary>${refusedNote(data, 'decliner')}<form method="post" action="${base}/decliner">${csrf}<div class="field"><label for="raison-declin">${m.declineReason}</label><textarea id="raison-declin" name="reason" rows="3" required>
${typed(data, 'decliner', 'reason')}</textarea></div><button class="btn danger">${m.decline}</button></form></details>` : ''}
${may.withdraw ? html`<details${data.refused?.form === 'retirer' && html` open`}><summary>${m.withdraw}</summary><p class="hint">${m.withdrawHint}</p><form method="post" action="${base}/retirer">${csrf}<div class="field"><label for="raison-retrait">${m.withdrawReason}</label><textarea id="raison-retrait" name="reason" rows="2">
${typed(data, 'retirer', 'reason')}</textarea></div><button class="btn danger">${m.withdraw}</button></form></details>` : ''}
</section>`
}


/** The button says what it will integrate: everything, or what the reviews kept. */
function integrateForm(ui: Ui, data: ProposalData, base: string): Html {
  const { proposing: m, reviewing: r } = ui.m
  const all = changesShown(data).length
  const decided = [...data.inForce.values()]
  const notKept = decided.filter(({ decision }) => decision === 'not_kept').length
  if (decided.length > 0 && all > 0 && decided.length < all) return html`<p>${r.integrateUndecided(all - decided.length, all)}</p>`
  const isWhole = notKept === 0
  return html`<form method="post" action="${base}/integrer">${token(ui)}<p class="with-hint"><button class="btn primary">${isWhole ? m.integrate : r.integrateKept(decided.length - notKept, decided.length)}</button><span class="hint">${isWhole ? m.integrateHint : r.integrateKeptHint(notKept)}</span></p></form>`
}
