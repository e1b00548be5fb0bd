import { authorsOf, distinctPeople, samePerson } from '../attribution/identities.js'
import type { Identity } from '../attribution/history.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { consentsIn, licenceEventsIn, licenceStoryOf, permissionsIn, type LicenceStory } from '../domain/licence-story.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { ProvenanceAnswer, ProvenanceQuestion, WordOrigin, WordsOfFile } from '../domain/provenance.js'
import type { SurvivingWords, WordAuthor } from '../domain/relicensing.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { foldedName } from '../domain/role-claim.js'
import { labelHistory, labelSince, type LabelChange } from './labelHistory.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { familyOf, questionOf } from './readProvenance.js'

export type ReadingWords = Pick<Deps, 'git' | 'resources' | 'provenance'> & NamingAuthors

/** Words of one origin, as they count in a change of label. */
export type Origin = Pick<WordOrigin, 'authors' | 'licence' | 'at' | 'commit' | 'repository' | 'since' | 'words'>

/**
 * The words of some texts at a version, with what their authors granted since. `whoChanges`: those who make the very change that is weighed, whose own words
 * it grants; `kept`: keeps only some of the words of a text. Refuses `conflict` (`licence.words_under_way`) while the history is being read. A history that cannot be read
 * through counts as everybody's: each of its authors is asked.
 */
export async function survivingWords(deps: ReadingWords, resource: Resource, input: {
  readonly at: Oid
  readonly paths: readonly string[]
  readonly to: string
  readonly whoChanges?: readonly Pick<PersonRef, 'id'>[]
  readonly kept?: (path: string, words: WordsOfFile) => Promise<readonly Origin[]>
  readonly besides?: readonly Origin[]
}): Promise<readonly SurvivingWords[]> {
  const { at, paths } = input
  const { committer } = await deps.git.commit(resource.id, at)
  const family = await familyOf(deps, resource, { commit: at, at: committer.at })
  const history = await labelHistory(deps, { ...resource, tip: at })
  const origins: Origin[] = [...input.besides ?? []]
  for (const path of paths) {
    const answer = await answered(deps, questionOf(resource, at, path, family))
    if (answer.kind === 'under_way') throw new ForgeError('conflict', 'licence.words_under_way', { done: answer.done, total: answer.total })
    if (answer.kind === 'failed') origins.push(...await everybodys(deps, resource, at, history))
    else origins.push(...(input.kept ? await input.kept(path, answer.words) : answer.words.origins))
  }
  const granted = await grantsIn(deps, resource)
  const nameOf = await nameAuthors(deps, origins.flatMap(({ authors }) => authors), [resource])
  const written = new Map<string, Set<string>>()
  for (const { authors } of origins) for (const author of authors) { const { key } = nameOf(author); written.set(key, (written.get(key) ?? new Set()).add(author.name)) }
  const authorFor = (identity: Identity): WordAuthor => { const person = nameOf(identity); return { ...person, writtenAs: [...written.get(person.key) ?? []].sort() } }
  const changing = new Set(input.whoChanges?.map(({ id }) => id))
  return origins.flatMap((origin): SurvivingWords[] => {
    const licence = origin.licence ?? labelSince(history, origin.at)
    // Nothing was ever stated over them: whoever states a licence first says it for the whole text, as for a new one.
    if (licence === undefined) return []
    const arrival = origin.repository === undefined ? origin.commit : origin.since.find(({ repository }) => repository === undefined)?.commit ?? origin.commit
    return [{ licence, words: origin.words, authors: origin.authors.map(authorFor), granted: (author) => [...(changing.has(author.key) ? [input.to] : []), ...granted(author, arrival)] }]
  })
}

/** Whoever changes a licence can wait a while for an answer; each question waits a moment itself. */
const patience = 12

async function answered(deps: Pick<Deps, 'provenance'>, question: ProvenanceQuestion): Promise<ProvenanceAnswer> {
  let answer = await deps.provenance.wordsOf(question)
  for (let asked = 1; answer.kind === 'under_way' && asked < patience; asked += 1) answer = await deps.provenance.wordsOf(question)
  return answer
}

/** What each person granted, by their own consent, or by a permission given under a name their words bear; only for words that were here by then. */
async function grantsIn(deps: Pick<Deps, 'git'>, resource: Resource): Promise<(author: WordAuthor, arrival: Oid) => readonly string[]> {
  const story = await freshStory(deps, resource)
  const consents = consentsIn(story)
  const permissions = permissionsIn(story)
  const versions = [...new Set([...consents, ...permissions].map(({ version }) => version))]
  const reached = new Map(await Promise.all(versions.map(async (version) => [version, await reachedBy(deps, resource, version)] as const)))
  return (author, arrival) => [
    ...(author.isConfirmed ? consents.filter(({ by, version }) => by.id === author.key && reached.get(version)?.has(arrival) === true) : []),
    // Whoever can answer here answers themselves: their no is stronger than what somebody says they wrote.
    ...permissions.filter(({ name, version, licence }) => reached.get(version)?.has(arrival) === true && author.writtenAs.some((one) => foldedName(one) === foldedName(name))
      && !(author.isConfirmed && story.answers.some(({ by, answer, licence: answered }) => by.id === author.key && answer === 'refused' && answered === licence))),
  ].map(({ licence }) => licence)
}

async function reachedBy(deps: Pick<Deps, 'git'>, { id }: Resource, version: Oid): Promise<ReadonlySet<Oid>> {
  if ((await deps.git.resolve(id, version)) === undefined) return new Set()
  return new Set((await deps.git.log(id, { from: [version] })).map(({ oid }) => oid))
}

/** The history cannot be read through: any of its authors may have written any of the words, under any of its labels, until their last version. */
async function everybodys(deps: Pick<Deps, 'git'>, resource: Resource, at: Oid, history: readonly LabelChange[]): Promise<readonly Origin[]> {
  const commits = await deps.git.log(resource.id, { from: [at] })
  const labels = new Set(history.flatMap(({ to }) => to ?? []))
  return distinctPeople(commits.flatMap((commit) => authorsOf(commit))).flatMap((author) => {
    const last = commits.find((commit) => authorsOf(commit).some((one) => samePerson(one, author)))
    return [...labels].map((licence) => ({ authors: [author], licence, at: 0, commit: last?.oid ?? at, since: [], words: 1 }))
  })
}

/** What people said of the licence, as the journal tells it now. */
export const freshStory = async (deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<LicenceStory> => licenceStoryOf(licenceEventsIn(await deps.git.events(resource.id, RESOURCE_JOURNAL)))
