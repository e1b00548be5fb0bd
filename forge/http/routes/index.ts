import type { Router } from 'express'
import type { HttpParts } from '../context.js'

/** Every noun's routes, in the order they are tried: fixed addresses first, then `/<owner>/<slug>`. */
export function allRouters(_parts: HttpParts): Router[] {
  return []
}
