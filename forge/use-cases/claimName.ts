import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { nameClaimsOf, type NameClaim } from '../domain/name-claims.js'
import { foldedName } from '../domain/naming.js'
import { refTo, type Actor } from '../domain/person.js'
import { mustBeAllowed } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import type { RoleClaim } from '../domain/role-claim.js'
import { circumstancesOf, personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { nameTracesIn } from './nameTraces.js'
import { oneAtATime } from './oneAtATime.js'
import { readContributions, type Contributions } from './readContributions.js'
import { freshRoles } from './recordRole.js'
import { someLines } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

type Needs = Writing & Pick<Deps, 'people' | 'emails' | 'visitors' | 'naming'>

/** A name as the resource writes it, that may be claimed or contested: in its header, in its history, or given for what somebody did besides writing. */
export interface ClaimableName { readonly name: string; readonly where: 'header' | 'history' | 'role' }

/** Names written in a resource that no account here stands behind, each once, said where it is seen first. */
export function claimableNames({ own, lineage, declared, credited, creditedBefore }: Pick<Contributions, 'own' | 'lineage' | 'declared' | 'credited' | 'creditedBefore'>, roles: readonly RoleClaim[]): readonly ClaimableName[] {
  const waiting = roles.flatMap(({ holder, state }) => ('name' in holder && state !== 'withdrawn' ? [holder.name] : []))
  const standing = [...credited, ...creditedBefore].flatMap(({ person }) => (person.isConfirmed ? [] : [person.name]))
  const all: ClaimableName[] = [
    ...[...own, ...lineage].filter(({ person }) => !person.isConfirmed).map(({ person }) => ({ name: person.name, where: 'history' as const })),
    ...declared.map(({ nom }) => ({ name: nom, where: 'header' as const })),
    ...[...standing, ...waiting].map((name) => ({ name, where: 'role' as const })),
  ]
  return [...new Map([...all].reverse().map((one) => [foldedName(one.name), one])).values()].reverse()
}

/** What was said of names of this resource, and what was answered; oldest first. */
export async function readNameClaims(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<readonly NameClaim[]> {
  return nameClaimsOf(await deps.git.events(resource.id, RESOURCE_JOURNAL))
}

/**
 * Says that a name written in the resource is one's own, or that it should not stand there (so); kept in its journal, for its stewards to answer.
 * Refuses `invalid` for a name that is not written there or without a reason, `conflict` for what the person said already and nobody answered.
 */
export async function claimName(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly kind: NameClaim['kind']; readonly name: string; readonly text: string }): Promise<void> {
  const { resource, kind } = input
  const person = personActing(actor)
  mustBeAllowed('claim_name', await circumstancesOf(deps, actor, resource))
  const text = someLines(input.text, 2_000)
  const contributions = await readContributions(deps, resource)
  const asked = foldedName(input.name)
  const named = kind === 'claimed' ? claimableNames(contributions, await freshRoles(deps, resource)).map(({ name }) => name)
    : [...[...contributions.own, ...contributions.lineage].flatMap(({ person: { name, hidden } }) => (hidden === undefined ? [name] : [])), ...contributions.declared.map(({ nom }) => nom)]
  const name = named.find((one) => foldedName(one) === asked)
  if (name === undefined) throw new ForgeError('invalid', 'naming.not_written_here', { field: 'nom' })
  if (text === '') throw new ForgeError('invalid', 'naming.reason_missing', { field: 'motif' })
  await oneAtATime(resource.id, async () => {
    const waiting = (await readNameClaims(deps, resource)).some((claim) => claim.by.id === person.id && claim.kind === kind && foldedName(claim.name) === asked && claim.answers.length === 0)
    if (waiting) throw new ForgeError('conflict', 'naming.said_already')
    await recorded(deps, resource, { kind: kind === 'claimed' ? 'name_claimed' : 'name_contested', actor: refTo(person), name, text }, actor)
  })
}

/** Answers what somebody said of a name. A second answer counts more than the first, and both stay. Refuses `forbidden` for one's own claim, `not_found`, `invalid` without a reason. */
export async function answerNameClaim(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly claim: Oid; readonly accepted: boolean; readonly reason: string }): Promise<void> {
  const { resource, accepted } = input
  const person = personActing(actor)
  const reason = someLines(input.reason, 2_000)
  await oneAtATime(resource.id, async () => {
    const claim = (await readNameClaims(deps, resource)).find(({ id }) => id === input.claim)
    if (!claim) throw new ForgeError('not_found', 'naming.no_claim')
    mustBeAllowed('answer_name_claim', { ...(await circumstancesOf(deps, actor, resource)), claimedBy: claim.by.id })
    if (reason === '') throw new ForgeError('invalid', 'naming.reason_missing', { field: 'motif' })
    await recorded(deps, resource, { kind: 'name_answered', actor: refTo(person), claim: claim.id, accepted, reason }, actor)
    if (claim.kind !== 'claimed') return
    // Whoever is not named here by choice is not named by what was just recognised either.
    const indexed = await deps.resources.find(resource.id)
    if (indexed && (await deps.naming.of(claim.by.id)).length > 0) await deps.naming.trace([await nameTracesIn(deps, claim.by.id, indexed)])
  })
}

async function recorded(deps: Needs, resource: Resource, payload: { readonly kind: string } & Readonly<Record<string, unknown>>, actor: Actor): Promise<void> {
  const author = signatureOf(deps, personActing(actor), deps.clock.now())
  await noted(deps, resource.id, 'journal', async () => {
    await deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author, payload }])
    await indexResource(deps, resource.id)
  })
}
