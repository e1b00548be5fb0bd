import type { VerdictKind } from '../../../../forge/domain/merge-request.js'
import type { ProposalReading, ProposalView } from '../../../../forge/domain/proposal-reading.js'
import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { changeName, type ChangeDecision, type ChangeRef } from '../../../../forge/domain/review.js'
import { html, type Html } from '../../../html.js'
import { withMentions } from '../mentions.js'
import type { PassagesShown } from '../passages-around.js'
import type { ShownPerson } from '../people.js'
import type { Ui } from '../../ui.js'

export type { ProposalView } from '../../../../forge/domain/proposal-reading.js'
export const proposalViews: readonly ProposalView[] = ['changements', 'avant', 'apres', 'source']
export const verdictKinds: readonly VerdictKind[] = ['question', 'consent', 'objection', 'bonification']

/** What the page of a proposition shows, besides what its reader may read of it. */
export interface ProposalData extends ProposalReading {
  readonly resource: Resource
  readonly view: ProposalView
  /** What is said of its passages, when the present text is the one shown. */
  readonly passages: PassagesShown | undefined
  /** A refused form: which, its sentence, and what was typed. */
  readonly refused: { readonly form: string; readonly sentence: string; readonly typed: Readonly<Record<string, string>> } | undefined
}

export const proposalAddress = ({ resource, request }: Pick<ProposalData, 'resource' | 'request'>): string => `/${addressOf(resource)}/propositions/${request.number}`

export const who = (data: Pick<ProposalData, 'names'>, ref: { readonly id: string; readonly name: string; readonly handle: string }): ShownPerson => data.names.get(ref.id) ?? { name: ref.name, handle: ref.handle === '' ? undefined : ref.handle }

export const paragraphs = (text: string, named: ReadonlySet<string>): Html => html`${text.split(/\n{2,}/).map((p) => html`<p>${p.split('\n').map((line, i) => html`${i > 0 ? html`<br>` : ''}${withMentions(line, named)}`)}</p>`)}`

export const token = (ui: Ui): Html => html`<input type="hidden" name="_csrf" value="${ui.csrf}">`

export function refusedNote(data: Pick<ProposalData, 'refused'>, form: string): Html | '' {
  return data.refused?.form === form ? html`<div class="problems" role="alert" tabindex="-1" autofocus id="refus"><p>${data.refused.sentence}</p></div>` : ''
}

export const typed = (data: Pick<ProposalData, 'refused'>, form: string, name: string): string => (data.refused?.form === form ? data.refused.typed[name] ?? '' : '')

/** Every change shown, in order: its place in the list is its number and its id on the page. */
export const changesShown = (data: Pick<ProposalData, 'files'>): readonly ChangeRef[] => data.files.flatMap((file) => file.changes)

export const anchorOf = (place: number): string => `c${place + 1}`

/** Whether the reader answers changes on what is shown: the last text, as proposed, by somebody who may review it. */
export const isAnswering = (data: ProposalData): boolean => data.may.review && data.request.state === 'open' && data.view === 'changements' && data.against === 'base' && data.iteration === data.request.iterations.length

/** What the reader answered to a change: not sent yet, or what they sent last. */
export function ownAnswer(ui: Ui, data: ProposalData, change: ChangeRef): { readonly answer: ChangeDecision; readonly isSent: boolean } | undefined {
  const name = changeName(change)
  const kept = data.draft?.draft.decisions.find((one) => changeName(one.change) === name)
  if (kept) return { answer: kept, isSent: false }
  const sent = data.said.get(name)?.find(({ by }) => by.id === ui.person?.id)
  return sent && { answer: sent, isSent: true }
}

/** The state of a change for its reader. */
export function stateOf(ui: Ui, data: ProposalData, change: ChangeRef): { readonly state: 'todo' | ChangeDecision['decision']; readonly label: string } {
  const { reviewing: m } = ui.m
  const own = isAnswering(data) ? ownAnswer(ui, data, change)?.answer : undefined
  const decided = own ?? (data.iteration === data.request.iterations.length ? data.inForce.get(changeName(change)) : undefined)
  if (decided === undefined) return { state: 'todo', label: data.may.integrate ? m.states.todo : m.states.todoOther }
  const decision = shownAs(data, decided.decision, own !== undefined)
  return { state: decision, label: data.request.state === 'merged' ? (decision === 'not_kept' ? m.wasNotKept : m.wasKept) : m.states[decision] }
}

/** An answer in the words of who gives it: only those who may integrate accept or leave out. */
function shownAs(data: ProposalData, decision: ChangeDecision['decision'], isOwn: boolean): ChangeDecision['decision'] {
  if (!isOwn) return decision
  const isYes = decision === 'accepted' || decision === 'favorable'
  return data.may.integrate ? (isYes ? 'accepted' : 'not_kept') : (isYes ? 'favorable' : 'reserved')
}
