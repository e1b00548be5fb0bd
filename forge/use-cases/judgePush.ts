import type { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Push, PushCommand, PushedObjects } from '../domain/push.js'
import { whyNot, type Action, type Circumstances } from '../domain/policies.js'
import { addressOf, MAIN, type Resource } from '../domain/resource.js'
import { circumstancesOf } from './access.js'
import { decodeExactly } from './fileText.js'
import { textsPushed } from './incomingTexts.js'
import { decodeText } from './indexResource.js'
import { judgeIncoming, type Judging } from './judgeIncoming.js'
import { judgePushedLabel } from './judgePushedLabel.js'
import { pushChecksOf } from './manageResource.js'
import type { ReadingWords } from './survivingWords.js'
import { blockingProblems } from './writeChange.js'

/** Where `git push` sends a proposition. */
export const FOR_MAIN = 'refs/for/main'

/** Refs one push may move: each one is a file, and a line for everybody who clones. */
const mostRefs = 2000
/** Refusals said at once. */
const mostRefusals = 20

const mebibyte = 1024 * 1024

/** Names that look like an option to whoever types them, that show otherwise than they are, or that are no text. */
const isMisleading = (ref: string): boolean => /\/-|[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/.test(ref)

/** Something to correct, as a message key with its blanks. */
export interface PushRemark { readonly key: string; readonly details: ForgeError['details'] }

/**
 * Judges a whole push while its objects are in quarantine: names of refs, rights, the published text never rewritten, sizes, and
 * problems that the change adds to a published fiche, which its stewards may have told instead of refused, a label that the words do not
 * allow. One refusal refuses everything.
 */
export async function judgePush(deps: Pick<Deps, 'communities' | 'mergeRequests' | 'git' | 'settings' | 'words' | 'renderer'> & Judging & ReadingWords, push: Push, objects: PushedObjects, resource: Resource): Promise<{ readonly refusals: readonly PushRemark[]; readonly warnings: readonly PushRemark[] }> {
  const circumstances = await circumstancesOf(deps, push.actor, resource)
  const refusals: PushRemark[] = []
  const warnings: PushRemark[] = []
  const refuse = (key: string, details: ForgeError['details'] = {}) => { refusals.push({ key, details }) }
  if (push.commands.length > mostRefs) return { refusals: [{ key: 'push.too_many_refs', details: { count: push.commands.length, limit: mostRefs } }], warnings }
  // Read while the rest is judged: nearly every push needs it. One too large to be read is refused for that.
  const texts = new Map(push.commands.flatMap((command) => command.to !== undefined && resource.tip !== undefined && (command.ref === MAIN || command.ref === FOR_MAIN) ? [[command.to, textsAround(command.to, resource.tip)] as const] : []))
  for (const command of push.commands) {
    if (refusals.length >= mostRefusals) break
    if (isMisleading(command.ref)) refuse('push.ref_name', { ref: command.ref })
    else if (command.ref === MAIN) await judgeMain(command)
    else if (command.ref === FOR_MAIN) await judgeProposal(command)
    else if (command.ref.startsWith('refs/for/')) refuse('push.for_main_only', { ref: command.ref })
    else if (command.ref.startsWith('refs/heads/')) judgeAllowed('push_branch')
    else if (command.ref.startsWith('refs/tags/')) judgeTag(command)
    else refuse(/^refs\/(pull|merge-requests|changes)\//.test(command.ref) ? 'push.proposals_are_kept' : 'push.ref_refused', { ref: command.ref })
  }
  if (refusals.length === 0 && push.commands.some((command) => command.to !== undefined)) {
    for (const object of await objects.tooLarge({ file: deps.settings.maxFileBytes, other: mebibyte })) {
      const megabytes = Math.ceil(object.bytes / mebibyte)
      if (object.kind === 'file') refuse('push.file_too_large', { path: object.path, megabytes, limit: Math.round(deps.settings.maxFileBytes / mebibyte) })
      else refuse('push.message_too_large', { megabytes, limit: 1 })
    }
  }
  if (refusals.length === 0) for (const command of push.commands) if (command.to !== undefined && (command.ref === MAIN || command.ref === FOR_MAIN)) await judgeText(command.to)
  if (refusals.length === 0) for (const command of push.commands) if (command.to !== undefined && (command.ref === MAIN || command.ref === FOR_MAIN)) await judgeLicences(command.ref, command.to)
  if (refusals.length === 0) for (const command of push.commands) if (command.to !== undefined && command.ref === MAIN) refusals.push(...await judgePushedLabel(deps, push.actor, objects, resource, command.to))
  return { refusals, warnings }

  function judgeAllowed(action: Action): boolean {
    const sentence = whyNot(action, circumstances)
    if (sentence !== undefined && !refusals.some((r) => r.key === sentence)) refuse(sentence)
    return sentence === undefined
  }

  async function judgeMain(command: PushCommand): Promise<void> {
    if (command.to === undefined) { refuse('push.main_stays'); return }
    if (!judgeAllowed('publish')) return
    const main = resource.tip
    if ((await objects.commitOf(command.to)) !== command.to) { refuse('push.not_a_version', { ref: command.ref }); return }
    if (main !== undefined && !(await objects.isAncestor(main, command.to))) refuse('push.main_never_rewritten')
  }

  function judgeTag(command: PushCommand): void {
    if (!judgeAllowed('tag_version')) return
    const isVersion = /^refs\/tags\/v\d/.test(command.ref)
    if (isVersion && command.from !== undefined) refuse('push.version_stays', { tag: command.ref.slice('refs/tags/'.length) })
  }

  async function judgeProposal(command: PushCommand): Promise<void> {
    if (command.to === undefined) { refuse('push.withdraw_on_the_site'); return }
    if (!judgeAllowed('propose')) return
    if (resource.tip === undefined) { refuse('proposal.nothing_published'); return }
    if ((await objects.commitOf(command.to)) !== command.to) { refuse('push.not_a_version', { ref: command.ref }); return }
    if (await objects.isAncestor(command.to, resource.tip)) { refuse('proposal.already_in'); return }
    if ((await objects.mergeBase(resource.tip, command.to)) === undefined) { refuse('proposal.unrelated'); return }
    const asked = pushOption(push.options, 'proposition')
    if (asked === undefined) return
    const existing = /^[1-9]\d{0,8}$/.test(asked) ? await deps.mergeRequests.find(resource.id, Number(asked)) : undefined
    if (!existing) { refuse('push.proposal_unknown', { number: asked }); return }
    const scoped: Circumstances = { ...circumstances, mergeRequest: existing }
    const sentence = whyNot('update_proposal', scoped)
    if (sentence !== undefined) refuse(sentence)
  }

  function textsAround(tip: Oid, published: Oid) {
    const both = Promise.all([deps.git.file(resource.id, published, resource.mainPath), objects.file(tip, resource.mainPath)])
    both.catch(() => { /* told to whoever needs it */ })
    return both
  }

  /** What a licence keeps out is refused for the published text, and only told for a proposition: its page says it too, before anybody integrates it. */
  async function judgeLicences(ref: string, tip: string): Promise<void> {
    const from = ref === MAIN ? resource.tip : resource.tip && await objects.mergeBase(resource.tip, tip)
    const proposer = push.actor.kind === 'person' ? push.actor.person.id : undefined
    const { ingredients, label } = await judgeIncoming(deps, { resource, proposer, incoming: await textsPushed(deps, resource.id, objects, from, tip) })
    const address = `${deps.settings.baseUrl}/${addressOf(resource)}`
    for (const ingredient of ingredients.slice(0, mostRefusals)) {
      const { verdict } = ingredient.verdict
      if (verdict === 'block') (ref === MAIN ? refusals : warnings).push({ key: ref === MAIN ? 'push.licence_stops' : 'push.licence_will_stop', details: { ingredient, label, address } })
      else if (verdict === 'warn') warnings.push({ key: 'push.licence_warns', details: { ingredient, label, address } })
    }
  }

  /** Only problems the push adds to an already published fiche, and only those that block; imported layouts stay as they came. The setting is read when it matters. */
  async function judgeText(tip: string): Promise<void> {
    if (resource.tip === undefined) return
    const [before, after] = await (texts.get(tip) ?? textsAround(tip, resource.tip))
    if (after === undefined) { if (before !== undefined) refuse('push.main_file_gone', { path: resource.mainPath }); return }
    const isNoText = decodeExactly(after) === undefined && (before === undefined || decodeExactly(before.bytes) !== undefined)
    const problems = blockingProblems(deps, resource, before ? decodeText(before.bytes) : '', decodeText(after))
    if (problems.length === 0 && !isNoText) return
    const isTold = (await pushChecksOf(deps, resource)) === 'told'
    if (isNoText) (isTold ? warnings : refusals).push({ key: 'push.not_utf8', details: { path: resource.mainPath } })
    if (problems.length === 0) return
    if (isTold) warnings.push({ key: 'push.accepted_with_problems', details: { count: problems.length } })
    for (const problem of problems) (isTold ? warnings : refusals).push({ key: 'push.fiche_problem', details: { path: resource.mainPath, line: problem.line, field: problem.field, fr: problem.fr, en: problem.en, wayOutFr: problem.wayOutFr, wayOutEn: problem.wayOutEn } })
  }
}

/** The value of a `-o name=value` option; the last one wins. */
export function pushOption(options: readonly string[], name: string): string | undefined {
  const prefix = `${name}=`
  return options.findLast((option) => option.startsWith(prefix))?.slice(prefix.length)
}
