import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { subjectName, type Subject } from '../domain/inbox.js'
import { personActing } from './access.js'

/** Remembers that somebody has looked at a proposition (or, with `number` 0, at what is said of a text) as it is now. Nothing for visitors. */
export async function markSeen(deps: Pick<Deps, 'seen'>, actor: Actor, subject: Subject, tip: { readonly oid: string; readonly at: number } | undefined): Promise<void> {
  if (actor.kind === 'person' && tip) await deps.seen.mark(actor.person.id, [{ ...subject, tip: tip.oid, at: tip.at }])
}

/** « Tout marquer comme vu »: their own propositions, and every place with a message for them. Refuses `unauthenticated`. */
export async function markAllSeen(deps: Pick<Deps, 'seen' | 'journals' | 'mergeRequests'>, actor: Actor): Promise<void> {
  const person = personActing(actor)
  const [mentions, own] = await Promise.all([deps.journals.mentionsOf(refTo(person), { limit: 1_000 }), deps.mergeRequests.by(person.id, 0)])
  const subjects = [...new Map([...mentions, ...own].map(({ resource, number }) => [subjectName({ resource, number }), { resource, number }])).values()]
  const journals = await deps.journals.of(subjects)
  await deps.seen.mark(person.id, subjects.flatMap((subject) => {
    const tip = journals.get(subjectName(subject))?.at(-1)
    return tip ? [{ ...subject, tip: tip.oid, at: tip.at }] : []
  }))
}
