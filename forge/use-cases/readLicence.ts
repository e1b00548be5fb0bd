import { identify } from '../../content-schema/licences/identify.js'
import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import { ForgeError } from '../domain/errors.js'
import type { AskReading, LicenceFact, LicenceReading } from '../domain/licence-reading.js'
import { lastAnswerOf, openAsks, permissionsIn, type LicenceStory, type RelicenceAsk } from '../domain/licence-story.js'
import { visitor, type Actor } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { Relicensing } from '../domain/relicensing.js'
import type { Resource } from '../domain/resource.js'
import { circumstancesOf } from './access.js'
import { weighChange } from './askRelicensing.js'
import { labelHistory, type LabelChange } from './labelHistory.js'
import { labelAt } from './labels.js'
import { mailmapOf } from './mailmapOf.js'
import { nameAuthors } from './nameAuthors.js'
import { freshStory, type ReadingWords } from './survivingWords.js'

type Needs = ReadingWords & Pick<Deps, 'communities'>

/** Changes asked for that are weighed on one page. */
const mostWeighed = 5

/** All that is said of the licence of a resource, as one reader meets it. `towards`: a label the reader looks at; what names no licence is passed over. */
export async function readLicence(deps: Needs, actor: Actor, resource: Resource, towards?: string): Promise<LicenceReading> {
  const [story, history, circumstances] = await Promise.all([freshStory(deps, resource), labelHistory(deps, resource), circumstancesOf(deps, actor, resource)])
  const label = resource.tip === undefined ? undefined : await labelAt(deps, resource, resource.tip)
  const mayChange = may('change_licence', circumstances)
  const asks: AskReading[] = []
  for (const ask of openAsks(story, label).slice(-mostWeighed).reverse()) asks.push(await askReading(deps, actor, resource, story, ask, { mayChange, mayAnswer: may('answer_relicensing', circumstances) }))
  const to = towards === undefined ? undefined : identify(towards)?.id
  const change = to === undefined || isSameLabel(to, label) || resource.tip === undefined ? undefined
    : { to, weighed: await weighedOrNot(deps, mayChange ? actor : visitor, resource, to), isAsked: asks.some(({ licence }) => isSameLabel(licence, to)) }
  return {
    facts: latestFirst([...labelFacts(history, await namesIn(deps, resource, history)), ...storyFacts(story)]),
    label, asks, mayChange, change, permissions: permissionsIn(story),
  }
}

/** Of the same moment, what follows from something comes above it, as what is later does. */
const latestFirst = (facts: readonly LicenceFact[]): readonly LicenceFact[] =>
  facts.map((fact, place) => ({ fact, place })).sort((a, b) => b.fact.at - a.fact.at || b.place - a.place).map(({ fact }) => fact)

async function namesIn(deps: Needs, resource: Resource, history: readonly LabelChange[]) {
  return nameAuthors(deps, history.flatMap(({ authors }) => authors), [resource], await mailmapOf(deps, resource))
}

function labelFacts(history: readonly LabelChange[], nameOf: Awaited<ReturnType<typeof nameAuthors>>): LicenceFact[] {
  return history.flatMap(({ at, from, to, commit, authors, clarified }): LicenceFact[] => {
    if (clarified !== undefined && to !== undefined) return [{ kind: 'clarified', at, event: undefined, to, by: clarified.by, text: clarified.reason }]
    return commit === undefined ? [] : [{ kind: 'label', at, event: undefined, from, to, commit, by: [...new Map(authors.map((author) => { const person = nameOf(author); return [person.key, person] })).values()] }]
  })
}

function storyFacts({ asks, answers, permissions }: LicenceStory): LicenceFact[] {
  return [
    ...asks.flatMap(({ event, at, by, licence, reason, closed }): LicenceFact[] => [
      { kind: 'asked', at, event, by, licence, text: reason }, ...(closed ? [{ kind: 'closed' as const, at: closed.at, event: undefined, by: closed.by, licence, text: closed.reason }] : []),
    ]),
    ...answers.map(({ event, at, by, licence, answer, text }): LicenceFact => ({ kind: answer, at, event, by, licence, text })),
    ...permissions.flatMap(({ event, at, by, licence, name, text, withdrawn }): LicenceFact[] => [
      { kind: 'permission', at, event, by, licence, name, text }, ...(withdrawn ? [{ kind: 'permission_withdrawn' as const, at: withdrawn.at, event: undefined, by: withdrawn.by, licence, name, text: withdrawn.reason }] : []),
    ]),
  ]
}

async function askReading(deps: Needs, actor: Actor, resource: Resource, story: LicenceStory, ask: RelicenceAsk, rights: { readonly mayChange: boolean; readonly mayAnswer: boolean }): Promise<AskReading> {
  // Nobody's own words are taken for granted here: who asked says yes by changing the licence.
  const weighed = await weighedOrNot(deps, visitor, resource, ask.licence)
  const needed = weighed ? [...weighed.missing, ...weighed.agreed] : []
  const self = actor.kind === 'person' ? actor.person.id : undefined
  const isConcerned = self !== undefined && (ask.people.some(({ id }) => id === self) || needed.some(({ key }) => key === self))
  const answerOf = (id: string) => lastAnswerOf(story, id, ask.licence)
  return {
    event: ask.event, by: ask.by, at: ask.at, licence: ask.licence, reason: ask.reason, weighed,
    people: needed.sort((a, b) => (a.name < b.name ? -1 : 1)).map((person) => {
      const answer = person.isConfirmed ? answerOf(person.key) : undefined
      return { person, hasAgreed: weighed?.agreed.some(({ key }) => key === person.key) === true, answer: answer && { kind: answer.answer, at: answer.at, text: answer.text } }
    }),
    may: { answer: isConcerned && rights.mayAnswer, close: rights.mayChange || self === ask.by.id },
    own: self === undefined ? undefined : answerOf(self)?.answer,
  }
}

/** Undefined while the history of the words is being read. */
async function weighedOrNot(deps: ReadingWords, actor: Actor, resource: Resource, licence: string): Promise<Relicensing | undefined> {
  try { return await weighChange(deps, actor, resource, licence) } catch (error) {
    if (error instanceof ForgeError && error.key === 'licence.words_under_way') return undefined
    throw error
  }
}
