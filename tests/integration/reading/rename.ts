import type { TestForge } from '../../support/forge.js'
import { RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { signatureOf } from '../../../forge/use-cases/authorship.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'

/** Gives a resource another address, as its journal tells it. */
export async function renameResource(forge: TestForge, resource: Resource, slug: string): Promise<void> {
  const { deps } = forge
  const [steward] = resource.stewards
  const person = steward && (await deps.people.find(steward.id))
  if (!person) throw new Error('no steward')
  await deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author: signatureOf(deps, person, deps.clock.now()), payload: { kind: 'renamed', actor: steward, slug } }])
  await indexResource(deps, resource.id)
}
