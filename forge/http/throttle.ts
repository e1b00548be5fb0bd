import type { Request, Response } from 'express'
import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit'

export interface Throttle {
  readonly windowMinutes: number
  readonly limit: number
  /** Whose attempts are counted together; undefined: not counted. */
  key(req: Request): string | undefined
  /** Which answers count: refusals only (guessing), or everything. */
  readonly counts: 'refusals' | 'all'
  /** Answers instead of the route; status and Retry-After are set already. */
  refuse(req: Request, res: Response): void | Promise<void>
}

/** The network a request comes from: an IPv4 address, or the /56 that one subscriber has in IPv6. */
export const networkOf = (req: Request): string => ipKeyGenerator(req.ip ?? '', 56)

/** Limits attempts, in memory (a restart forgives; several processes would each count their own). `resetKey` of what it answers forgets one key's attempts. */
export function throttle(options: Throttle): RateLimitRequestHandler {
  return rateLimit({
    windowMs: options.windowMinutes * 60_000, limit: options.limit, standardHeaders: false, legacyHeaders: false, validate: false,
    keyGenerator: (req) => options.key(req) ?? '', skip: (req) => options.key(req) === undefined,
    skipSuccessfulRequests: options.counts === 'refusals', requestWasSuccessful: (_req, res) => res.statusCode < 400,
    handler: async (req, res) => {
      res.status(429).set('Retry-After', String(options.windowMinutes * 60))
      await options.refuse(req, res)
    },
  })
}
