import { Router, type Request, type Response } from 'express'
import type { z } from 'zod'
import * as api from '../../contract/api.js'
import { ForgeError } from '../../domain/errors.js'
import { personActing } from '../../use-cases/access.js'
import { importHistory, type ImportInput } from '../../use-cases/importHistory.js'
import type { HttpParts } from '../context.js'

/** Imports keep the processor and the disk busy for a while: a few at once. */
const mostAtOnce = 2

/** `/api/v1/imports`: a source by its address, or a bundle sent as the body. The answer comes when all is in place; leaving cancels. */
export function importRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  let underWay = 0

  async function answer(req: Request, res: Response, work: (signal: AbortSignal) => Promise<object>): Promise<void> {
    personActing(req.forge.actor)
    if (underWay >= mostAtOnce) throw new ForgeError('too_many', 'import.busy')
    underWay += 1
    const leaving = new AbortController()
    const left = () => { if (!res.writableEnded) leaving.abort() }
    res.on('close', left)
    try {
      const result = await work(leaving.signal)
      res.status(201).set('Cache-Control', 'private, no-store').json(result)
    } finally {
      underWay -= 1
      res.off('close', left)
    }
  }

  router.post(api.importSource.path, (req, res) => answer(req, res, (signal) => {
    const asked = parsed(api.importSource.body!, req.body)
    return importHistory(deps, req.forge.actor, { location: { kind: 'url', url: asked.source }, ...inputOf(asked), signal })
  }))

  router.post(api.importBundle.path, (req, res) => answer(req, res, async (signal) => {
    const asked = parsed(api.importBundle.query as z.ZodType<{ owner: string; name: string; steward?: string; files: string[]; olderFolders: string[]; proposals: string[] }>, req.query)
    const bundle = await deps.histories.receive(req, deps.settings.maxPushBytes)
    try {
      return await importHistory(deps, req.forge.actor, { location: { kind: 'bundle', file: bundle.file, name: asked.name }, ...inputOf(asked), signal })
    } finally { await bundle.discard() }
  }))
  return router
}

function inputOf(asked: { owner: string; steward?: string | undefined; files: readonly string[]; olderFolders: readonly string[]; proposals: readonly string[] }): Pick<ImportInput, 'owner' | 'steward' | 'pathspecs' | 'olderFolders' | 'proposals'> {
  return { owner: asked.owner, pathspecs: asked.files, olderFolders: asked.olderFolders, proposals: asked.proposals, ...(asked.steward !== undefined && { steward: asked.steward }) }
}

function parsed<T extends z.ZodType>(type: T, value: unknown): z.output<T> {
  const result = type.safeParse(value)
  if (result.success) return result.data
  throw new ForgeError('invalid', 'request.fields', { problems: result.error.issues.map((issue) => ({ field: issue.path.join('.'), fr: issue.message, en: issue.message })) })
}
