import { newProblems, type Problem } from '../../content-schema/check.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { isWordsType } from '../../content-schema/fields.js'
import { typeOfWords } from '../../content-schema/words-as-fiches/read.js'
import { ForgeError } from '../domain/errors.js'
import { profileFor, type Words } from '../domain/lexicon.js'
import type { Oid } from '../domain/git.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { signatureOf } from './authorship.js'
import { textOf } from './indexResource.js'
import { coAuthorTrailers, versionMessage, type CoAuthor } from './versionMessage.js'

/** New contents by path; null removes the file. */
export type Change = ReadonlyMap<string, string | Uint8Array | null>

/** What one person changes in a fiche, and why: to be published, or proposed. */
export interface ExplainedChange {
  readonly resource: Resource
  /** The published version the person started from. */
  readonly base: Oid
  readonly files: Change
  readonly title: string
  /** Why, in their words. */
  readonly reason: string
  readonly coAuthors?: readonly CoAuthor[]
  readonly at?: number
}

/**
 * Writes one person's version on top of `parent`; no ref moves.
 *
 * Refuses `invalid` (`fiche.has_problems`, with the list) for blocking problems that the change adds to the main file — what was
 * wrong before does not stop anybody — and `change.nothing` when the result is the same as `parent`.
 */
export async function writeChange(deps: Pick<Deps, 'git' | 'settings' | 'clock' | 'words'>, person: Person, input: {
  readonly resource: Resource
  readonly parent: Oid
  readonly files: Change
  readonly title: string
  readonly explanation: string
  readonly coAuthors?: readonly CoAuthor[]
  readonly at?: number
}): Promise<Oid> {
  const { resource, parent, files } = input
  await refuseNewProblems(deps, resource, parent, files)
  const author = signatureOf(deps, person, input.at ?? deps.clock.now())
  const before = await deps.git.commit(resource.id, parent)
  const message = versionMessage(input.title, input.explanation, coAuthorTrailers(author.email, input.coAuthors ?? []))
  const commit = await deps.git.writeCommit(resource.id, { parents: [parent], baseTree: before.tree, files, author, committer: author, message })
  if ((await deps.git.commit(resource.id, commit)).tree === before.tree) throw new ForgeError('invalid', 'change.nothing')
  return commit
}

/** Refuses `invalid` for blocking problems that `files` add to the main file of `parent`. */
export async function refuseNewProblems(deps: Pick<Deps, 'git' | 'words'>, resource: Resource, parent: Oid, files: Change): Promise<void> {
  if (!files.has(resource.mainPath)) return
  const after = files.get(resource.mainPath)
  if (after === null) throw new ForgeError('invalid', 'change.main_file_removed', { path: resource.mainPath })
  const text = typeof after === 'string' ? after : new TextDecoder('utf-8', { ignoreBOM: true }).decode(after)
  const problems = blockingProblems(deps, resource, await textOf(deps, resource.id, parent, resource.mainPath), text)
  if (problems.length > 0) throw new ForgeError('invalid', 'fiche.has_problems', { problems })
}

/** The blocking problems a new text adds to a fiche (`before` undefined: a new one), in the terms of its community. */
export function blockingProblems(deps: Pick<Deps, 'words'>, resource: Pick<Resource, 'owner'>, before: string | undefined, after: string): readonly Problem[] {
  const problems = newProblems(before, after, profileFor(deps.words, resource.owner)).filter((problem) => problem.severity === 'block')
  return before === undefined ? [...problems, ...twinOf(deps.words, resource.owner, after)] : problems
}

/** A new list or profile where there is one already: it would never count. */
function twinOf(words: Words, owner: Resource['owner'], text: string): readonly Problem[] {
  const fiche = parseFiche(text)
  if (owner.kind !== 'community' || !isWordsType(fiche.fields.type)) return []
  const { lists, profiles, lexicon } = words.inForce()
  const held = typeOfWords(fiche, owner.handle, lexicon)
  const there = held?.kind === 'list' ? lists.get(held.vocabulary.id) : profiles.get(owner.handle)
  if (!there) return []
  const address = `${there.owner}/${there.slug}`
  return [{
    rule: 'mots-en-double', field: held?.kind === 'list' ? 'notation' : 'type', line: 1, severity: 'block',
    fr: held?.kind === 'list' ? `Une liste de ce nom court existe déjà\u00a0: ${address}.` : `Cette communauté a déjà un profil\u00a0: ${address}.`,
    en: held?.kind === 'list' ? `A list of this short name exists already: ${address}.` : `This community has a profile already: ${address}.`,
    wayOutFr: 'Proposez-lui vos changements, ou prenez un autre nom court.', wayOutEn: 'Propose your changes to it, or take another short name.',
  }]
}

/** What a new text adds that would be worth a look and stops nobody, in the terms of its community. */
export function problemsToSee(deps: Pick<Deps, 'words'>, resource: Pick<Resource, 'owner'>, before: string | undefined, after: string): readonly Problem[] {
  return newProblems(before, after, profileFor(deps.words, resource.owner)).filter((problem) => problem.severity === 'warn')
}
