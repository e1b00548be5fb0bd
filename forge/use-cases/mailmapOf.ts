import { parseMailmap, type Mailmap } from '../attribution/identities.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { decodeText } from './indexResource.js'

/** Above, a `.mailmap` is left unread: it is no list of names of one resource. */
const mailmapBytes = 500_000

/** What the published text's `.mailmap` says of names and addresses (gitmailmap(5)); undefined without one. */
export async function mailmapOf(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id' | 'tip'>): Promise<Mailmap | undefined> {
  if (resource.tip === undefined) return undefined
  try {
    const file = await deps.git.file(resource.id, resource.tip, '.mailmap', mailmapBytes)
    return file && parseMailmap(decodeText(file.bytes))
  } catch { return undefined }
}
