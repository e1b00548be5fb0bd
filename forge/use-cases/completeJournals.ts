import type { Deps } from '../domain/ports.js'
import { indexMergeRequestsOf, type IndexingProposals } from './indexResource.js'

/** Reads into the index the journals that it lacks, made before it kept them. Answers how many resources were looked at. */
export async function completeJournals(deps: IndexingProposals & Pick<Deps, 'log'>): Promise<number> {
  const incomplete = await deps.journals.incomplete()
  for (const id of incomplete) {
    try { await indexMergeRequestsOf(deps, id) } catch (error) { deps.log.error({ err: error, resource: id }, 'journals of a resource could not be read into the index') }
  }
  return incomplete.length
}
