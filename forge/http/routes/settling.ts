import type { Request } from 'express'
import { decisionsOf, type FileToSettle } from '../../domain/settling.js'
import type { Choice } from '../../use-cases/settlePassages.js'

/** The choices a settle form posts: one value a decision, and the text of those who write their own. Anything else is no choice. */
export function choicesPosted(req: Request, files: readonly FileToSettle[]): ReadonlyMap<string, Choice> {
  const body = (req.body ?? {}) as Record<string, unknown>
  const choices = new Map<string, Choice>()
  for (const name of decisionsOf(files)) {
    const value = body[name]
    if (value === 'ours' || value === 'theirs' || value === 'suggestion' || value === 'both') choices.set(name, value)
    else if (value === 'texte') {
      const text = body[`${name}.texte`]
      if (typeof text === 'string') choices.set(name, { text: text.replace(/\r\n?/g, '\n') })
    }
  }
  return choices
}
