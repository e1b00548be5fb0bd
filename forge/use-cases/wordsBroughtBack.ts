import { wordsUnderLabel } from '../../content-schema/licences/relicensing.js'
import { addedWords, returningWords } from '../attribution/added-words.js'
import type { CommitInfo, Oid } from '../domain/git.js'
import { isRelabelling } from '../domain/relicensing.js'
import type { Resource } from '../domain/resource.js'
import { textsBetween, textsOf } from './incomingTexts.js'
import { labelHistory, labelSince } from './labelHistory.js'
import { labelAt, type RelabelledText } from './labels.js'
import { freshStory, type ReadingWords } from './survivingWords.js'

/** Fewer words that come back are nobody's in particular. */
const leastWords = 12
/** Published versions looked through, the latest under another label. */
const versionsAtMost = 200

/**
 * Texts of a version that bring back, typed or pasted, words which stood in a published version under another label, and which that label does not let under the
 * present one: their authors may never have been asked, since their words were gone. Only where somebody granted a change of label: elsewhere none needed it.
 */
export async function textsBroughtBack(deps: ReadingWords, resource: Resource, { main, target }: { readonly main: Oid; readonly target: Oid }): Promise<readonly RelabelledText[]> {
  const story = await freshStory(deps, resource)
  if (story.answers.length + story.permissions.length === 0) return []
  const incoming = await textsBetween(deps, resource.id, main, target)
  const held = incoming.texts.length === 0 ? [] : await incoming.held()
  const adding = incoming.texts.filter(({ text }) => addedWords(text, held)([0, text.length]) >= leastWords)
  const to = adding.length === 0 ? undefined : await labelAt(deps, resource, target)
  if (to === undefined) return []
  const history = await labelHistory(deps, { ...resource, tip: main })
  const kept = new Set(history.flatMap(({ to: label }) => (isRelabelling(label, to) && wordsUnderLabel(label, to).needsConsent ? label ?? [] : [])))
  if (kept.size === 0) return []
  const asked = adding.map(({ path, text }) => ({ path, backFrom: returningWords(text, held) }))
  const found = new Map<string, RelabelledText>()
  for (const { oid, committer } of publishedBefore(await deps.git.log(resource.id, { from: [main] }), main).filter((one) => kept.has(labelSince(history, one.committer.at) ?? '')).slice(0, versionsAtMost)) {
    const earlier = await textsOf(deps, resource.id, oid)
    for (const { path, backFrom } of asked) if (!found.has(path) && backFrom(earlier) >= leastWords) found.set(path, { path, from: labelSince(history, committer.at), to })
    if (found.size === asked.length) break
  }
  return [...found.values()]
}

/** The versions published one after the other, the latest first. */
function publishedBefore(commits: readonly CommitInfo[], tip: Oid): readonly CommitInfo[] {
  const known = new Map(commits.map((commit) => [commit.oid, commit]))
  const chain: CommitInfo[] = []
  for (let commit = known.get(tip); commit !== undefined; commit = known.get(commit.parents[0] ?? '')) chain.push(commit)
  return chain
}
