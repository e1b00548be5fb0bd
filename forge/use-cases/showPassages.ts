import type { Oid, RepoId } from '../domain/git.js'
import type { LinkPlace } from '../domain/links.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { asHeader, decisionsOf, stretchesOf, type Decision, type FileToSettle, type Shown, type ShownDecision, type ShownSide } from '../domain/settling.js'
import { decodeExactly } from './fileText.js'
import { hidingNames } from './hideNames.js'
import { imageType } from './readFiles.js'

/** Above this a picture that no address of the site serves is told by its size: it would weigh on the page itself. */
const longestPicture = 400_000
/** Above this a text one side removed is told by its size. */
const longestText = 200_000

/**
 * Everything to settle as its readers see it: both sides of each passage as they changed what was there before, the suggestion as it changes
 * what is there now, common text as it reads, fields of the header in words. `repo` holds the files settled whole; `place`: where links lead.
 */
export async function showPassages(deps: Pick<Deps, 'renderer' | 'git' | 'naming'>, repo: RepoId, files: readonly FileToSettle[], locale: Locale, place?: LinkPlace): Promise<Shown> {
  const hide = await hidingNames(deps, { id: repo })
  const headerOf = (text: string): string => hide(asHeader(text))
  const decisions = decisionsOf(files)
  const stretches = new Map(files.map((file) => [file, stretchesOf(file, decisions)]))
  const all = [...stretches.values()].flat()
  const asked = all.flatMap((stretch) => {
    if (stretch.kind === 'common') return []
    const { passage, decision: { name } } = stretch
    const text = (words: string) => (stretch.isHeader && words.trim() !== '' ? headerOf(words) : stretch.tableHead + words)
    // A side that took everything away shows nothing, not the head of a table.
    return [
      { name, part: 'ours' as const, before: text(passage.base), after: text(passage.ours) }, { name, part: 'theirs' as const, before: text(passage.base), after: text(passage.theirs) },
      ...(passage.suggestion === undefined ? [] : [{ name, part: 'suggestion' as const, before: text(passage.ours), after: text(passage.suggestion) }]),
    ].filter(({ part }) => passage[part]!.trim() !== '')
  })
  const sides = new Map<string, { ours?: ShownSide; theirs?: ShownSide }>()
  for (const decision of decisions) {
    if (decision.file.kind !== 'whole') continue
    const { shown, texts } = await wholeFile(deps, repo, decision, decision.file)
    sides.set(decision.name, shown)
    asked.push(...texts)
  }
  const wanted = asked.filter(({ after }) => after.trim() !== '')
  const html = await deps.renderer.marked(wanted.map(({ before, after }) => ({ before, after })), locale, place && { before: place, after: place })
  const shown = new Map<string, ShownDecision>(decisions.map(({ name }) => [name, {}]))
  wanted.forEach(({ name, part }, at) => { shown.set(name, { ...shown.get(name), ...(html[at] !== undefined && { [part]: html[at] }) }) })
  const common = all.filter((stretch) => stretch.kind === 'common')
  const told = await deps.renderer.whole(common.map((stretch) => (stretch.isHeader ? headerOf(stretch.text) : stretch.tableHead + stretch.text)), locale, place)
  return { decisions: shown, common: new Map(common.map((stretch, at) => [stretch, told[at] ?? ''])), stretches, sides }
}

/** A file that is settled whole: pictures by their bytes, a text that one side removed by what the other changed in it. */
async function wholeFile(deps: Pick<Deps, 'git'>, repo: RepoId, { name }: Decision, file: Extract<FileToSettle, { kind: 'whole' }>) {
  const bytesOf = async (oid: Oid | undefined) => (oid === undefined ? undefined : deps.git.blob(repo, oid))
  const [base, ours, theirs] = await Promise.all([bytesOf(file.base), bytesOf(file.ours), bytesOf(file.theirs)])
  const type = imageType(file.path)
  const side = (bytes: Uint8Array | undefined): ShownSide | undefined => bytes && {
    bytes: bytes.length, ...(type !== undefined && bytes.length <= longestPicture && { picture: `data:${type};base64,${Buffer.from(bytes).toString('base64')}` }),
  }
  const shown = { ...(ours && { ours: side(ours)! }), ...(theirs && { theirs: side(theirs)! }) }
  const textOf = (bytes: Uint8Array | undefined) => (bytes === undefined || bytes.length > longestText ? undefined : decodeExactly(bytes))
  const was = textOf(base) ?? ''
  const texts = type !== undefined ? [] : ([['ours', textOf(ours)], ['theirs', textOf(theirs)]] as const)
    .flatMap(([part, text]) => (text === undefined ? [] : [{ name, part, before: was, after: text }]))
  return { shown, texts }
}
