/** Live news of open pages, by server-sent events (WHATWG HTML, §9.2): one stream a page, told when what it follows has changed. */
import type { Request, Response } from 'express'
import type { ResourceId } from '../domain/resource.js'
import type { Revisions } from '../domain/revisions.js'

export interface Live {
  /** Answers with a stream: what `state` says now, then again each time it says something else after a change of the resource. */
  follow(req: Request, res: Response, resource: ResourceId, state: () => Promise<object>): void
  /** How many pages are followed. */
  readonly count: number
}

/** More pages than this are not followed: they only miss news, which a reload brings. */
const mostStreams = 2_000
/** Proxies and our own time limit cut what says nothing for longer. */
const breathMs = 25_000

export function openLive(revisions: Revisions): Live {
  const streams = new Set<Response>()
  return {
    get count() { return streams.size },
    follow(req, res, resource, state) {
      // 204 tells the browser not to come back.
      if (streams.size >= mostStreams) { res.status(204).end(); return }
      res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' })
      res.flushHeaders()
      streams.add(res)
      let [last, isAsking, isAgain] = ['', false, false]
      const tell = async (): Promise<void> => {
        if (isAsking) { isAgain = true; return }
        isAsking = true
        try {
          do {
            isAgain = false
            const said = JSON.stringify(await state())
            if (said !== last && !res.writableEnded) { last = said; res.write(`data: ${said}\n\n`) }
          } while (isAgain)
        } catch { res.end() } finally { isAsking = false }
      }
      const stop = revisions.onChange((tags) => { if (tags.includes(`resource:${resource}`)) void tell() })
      const breath = setInterval(() => { res.write(': \n\n') }, breathMs)
      res.on('close', () => { stop(); clearInterval(breath); streams.delete(res) })
      void tell()
    },
  }
}
