/** Entry of the rendering worker threads. */
import type { RenderRequest, TextPair } from '../../domain/rendering.js'
import {
  compareWork, effortWork, markdownWork, markedWork, reviewWork, summaryWork, touchedWork, wholeWork,
  type CompareRequest, type EffortRequest, type MarkedRequest, type SummaryRequest, type WholeRequest,
} from './work.js'

export const markdown = (request: RenderRequest) => markdownWork(request)

export const marked = (request: MarkedRequest) => markedWork(request)

export const whole = (request: WholeRequest) => wholeWork(request)

export const compare = (request: CompareRequest) => compareWork(request)

export const summary = (request: SummaryRequest) => summaryWork(request)

export const touched = (request: TextPair) => touchedWork(request)

export const review = (request: CompareRequest) => reviewWork(request)

export const effort = (request: EffortRequest) => effortWork(request)
