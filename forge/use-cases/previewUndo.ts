import { ForgeError } from '../domain/errors.js'
import type { Oid, PathChange, UnsettledFile } from '../domain/git.js'
import type { Actor, Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { RenderedComparison } from '../domain/rendering.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { fateOf, subjectOf, type Fate } from '../domain/undoing.js'
import { isAllowed, personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { textOf } from './indexResource.js'
import type { NamingAuthors } from './nameAuthors.js'
import { entriesOf, type HistoryEntry } from './readHistory.js'
import { readUndoings } from './readUndoings.js'
import { placeOf } from './renderFiche.js'
import { refuseBroken, takeBack, versionToTakeBack } from './takeBack.js'

/** What taking a version back would do, before anybody does it. */
export interface UndoPreview {
  readonly version: Oid
  readonly entry: HistoryEntry
  /** What it does to `subject`: the version itself, or the one it had taken back; and what became of that one so far. */
  readonly effect: 'undo' | 'redo'
  readonly subject: HistoryEntry
  readonly fate: Fate | undefined
  /** At once, or by a proposition. */
  readonly how: 'publish' | 'propose'
  readonly outcome:
    | { readonly kind: 'clean'; readonly comparison: RenderedComparison; readonly otherFiles: readonly PathChange[] }
    | { readonly kind: 'conflicts'; readonly published: Oid; readonly files: readonly UnsettledFile[] }
    /** It cannot be taken back: the key of the sentence that says why. */
    | { readonly kind: 'refused'; readonly error: ForgeError }
}

/** Refuses `unauthenticated`, `forbidden` as `propose` does, `not_found`. */
export async function previewUndo(
  deps: Pick<Deps, 'git' | 'renderer' | 'resources' | 'communities' | 'clock' | 'words'> & NamingAuthors, actor: Actor, input: { readonly resource: Resource; readonly version: Oid; readonly locale: Locale },
): Promise<UndoPreview> {
  const person = personActing(actor)
  const { resource, version, locale } = input
  await requireAllowed(deps, 'propose', actor, resource)
  const main = await deps.git.resolve(resource.id, MAIN)
  if (main === undefined) throw new ForgeError('not_found', 'not_found.version')
  const undoings = await readUndoings(deps, resource)
  const subject = subjectOf(undoings, version)
  const [entry, about] = await entriesOf(deps, resource, [await deps.git.commit(resource.id, version), await deps.git.commit(resource.id, subject.version)], new Map())
  if (entry === undefined || about === undefined) throw new ForgeError('not_found', 'not_found.version')
  const how = (await isAllowed(deps, 'publish', actor, resource)) ? 'publish' : 'propose'
  const outcome = await deps.git.keeping(resource.id, async (): Promise<UndoPreview['outcome']> => {
    try {
      const { before } = await versionToTakeBack(deps, resource, version, main)
      const by = signatureOf(deps, person, deps.clock.now())
      const taken = await takeBack(deps, { resource, version, before, main, by })
      if (taken.kind === 'conflicts') return taken
      const target = await deps.git.writeCommit(resource.id, { parents: [main], baseTree: taken.tree, files: new Map(), author: by, committer: by, message: 'preview' })
      await refuseBroken(deps, resource, main, target)
      const [now, then, changes] = await Promise.all([textOf(deps, resource.id, main, resource.mainPath), textOf(deps, resource.id, target, resource.mainPath), deps.git.changes(resource.id, main, target)])
      const place = await placeOf(deps, resource, { version: undefined, commit: main, path: resource.mainPath, text: now })
      return { kind: 'clean', comparison: await deps.renderer.compare(now, then, locale, { before: place, after: place }), otherFiles: changes.filter(({ path }) => path !== resource.mainPath) }
    } catch (error) {
      if (error instanceof ForgeError && error.refusal === 'invalid') return { kind: 'refused', error }
      throw error
    }
  })
  return { version, entry, effect: subject.effect, subject: about, fate: fateOf(undoings, subject.version), how, outcome }
}
