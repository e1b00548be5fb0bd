import { editHeader } from '../../content-schema/edit.js'
import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { createResource, freeSlug, ownerFor } from './createResource.js'
import { indexResource } from './indexResource.js'
import { blockingProblems } from './writeChange.js'
import { oneLine, someLines, versionMessage } from './versionMessage.js'
import { grantWords } from './grantWords.js'
import { textsTyped } from './incomingTexts.js'
import { judgeIncoming } from './judgeIncoming.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { noted, type Writing } from './writing.js'

/** The text of a new fiche: a header with the fields given, in their order, then the body. */
export function newFicheText(fields: Readonly<Record<string, unknown>>, body: string): string {
  const header = editHeader('', fields)
  const text = someBody(body)
  return text === '' ? header : `${header}\n${text}`
}

/** A typed body as a file holds it: `\n` line endings, one at its end, nothing else touched. */
const someBody = (typed: string): string => {
  const text = typed.replace(/\r\n?/g, '\n').replace(/^\n+/, '').trimEnd()
  return text === '' ? '' : `${text}\n`
}

/**
 * Publishes a new fiche in one's own space or in a community one belongs to; its author becomes its steward.
 * Refuses `invalid` (`fiche.has_problems`) while a required field is missing.
 */
export async function newFiche(deps: Writing, actor: Actor, input: {
  /** Handle of a person or a community. */
  readonly owner: string
  /** Header values by key. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly body: string
  /** Others that go with its first version. */
  readonly files?: ReadonlyMap<string, Uint8Array | string>
  /** Names of passages they wrote elsewhere and grant under its label. */
  readonly granting?: readonly string[]
  readonly reason?: string
  readonly at?: number
}): Promise<Resource> {
  const person = personActing(actor)
  const { owner, defaultRule } = await ownerFor(deps, actor, input.owner)
  const text = newFicheText(input.fields, input.body)
  const problems = blockingProblems(deps, { owner }, undefined, text)
  if (problems.length > 0) throw new ForgeError('invalid', 'fiche.has_problems', { problems })
  const title = oneLine(String(input.fields.titre ?? ''))
  const reason = someLines(input.reason ?? '') || 'Première version'
  return createResource(deps, actor, {
    owner, slug: await freeSlug(deps, owner.handle, title), rule: defaultRule, stewards: [person],
    first: { files: new Map([...(input.files ?? []), ['README.md', text]]), message: versionMessage(reason) }, ...(input.granting && { granting: input.granting }), ...(input.at !== undefined && { at: input.at }),
  })
}

/**
 * Publishes the first version of an empty resource, as its stewards may. Refuses `invalid` as newFiche does, `conflict` when a first
 * version came meanwhile.
 */
export async function publishFirst(deps: Writing, actor: Actor, input: { readonly resource: Resource; readonly fields: Readonly<Record<string, unknown>>; readonly body: string; readonly files?: ReadonlyMap<string, Uint8Array | string>; readonly granting?: readonly string[]; readonly at?: number }): Promise<Resource> {
  const person = personActing(actor)
  const { resource } = input
  await requireAllowed(deps, 'publish', actor, resource)
  const text = newFicheText(input.fields, input.body)
  const problems = blockingProblems(deps, resource, undefined, text)
  if (problems.length > 0) throw new ForgeError('invalid', 'fiche.has_problems', { problems })
  const author = signatureOf(deps, person, input.at ?? deps.clock.now())
  if (input.granting !== undefined && input.granting.length > 0) {
    const incoming = await judgeIncoming(deps, { resource, incoming: textsTyped(deps, resource.id, undefined, new Map([[resource.mainPath, text]])), proposer: person.id })
    await grantWords(deps, actor, { resource, incoming, names: input.granting })
  }
  return noted(deps, resource.id, 'publish', async () => {
    const commit = await deps.git.writeCommit(resource.id, { parents: [], baseTree: undefined, files: new Map([...(input.files ?? []), [resource.mainPath, text]]), author, committer: author, message: versionMessage('Première version') })
    if ((await movePublished(deps, await mayBePublished(deps, { resource, from: undefined, to: commit, proposer: person.id }))) === 'moved') throw new ForgeError('conflict', 'conflict.moved')
    const indexed = await indexResource(deps, resource.id)
    if (!indexed) throw new Error(`resource ${resource.id} was published but cannot be indexed`)
    return indexed
  })
}
