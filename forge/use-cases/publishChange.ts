import type { Oid, UnsettledFile } from '../domain/git.js'
import { ForgeError } from '../domain/errors.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { writeChange, type ExplainedChange } from './writeChange.js'
import { noted, type Writing } from './writing.js'

export type Published =
  | { readonly kind: 'published'; readonly commit: Oid; readonly resource: Resource }
  /** The fiche moved meanwhile and Git cannot put both together: `published` is its present version. Nothing was written. */
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly files: readonly UnsettledFile[] }

/**
 * Publishes one person's changes as the next version, where the decision rule lets them.
 *
 * When the fiche moved since `base`, what Git merges cleanly is taken as Git made it, and the version stays the person's own.
 * Refuses `invalid` as `writeChange` does, `forbidden` while a licence stops it, `conflict` for a label that its words do not allow (`mayBePublished`). Drafts of the changed files end.
 */
export async function publishChange(deps: Writing & Pick<Deps, 'drafts'>, actor: Actor, input: ExplainedChange): Promise<Published> {
  const person = personActing(actor)
  const { resource, base } = input
  await requireAllowed(deps, 'publish', actor, resource)
  const outcome = await deps.git.keeping(resource.id, async (): Promise<Published> => {
    const mine = await writeChange(deps, person, { ...input, parent: base, explanation: input.reason })
    return oneAtATime(resource.id, () => noted(deps, resource.id, 'publish', async (): Promise<Published> => {
      for (;;) {
        const main = await deps.git.resolve(resource.id, MAIN)
        if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
        let commit = mine
        if (main !== base) {
          const merge = await deps.git.mergeTrees(resource.id, main, mine)
          if (merge.kind === 'conflicts') return { kind: 'conflicts', published: main, files: merge.files }
          if (merge.tree === (await deps.git.commit(resource.id, main)).tree) throw new ForgeError('invalid', 'change.already_published')
          const { author, committer, message } = await deps.git.commit(resource.id, mine)
          commit = await deps.git.writeCommit(resource.id, { parents: [main], baseTree: merge.tree, files: new Map(), author, committer, message })
        }
        const judged = await mayBePublished(deps, { resource, from: main, to: commit, proposer: person.id, whoChanges: [refTo(person)] })
        if ((await movePublished(deps, judged, signatureOf(deps, person, input.at ?? deps.clock.now()))) === 'moved') continue
        const indexed = await indexResource(deps, resource.id)
        if (!indexed) throw new Error(`resource ${resource.id} was published but cannot be indexed`)
        return { kind: 'published', commit, resource: indexed }
      }
    }))
  })
  if (outcome.kind === 'published') for (const path of input.files.keys()) await deps.drafts.remove(person.id, resource.id, path)
  return outcome
}
