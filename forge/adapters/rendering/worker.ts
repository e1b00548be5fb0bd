/** Entry of the rendering worker threads. */
import type { Locale } from '../../domain/person.js'
import type { RenderRequest } from '../../domain/rendering.js'
import { compareWork, markdownWork } from './work.js'

export const markdown = (request: RenderRequest) => markdownWork(request)

export const compare = ({ before, after, locale }: { before: string; after: string; locale: Locale }) => compareWork(before, after, locale)
