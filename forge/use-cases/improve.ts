import { merge3 } from '../prose/merge.js'
import { proposalDraftPath, type Draft } from '../domain/draft.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource } from '../domain/resource.js'
import type { FileToSettle } from '../domain/settling.js'
import { getMergeRequest, isAllowed, personActing, requireAllowed } from './access.js'
import { readText } from './fileText.js'
import { proposeChange, updateProposal } from './proposeChange.js'
import { filesOfDraft } from './picturesOfDraft.js'
import { publishChange } from './publishChange.js'
import { saveDraft } from './saveDraft.js'
import { oneLine } from './versionMessage.js'
import type { ExplainedChange } from './writeChange.js'
import type { Writing } from './writing.js'

type Needs = Writing & Pick<Deps, 'drafts'>

/** What somebody edits: a published file, or the text of their own open proposition. */
export interface Subject {
  readonly resource: Resource
  readonly path?: string
  readonly proposal?: number
  /** The version a form that comes back was opened on: what others published since is never taken for the person's own deletion. */
  readonly openedOn?: Oid
}

export interface Editing {
  readonly resource: Resource
  readonly path: string
  /** The key of the draft. */
  readonly draftPath: string
  /** The version the person started from, and its exact text. */
  readonly base: Oid
  readonly original: string
  /** The draft's text, or the original. */
  readonly text: string
  readonly draft: Draft | undefined
  /** Whether something newer than `base` is published (or proposed, for an update). */
  readonly isStale: boolean
  readonly proposal: MergeRequest | undefined
  /** What sending will do. */
  readonly action: 'publish' | 'propose' | 'update'
}

/** Opens the editor on a file: its text, or the draft kept of it. Refuses as `propose` does, `not_found` for a file that is not there, `invalid` for one that is not text. */
export async function startImproving(deps: Needs, actor: Actor, subject: Subject): Promise<Editing> {
  const person = personActing(actor)
  const { resource } = subject
  await requireAllowed(deps, 'propose', actor, resource)
  const path = subject.path ?? resource.mainPath
  const proposal = subject.proposal === undefined ? undefined : await getMergeRequest(deps, resource, subject.proposal)
  if (proposal) await requireAllowed(deps, 'update_proposal', actor, resource, proposal)
  const tip = proposal?.head ?? (await deps.git.resolve(resource.id, MAIN))
  if (tip === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  const draftPath = proposal ? proposalDraftPath(proposal.number, path) : path
  const kept = await deps.drafts.find(person.id, resource.id, draftPath)
  const draft = kept && (await deps.git.resolve(resource.id, kept.base)) !== undefined ? kept : undefined
  const base = (await openedOn(deps, subject, proposal, tip)) ?? draft?.base ?? tip
  const original = await readText(deps, resource.id, base, path)
  const action = proposal ? 'update' : (await isAllowed(deps, 'publish', actor, resource)) ? 'publish' : 'propose'
  return { resource, path, draftPath, base, original, text: draft?.text ?? original, draft, isStale: base !== tip, proposal, action }
}

/** The version named by the form, when it is one of this text's own. */
async function openedOn(deps: Pick<Deps, 'git'>, { resource, openedOn: oid }: Subject, proposal: MergeRequest | undefined, tip: Oid): Promise<Oid | undefined> {
  if (oid === undefined || !/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(oid) || oid === tip) return oid === tip ? oid : undefined
  if (proposal?.iterations.some(({ head }) => head === oid)) return oid
  return (await deps.git.resolve(resource.id, oid)) === oid && (await deps.git.isAncestor(resource.id, oid, tip)) ? oid : undefined
}

/** Keeps what was typed as a draft; one that says the same as the original is forgotten. */
export async function keepDraft(deps: Needs, actor: Actor, editing: Editing, text: string, reason = ''): Promise<Draft | undefined> {
  if (text === editing.original && reason === '') {
    await deps.drafts.remove(personActing(actor).id, editing.resource.id, editing.draftPath)
    return undefined
  }
  return saveDraft(deps, actor, { resource: editing.resource, path: editing.draftPath, base: editing.base, text, reason })
}

export type Sent =
  | { readonly kind: 'published'; readonly resource: Resource }
  | { readonly kind: 'proposed' | 'updated'; readonly number: number }
  /** The same passages changed meanwhile: `settleDraft` says which. The draft is kept. */
  | { readonly kind: 'conflicts' }

/**
 * Sends a draft: publishes it, opens a proposition, or updates one, as `editing.action` says. Refuses `invalid` without a title
 * (what changed, in a few words) or without a draft; the draft stays until the sending is done. The pictures its text shows go with it.
 */
export async function sendDraft(deps: Needs & Pick<Deps, 'draftPictures'>, actor: Actor, editing: Editing, input: { readonly title: string; readonly reason: string }): Promise<Sent> {
  const { resource, path, base, text, draft, proposal, action } = editing
  if (!draft || text === editing.original) throw new ForgeError('invalid', draft ? 'change.nothing' : 'improve.no_draft')
  const title = oneLine(input.title)
  if (title === '') throw new ForgeError('invalid', 'improve.title_missing', { field: 'title' })
  const person = personActing(actor)
  const files = new Map<string, string | Uint8Array>([...(await filesOfDraft(deps, person, { resource: resource.id, draftPath: editing.draftPath, path, text })), [path, text]])
  const change = { resource, base, files, title, reason: input.reason }
  const sent = await sendAs(deps, actor, action, change, proposal)
  if (sent.kind !== 'conflicts') await deps.draftPictures.removeOf(person.id, resource.id, editing.draftPath)
  return sent
}

async function sendAs(deps: Needs, actor: Actor, action: Editing['action'], change: ExplainedChange, proposal: MergeRequest | undefined): Promise<Sent> {
  const { resource, base, files, title, reason } = change
  if (action === 'publish') {
    const outcome = await publishChange(deps, actor, change)
    return outcome.kind === 'published' ? { kind: 'published', resource: outcome.resource } : { kind: 'conflicts' }
  }
  if (action === 'propose') return { kind: 'proposed', number: (await proposeChange(deps, actor, change)).number }
  const updated = await updateProposal(deps, actor, { resource, number: proposal?.number ?? 0, base, files, message: reason === '' ? title : `${title}\n\n${reason}` })
  return { kind: 'updated', number: updated.number }
}

/** What a draft and the version published since must agree on. `published` is that version; empty `files`: nothing to settle. */
export async function settleDraft(deps: Pick<Deps, 'git'>, editing: Editing): Promise<{ readonly published: Oid; readonly files: readonly FileToSettle[]; readonly merged: string | undefined }> {
  const published = editing.proposal?.head ?? (await deps.git.resolve(editing.resource.id, MAIN))
  if (published === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  const theirs = await readText(deps, editing.resource.id, published, editing.path)
  const outcome = merge3({ base: editing.original, ours: theirs, theirs: editing.text })
  return outcome.kind === 'clean' ? { published, files: [], merged: outcome.text } : { published, files: [{ kind: 'passages', path: editing.path, outcome }], merged: undefined }
}
