import { ForgeError } from '../domain/errors.js'
import type { ImportLocation, ImportProgress, SourceHistory } from '../domain/importing.js'
import type { Actor, Person } from '../domain/person.js'
import type { Owner } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { ownerFor } from './createResource.js'
import { importFiles } from './importFiles.js'
import { importProposals } from './importProposals.js'
import { importWhole } from './importWhole.js'
import type { ImportContext, Importing, ImportResult } from './importing.js'

export type { ImportedProposal, ImportedResource, ImportResult, SkippedFile } from './importing.js'

export interface ImportInput {
  readonly location: ImportLocation
  /** Handle of the community (or person) that receives the resources. */
  readonly owner: string
  /** Handle of who becomes garant·e instead of the person importing. */
  readonly steward?: string
  /** Git pathspecs: one resource for each file they match. Without them, one resource for the whole source. */
  readonly pathspecs?: readonly string[]
  /** Folders of the source that held the same files, under the same names, before. */
  readonly olderFolders?: readonly string[]
  /** Refs of the source under which changes are offered to it (one `*` each): those that its text has not taken become propositions. */
  readonly proposals?: readonly string[]
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: ImportProgress) => void
}

/**
 * Brings resources from another repository with their whole history: every author, date and message kept, no credit to who imports.
 *
 * What it makes is listed all at once or not at all: a cancelled or failed import removes what it had made (propositions come after, and
 * those already open stay). Repeating it adds only what is new. Refuses `forbidden` outside one's communities, `not_found` when no file matches, and what `Histories.open` refuses.
 */
export async function importHistory(deps: Importing, actor: Actor, input: ImportInput): Promise<ImportResult> {
  const person = personActing(actor)
  await requireAllowed(deps, 'adapt', actor)
  const isWhole = input.pathspecs === undefined || input.pathspecs.length === 0
  if (!isWhole && input.proposals !== undefined && input.proposals.length > 0) throw new ForgeError('invalid', 'import.proposals_whole_only')
  const { owner, defaultRule } = await ownerFor(deps, actor, input.owner)
  const steward = await stewardFor(deps, person, owner, input.steward)
  const context: ImportContext = { actor, person, owner, rule: defaultRule, steward, signal: input.signal, onProgress: input.onProgress }
  try {
    const source = await deps.histories.open(input.location, { offered: input.proposals ?? [], ...(input.signal && { signal: input.signal }), ...(input.onProgress && { onProgress: input.onProgress }) })
    try {
      if (!isWhole) return await importFiles(deps, context, source, { pathspecs: input.pathspecs ?? [], olderFolders: input.olderFolders ?? [] })
      const result = await importWhole(deps, context, source)
      return (input.proposals ?? []).length === 0 ? result : await withProposals(deps, context, source, result)
    } finally { await source.close() }
  } catch (error) {
    if (input.signal?.aborted) throw new ForgeError('unavailable', 'import.cancelled')
    throw error
  }
}

/** Propositions of the one resource that the whole source became. */
async function withProposals(deps: Importing, context: ImportContext, source: SourceHistory, result: ImportResult): Promise<ImportResult> {
  const [made] = result.resources
  const resource = made && (await deps.resources.findByAddress(made.owner, made.slug))
  return resource ? { ...result, proposals: await importProposals(deps, context, source, resource) } : result
}

/** Who answers for what is imported. Somebody else must belong to the community that receives it. */
async function stewardFor(deps: Importing, importer: Person, owner: Owner, handle: string | undefined): Promise<Person> {
  if (handle === undefined || handle === importer.handle) return importer
  const steward = (await deps.people.findByHandle(handle)) ?? undefined
  if (!steward) throw new ForgeError('not_found', 'not_found.person', { handle })
  const belongs = owner.kind === 'person' ? owner.id === steward.id : (await deps.communities.membership(owner.id, steward.id)) !== undefined
  if (!belongs && !importer.isAdmin) throw new ForgeError('forbidden', 'import.steward_not_member', { handle, owner: owner.handle })
  return steward
}
