import type { Request, Response } from 'express'
import { repairAtAccess } from '../../use-cases/recoverPending.js'
import { startImproving, type Editing } from '../../use-cases/improve.js'
import type { HttpParts } from '../context.js'
import { postedOf } from '../form.js'
import { asked, resourceAt } from './reading.js'

/** The text that a request edits: the file and the proposition its address names, on the version its form was opened on. Undefined once an old address was followed. */
export async function editingAsked(parts: HttpParts, req: Request, res: Response): Promise<Editing | undefined> {
  const { deps } = parts
  const found = await resourceAt(parts, req, res)
  if (!found) return undefined
  const resource = await repairAtAccess(deps, found)
  const proposal = Number(asked(req, 'proposition'))
  const path = asked(req, 'fichier', 4096)
  const openedOn = postedOf(req)('depart')?.[0]
  return startImproving(deps, req.forge.actor, { resource, ...(openedOn !== undefined && { openedOn }), ...(path !== undefined && { path }), ...(Number.isSafeInteger(proposal) && proposal > 0 && { proposal }) })
}
