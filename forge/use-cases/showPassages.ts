import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { decisionName, type FileToSettle, type ShownPassage } from '../domain/settling.js'

/** Every passage to settle, by the name of its decision: both sides as they changed what was there before, the suggestion as it changes what is there now. */
export async function showPassages(deps: Pick<Deps, 'renderer'>, files: readonly FileToSettle[], locale: Locale): Promise<ReadonlyMap<string, ShownPassage>> {
  const passages = files.flatMap((file, index) => (file.kind === 'whole' || file.outcome.kind === 'clean' ? [] : file.outcome.segments.flatMap((segment) => (segment.kind === 'passage' ? [{ name: decisionName(index, segment.id), segment }] : []))))
  const asked = passages.flatMap(({ name, segment }) => [
    { name, part: 'ours' as const, before: segment.base, after: segment.ours }, { name, part: 'theirs' as const, before: segment.base, after: segment.theirs },
    ...(segment.suggestion === undefined ? [] : [{ name, part: 'suggestion' as const, before: segment.ours, after: segment.suggestion }]),
  ]).filter(({ after }) => after.trim() !== '')
  const html = await deps.renderer.marked(asked.map(({ before, after }) => ({ before, after })), locale)
  const shown = new Map<string, ShownPassage>(passages.map(({ name }) => [name, {}]))
  asked.forEach(({ name, part, before, after }, at) => { shown.set(name, { ...shown.get(name), ...(html[at] !== undefined && before !== after && { [part]: html[at] }) }) })
  return shown
}
