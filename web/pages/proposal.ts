import type { ChainEvent, Oid } from '../../forge/domain/git.js'
import type { Obstacle } from '../../forge/domain/decision.js'
import type { MergeRequestEvent } from '../../forge/domain/journal.js'
import type { MergeRequest, Verdict, VerdictKind } from '../../forge/domain/merge-request.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { date, dateText, timeText } from './parts/dates.js'
import { personLink, type ShownPerson } from './parts/people.js'
import { changeViews } from './parts/change-views.js'
import { passageThreads } from './parts/passage-threads.js'
import { aroundPassages, needsIsland, passagesLink, type PassagesShown } from './parts/passages-around.js'
import { resourceHeader } from './parts/resource-header.js'
import { stateBadge } from './proposals.js'
import type { Ui } from './ui.js'

export type ProposalView = 'changements' | 'avant' | 'apres' | 'source'
export const proposalViews: readonly ProposalView[] = ['changements', 'avant', 'apres', 'source']
export const verdictKinds: readonly VerdictKind[] = ['question', 'consent', 'objection', 'bonification']

/** A proposition as its readers see it: the change, who says what, what may be done. */
export interface ProposalData {
  readonly resource: Resource
  readonly request: MergeRequest
  readonly view: ProposalView
  /** The iteration shown; the last by default. `against`: the one before, to see what it changed. */
  readonly iteration: number
  readonly against: 'base' | 'previous'
  readonly comparison: RenderedComparison
  readonly otherFiles: readonly { readonly path: string; readonly status: 'added' | 'deleted' | 'modified' | 'renamed' }[]
  readonly chain: readonly ChainEvent[]
  readonly verdicts: readonly Verdict[]
  readonly obstacles: readonly Obstacle[]
  readonly merge: { readonly kind: 'clean' | 'contained' } | { readonly kind: 'conflicts'; readonly files: number } | undefined
  readonly baseMoved: boolean
  /** What the reader may do. */
  readonly may: { readonly integrate: boolean; readonly decline: boolean; readonly withdraw: boolean; readonly update: boolean; readonly review: boolean; readonly comment: boolean; readonly lift: ReadonlySet<Oid> }
  /** Names today, by person. */
  readonly names: ReadonlyMap<string, ShownPerson>
  /** What is said of its passages, when the present text is the one shown. */
  readonly passages: PassagesShown | undefined
  /** A refused form: which, its sentence, and what was typed. */
  readonly refused: { readonly form: string; readonly sentence: string; readonly typed: Readonly<Record<string, string>> } | undefined
}

export function proposalPage(ui: Ui, data: ProposalData): string {
  const { proposing: m } = ui.m
  const { resource, request } = data
  const base = `/${addressOf(resource)}/propositions/${request.number}`
  const decide = decisions(ui, data, base)
  const iterations = iterationsCard(ui, data, base)
  const isAside = decide !== '' || iterations !== ''
  const main = html`${resourceHeader(ui, resource, { tab: 'proposals', heading: request.title })}
<p class="by-line">${stateBadge(ui, request)} ${m.by} ${personLink(who(data, request.proposedBy))}, ${date(request.openedAt, ui.locale)}</p>
<p class="banner" role="note">${standing(ui, data)}</p>
<div class="cols${isAside ? ' right' : ''}">
<div>
<section aria-labelledby="pourquoi"><h2 id="pourquoi">${m.why}</h2>${request.description === '' ? html`<p class="soft">${m.noWhy}</p>` : paragraphs(request.description)}</section>
${changeSection(ui, data, base)}
${passageSection(ui, data)}
${discussion(ui, data, base)}
</div>
${isAside ? html`<div>${decide}${iterations}</div>` : ''}
</div>`
  return layout(ui, { title: `${request.title} – ${resource.title}`, main, section: 'review', islands: ['fc-diff', 'fc-review', ...(needsIsland(ui, data.passages) ? ['fc-passages'] : [])] })
}

/** What is said of the proposed text's passages. */
const passageSection = (ui: Ui, { passages }: ProposalData): Html | '' => (passages === undefined ? '' : html`${passagesLink(ui, passages)}${passageThreads(ui, passages.threads)}`)

const who = (data: ProposalData, ref: { readonly id: string; readonly name: string; readonly handle: string }): ShownPerson => data.names.get(ref.id) ?? { name: ref.name, handle: ref.handle === '' ? undefined : ref.handle }

const paragraphs = (text: string): Html => html`${text.split(/\n{2,}/).map((p) => html`<p>${p.split('\n').map((line, i) => html`${i > 0 ? html`<br>` : ''}${line}`)}</p>`)}`

/** One sentence: where it stands, what is missing, who can act. */
function standing(ui: Ui, data: ProposalData): Html {
  const { proposing: m } = ui.m
  const { request, resource } = data
  const last = data.chain.findLast((e) => e.payload.kind === request.state)
  if (request.state !== 'open' && last) {
    const event = last.payload as unknown as { actor: { id: string; name: string; handle: string }; reason?: string }
    const sentence = m.status[request.state](who(data, event.actor).name, dateText(last.author.at, ui.locale))
    return html`${sentence}${event.reason ? html` « ${event.reason} »` : ''}${request.mergedAs === undefined ? '' : html` <a href="/${addressOf(resource)}">${m.seeResult}</a>`}`
  }
  const [obstacle] = data.obstacles
  switch (obstacle?.kind) {
    case 'objections': return html`${m.status.objections(obstacle.objections.map((o) => who(data, o.by).name).join(', '))}`
    case 'consents': return html`${m.status.consents(obstacle.have, obstacle.need)}`
    case 'delay': return html`${m.status.delay(dateText(obstacle.until, ui.locale))}`
    case undefined: {
      const others = () => resource.rule.kind === 'ouverte' && resource.owner.kind === 'community' ? m.whoMembers(resource.owner.name) : m.whoStewards(resource.stewards.map((s) => s.name).join(', '))
      return html`${data.may.integrate ? m.status.readyYou : m.status.ready(others())}${data.merge?.kind === 'conflicts' ? ` ${m.needsSettling(data.merge.files)}` : ''}`
    }
  }
}

function changeSection(ui: Ui, data: ProposalData, base: string): Html {
  const { proposing: m } = ui.m
  const { comparison } = data
  const query = (view: ProposalView) => {
    const q = new URLSearchParams()
    if (view !== 'changements') q.set('vue', view)
    if (data.iteration !== data.request.iterations.length) q.set('version', String(data.iteration))
    if (data.against === 'previous') q.set('depuis', 'precedente')
    const text = q.toString()
    return `${base}${text === '' ? '' : `?${text}`}#change`
  }
  const contents = { changements: comparison.changes, avant: comparison.before, apres: comparison.after, source: comparison.source }
  const shown = changeViews({
    level: 3, label: m.viewsLabel, current: data.view, language: data.resource.fields.langue,
    views: proposalViews.map((name) => ({ name, label: m.views[name], href: query(name), frame: name === 'avant' || name === 'apres' ? 'prose card' : 'change-shown', content: [{ title: '', html: contents[name] }] })),
  })
  return html`<section aria-labelledby="change"><h2 id="change">${m.whatChanges}</h2>
<p class="brief">${comparison.summary}</p>
${data.baseMoved && data.request.state === 'open' ? html`<p class="soft">${m.baseMoved}${data.merge?.kind === 'clean' ? ` ${m.willMerge}` : ''}</p>` : ''}
${aroundPassages(ui, data.passages, shown)}
${data.otherFiles.length > 0 ? html`<h3>${m.otherFilesChanged}</h3><ul>${data.otherFiles.map((f) => html`<li>${f.path} (${m.fileStatus[f.status]})</li>`)}</ul>` : ''}</section>`
}

function iterationsCard(ui: Ui, data: ProposalData, base: string): Html | '' {
  const { proposing: m } = ui.m
  const { iterations } = data.request
  if (iterations.length < 2) return ''
  return html`<section class="card" aria-labelledby="versions"><h2 id="versions">${m.iterations}</h2><ol reversed>${[...iterations].reverse().map((it) => html`<li><a href="${base}?version=${it.number}#change"${it.number === data.iteration && data.against === 'base' && html` aria-current="true"`}>${m.iterationLine(it.number, dateText(it.at, ui.locale))}</a>${it.number > 1 ? html`<br><a class="soft" href="${base}?version=${it.number}&depuis=precedente#change">${m.iterationCompare(it.number)}</a>` : ''}</li>`)}</ol></section>`
}

function refusedNote(data: ProposalData, form: string): Html | '' {
  return data.refused?.form === form ? html`<div class="problems" role="alert" tabindex="-1" autofocus id="refus"><p>${data.refused.sentence}</p></div>` : ''
}
const typed = (data: ProposalData, form: string, name: string): string => (data.refused?.form === form ? data.refused.typed[name] ?? '' : '')

function decisions(ui: Ui, data: ProposalData, base: string): Html | '' {
  const { proposing: m } = ui.m
  const { may, request } = data
  const csrf = html`<input type="hidden" name="_csrf" value="${ui.csrf}">`
  if (request.state !== 'open' || !(may.integrate || may.decline || may.withdraw || may.update)) return ''
  const isBlocked = data.obstacles.length > 0
  return html`<section class="card decide" aria-labelledby="decider"><h2 id="decider">${m.decide}</h2>
${refusedNote(data, 'integrer')}
${may.integrate && !isBlocked ? (data.merge?.kind === 'conflicts'
    ? html`<p class="with-hint"><a class="btn primary" href="${base}/concilier">${m.settleFirst}</a><span class="hint">${m.settleFirstHint}</span></p>`
    : html`<form method="post" action="${base}/integrer">${csrf}<p class="with-hint"><button class="btn primary">${m.integrate}</button><span class="hint">${m.integrateHint}</span></p></form>`) : ''}
${may.update ? html`<p class="with-hint"><a class="btn" href="/${addressOf(data.resource)}/ameliorer?proposition=${request.number}">${m.update}</a><span class="hint">${m.updateHint}</span></p>` : ''}
${may.decline ? html`<details${data.refused?.form === 'decliner' && html` open`}><summary>${m.decline}</summary>${refusedNote(data, 'decliner')}<form method="post" action="${base}/decliner">${csrf}<div class="field"><label for="raison-declin">${m.declineReason}</label><textarea id="raison-declin" name="reason" rows="3" required>
${typed(data, 'decliner', 'reason')}</textarea></div><button class="btn danger">${m.decline}</button></form></details>` : ''}
${may.withdraw ? html`<details${data.refused?.form === 'retirer' && html` open`}><summary>${m.withdraw}</summary><p class="hint">${m.withdrawHint}</p><form method="post" action="${base}/retirer">${csrf}<div class="field"><label for="raison-retrait">${m.withdrawReason}</label><textarea id="raison-retrait" name="reason" rows="2">
${typed(data, 'retirer', 'reason')}</textarea></div><button class="btn danger">${m.withdraw}</button></form></details>` : ''}
</section>`
}

/** Everything said and done, oldest first, then the ways to answer. */
function discussion(ui: Ui, data: ProposalData, base: string): Html {
  const { proposing: m } = ui.m
  const entries = data.chain.flatMap((event) => { const shown = entry(ui, data, event, base); return shown ? [shown] : [] })
  const csrf = html`<input type="hidden" name="_csrf" value="${ui.csrf}">`
  const isOpen = data.request.state === 'open'
  return html`<section aria-labelledby="discussion"><h2 id="discussion">${m.discussion}</h2>
${entries.length === 0 ? html`<p class="soft">${m.discussionNone}</p>` : html`<ol class="thread">${entries}</ol>`}
${data.may.review && isOpen ? html`<form method="post" action="${base}/avis" class="card verdict-form" id="avis"><h3>${m.giveVerdict}</h3>${csrf}${refusedNote(data, 'avis')}
<fieldset><legend class="vh">${m.giveVerdict}</legend><div class="verdicts">${verdictKinds.map((kind) => html`<label class="check"><input type="radio" name="verdict" value="${kind}" required${typed(data, 'avis', 'verdict') === kind && html` checked`}> <span><strong>${m.verdicts[kind]}</strong><span class="hint">${m.verdictHints[kind]}</span></span></label>`)}</div></fieldset>
<div class="field"><label for="avis-texte"><span data-label-message>${m.verdictText}</span></label><textarea id="avis-texte" name="text" rows="4" data-label-risk="${m.objectionRisk}">
${typed(data, 'avis', 'text')}</textarea></div>
<div class="field" data-objection><label for="avis-lever">${m.objectionLift}</label><p class="hint" id="avis-lever-aide">${m.objectionLiftHint}</p><textarea id="avis-lever" name="lift" rows="2" aria-describedby="avis-lever-aide">
${typed(data, 'avis', 'lift')}</textarea></div>
<button class="btn primary">${m.sendVerdict}</button></form>` : ''}
${data.may.comment ? html`<form method="post" action="${base}/commenter" class="comment-form" id="commenter">${csrf}${refusedNote(data, 'commenter')}<div class="field"><label for="message">${m.comment}</label><textarea id="message" name="text" rows="3" required>
${typed(data, 'commenter', 'text')}</textarea></div><button class="btn">${m.sendComment}</button></form>`
    : html`<p><a href="/connexion?suite=${encodeURIComponent(ui.path)}">${m.signInToReview}</a></p>`}
</section>`
}

function entry(ui: Ui, data: ProposalData, chained: ChainEvent, base: string): Html | undefined {
  const { proposing: m } = ui.m
  const event = chained.payload as unknown as MergeRequestEvent
  const when = html`<time datetime="${new Date(chained.author.at).toISOString()}">${dateText(chained.author.at, ui.locale)}, ${timeText(chained.author.at, ui.locale)}</time>`
  const line = (said: string, body: Html | '' = '', kind = 'event') => html`<li class="said ${kind}" id="m-${chained.oid.slice(0, 12)}"><p class="head">${personLink(who(data, event.actor))} ${said} <span class="soft">${when}</span></p>${body}</li>`
  const earlier = (iteration: number) => (iteration < data.request.iterations.length ? html`<p class="soft">${m.aboutEarlier(iteration)}</p>` : html``)
  switch (event.kind) {
    case 'opened': return line(m.opened)
    case 'iteration': return line(m.newIteration(event.number), event.message ? paragraphs(event.message) : '')
    case 'comment': return line(m.comments, html`${earlier(event.iteration)}${paragraphs(event.text)}`, 'comment')
    case 'merged': return line(m.didMerge)
    case 'declined': return line(m.didDecline, event.reason ? paragraphs(event.reason) : '')
    case 'withdrawn': return line(m.didWithdraw, event.reason ? paragraphs(event.reason) : '')
    case 'verdict': {
      const verdict = data.verdicts.find((v) => v.event === chained.oid)
      const lifted = verdict?.lifted
      return line(`${m.verdictSaid[event.verdict]}${lifted ? ` (${m.lifted})` : ''}`, html`${earlier(event.iteration)}${event.text === '' ? '' : paragraphs(event.text)}
${event.liftCondition ? html`<p><strong>${m.wouldLift}</strong> ${event.liftCondition}</p>` : ''}
${lifted ? html`<div class="lifted"><p>${m.liftedBy(who(data, lifted.by).name, dateText(lifted.at, ui.locale))}</p>${lifted.reason ? paragraphs(lifted.reason) : ''}</div>` : ''}
${data.may.lift.has(chained.oid) ? liftForm(ui, data, chained.oid, base) : ''}`, `verdict ${event.verdict}${lifted ? ' is-lifted' : ''}`)
    }
    default: return undefined
  }
}

function liftForm(ui: Ui, data: ProposalData, objection: Oid, base: string): Html {
  const { proposing: m } = ui.m
  const form = `lever-${objection}`
  return html`<details${data.refused?.form === form && html` open`}><summary>${m.lift}</summary>${refusedNote(data, form)}<form method="post" action="${base}/lever"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="objection" value="${objection}">
<div class="field"><label for="lever-${objection}">${m.liftLabel}</label><textarea id="lever-${objection}" name="reason" rows="3">
${typed(data, form, 'reason')}</textarea></div><button class="btn">${m.lift}</button></form></details>`
}
