/** Entry of the rendering worker threads. */
import type { RenderRequest } from '../../domain/rendering.js'
import { compareWork, markdownWork, type CompareRequest } from './work.js'

export const markdown = (request: RenderRequest) => markdownWork(request)

export const compare = (request: CompareRequest) => compareWork(request)
