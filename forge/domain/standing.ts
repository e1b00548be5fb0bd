import { consentsTo, obstaclesTo, openQuestions, readersAskedAgain, readersOf, type Obstacle } from './decision.js'
import { asksSecondVoice } from './decision-rules.js'
import type { ChainEvent } from './git.js'
import type { MergeRequest, Verdict } from './merge-request.js'
import type { PersonId, PersonRef } from './person.js'
import type { Resource } from './resource.js'

/** Who speaks about a proposition, and from where. */
export interface Voices {
  /** Who wrote what is proposed, the proposer and co-authors among them: people with an account here. */
  readonly authors: ReadonlySet<PersonId>
  /** Who answers for the fiche: its stewards and its owner, then those of its community. */
  readonly stewards: readonly PersonRef[]
}

/** Where an open proposition stands: what is missing, who was consulted, who can act. */
export interface Standing {
  /** Who wrote what is proposed: people with an account here. */
  readonly authors: ReadonlySet<PersonId>
  readonly obstacles: readonly Obstacle[]
  /** Clarifying questions nobody answered. */
  readonly questions: readonly Verdict[]
  /** Each reader's answer to the present text, and who answered about an earlier one only. */
  readonly readers: readonly Verdict[]
  readonly askedAgain: readonly PersonRef[]
  /** How many readers still must consent. */
  readonly missing: number
  /** Who may integrate once nothing stands in the way; `members`: any member of the community. Empty: nobody yet. */
  readonly integrators: readonly PersonRef[] | 'members'
}

/** Reads a proposition's standing from its journal, at one moment. Pure. */
export function standingOf(input: { readonly resource: Resource; readonly request: MergeRequest; readonly verdicts: readonly Verdict[]; readonly chain: readonly ChainEvent[]; readonly voices: Voices; readonly now: number }): Standing {
  const { resource, request, verdicts, chain, voices: { authors, stewards }, now } = input
  const reading = { request, verdicts, authors }
  const obstacles = obstaclesTo({ ...reading, rule: resource.rule, now })
  const consents = obstacles.find((obstacle) => obstacle.kind === 'consents')
  return {
    authors, obstacles, questions: openQuestions({ verdicts, authors, chain }), readers: readersOf(reading), askedAgain: readersAskedAgain(reading),
    missing: consents === undefined ? 0 : consents.need - consents.have,
    integrators: resource.rule.kind === 'ouverte' && resource.owner.kind === 'community' ? 'members' : asksSecondVoice(resource.rule) ? secondVoices() : stewards,
  }

  function secondVoices(): readonly PersonRef[] {
    const others = stewards.filter(({ id }) => !authors.has(id))
    const readers = others.length < stewards.length ? consentsTo(reading).map(({ by }) => by).filter(({ id }) => !others.some((one) => one.id === id)) : []
    return [...others, ...readers]
  }
}
