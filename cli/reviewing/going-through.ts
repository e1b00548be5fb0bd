import type { Asking } from '../asking.js'
import { changeLines, type Style } from './changes-shown.js'
import type { NumberedChange, Proposition } from './proposition.js'

/** What one person answers, before anything is sent. */
export interface Answers {
  readonly decisions: ReadonlyMap<NumberedChange, { readonly decision: 'accepted' | 'not_kept'; readonly reason: string }>
  readonly comments: readonly { readonly change: NumberedChange; readonly text: string }[]
}

const keys = 'a accepter · n ne pas retenir · c commenter · s suivant · p précédent · q arrêter là'

/** Shows each change in turn and takes an answer about it. Nothing is sent: that is for the end. */
export async function goThrough(asking: Asking, { changes }: Proposition, style: Style): Promise<Answers> {
  const decisions = new Map<NumberedChange, { decision: 'accepted' | 'not_kept'; reason: string }>()
  const comments: { change: NumberedChange; text: string }[] = []
  asking.say(keys)
  let at = 0
  while (at < changes.length) {
    const change = changes[at] as NumberedChange
    asking.show(['', ...changeLines(change, style)])
    const given = decisions.get(change)
    const key = (await asking.line(`${at + 1} sur ${changes.length}${given ? ` (${given.decision === 'accepted' ? 'accepté' : 'non retenu'})` : ''} — a/n/c/s/p/q\u00a0?`)).toLowerCase()
    switch (key) {
      case 'a': decisions.set(change, { decision: 'accepted', reason: '' }); at += 1; break
      case 'n': {
        const reason = await asking.line('Pourquoi\u00a0? La personne qui l’a proposé lira cette raison\u00a0:')
        if (reason === '') asking.say('Sans raison, le changement reste à décider.')
        else { decisions.set(change, { decision: 'not_kept', reason }); at += 1 }
        break
      }
      case 'c': {
        const text = await asking.line('Votre commentaire\u00a0:')
        if (text !== '') comments.push({ change, text })
        break
      }
      case 's': case '': at += 1; break
      case 'p': at = Math.max(0, at - 1); break
      case 'q': return { decisions, comments }
      default: asking.say(keys)
    }
  }
  return { decisions, comments }
}
