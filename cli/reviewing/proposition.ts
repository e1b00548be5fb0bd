import type { z } from 'zod'
import * as api from '../../forge/contract/api.js'
import type { ChangeView } from '../../forge/contract/views.js'
import type { Place } from '../place.js'
import { Refused } from '../refusals.js'

type Reading = z.output<typeof api.listChanges.reply>

/** A change with the number people call it by: its place among all those of the proposition. */
export interface NumberedChange extends ChangeView { readonly number: number }

/** A proposition as the terminal goes through it. */
export interface Proposition extends Omit<Reading, 'files'> {
  readonly files: readonly (Omit<Reading['files'][number], 'changes'> & { readonly changes: readonly NumberedChange[] })[]
  readonly changes: readonly NumberedChange[]
}

export const paramsOf = (place: Place, number: number) => ({ owner: place.owner, slug: place.slug, number })

export async function readProposition(place: Place, number: number): Promise<Proposition> {
  const reading = await place.client.call(api.listChanges, { params: paramsOf(place, number) })
  let count = 0
  const files = reading.files.map((file) => ({ ...file, changes: file.changes.map((change): NumberedChange => ({ ...change, number: ++count })) }))
  return { ...reading, files, changes: files.flatMap((file) => file.changes) }
}

/** The changes that `1,3` or `tout` name. Refuses what names none. */
export function changesNamed({ changes }: Proposition, list: string): readonly NumberedChange[] {
  if (/^(tout|tous|all)$/i.test(list.trim())) return changes
  return list.split(',').map((word) => {
    const found = changes.find(({ number }) => String(number) === word.trim())
    if (!found) throw new Refused('review.unknown_change', `Il n’y a pas de changement «\u00a0${word.trim()}\u00a0»\u00a0: cette proposition en a ${changes.length}. Donnez leurs numéros (1,3) ou «\u00a0tout\u00a0».`)
    return found
  })
}

/** Who proposed it; elsewhere, when it was brought from there. */
export const proposerOf = ({ proposedBy, importedFrom }: Reading['mergeRequest']): string => (importedFrom === null ? proposedBy.name : `${importedFrom.by} (importée par ${proposedBy.name})`)
