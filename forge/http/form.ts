import type { Request } from 'express'
import { z } from 'zod'
import { ForgeError } from '../domain/errors.js'

/** A line or a text as a form sends it; absent is empty, repeated is malformed. */
export const textField = (maximum: number) => z.string().max(maximum).default('')

/** The body of a form. Refuses `invalid` (malformed) what no form of ours can send; what people can correct is the use case's. */
export function readForm<T extends z.ZodType>(req: Request, shape: T): z.output<T> {
  const parsed = shape.safeParse(req.body ?? {})
  if (!parsed.success) throw new ForgeError('invalid', 'request.malformed')
  return parsed.data
}

/** Posted values by name, always as a list. */
export function postedOf(req: Request): (name: string) => readonly string[] | undefined {
  const body = (req.body ?? {}) as Record<string, unknown>
  return (name) => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined
    const values = Array.isArray(value) ? value : value === undefined ? [] : [value]
    return values.length > 0 && values.every((v) => typeof v === 'string') ? values : undefined
  }
}
