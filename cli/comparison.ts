import { diffTexts } from '../forge/prose/diff.js'
import { renderDiff } from '../forge/prose/render-diff.js'
import { timed } from './processor-time.js'

/** The answer to one pair of `communs comparer --lot`; field names are those of the format. `ms`: processor time, parses and HTML included. */
export function comparison(pair: { readonly old: string; readonly new: string }): object {
  const [{ diff, html }, ms] = timed(() => {
    const compared = diffTexts(pair.old, pair.new)
    return { diff: compared, html: renderDiff(compared).html }
  })
  return { edits: diff.edits, html, summary_fr: diff.summary.fr, ms }
}
