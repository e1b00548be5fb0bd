/** Whatever two or three texts are thrown at the engine: the longest it works on any. */
import { timed } from '../../cli/processor-time.js'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { merge3 } from '../../forge/prose/merge.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { lostWords } from './lost-words.js'
import { ms, table } from './figures.js'
import { inputs } from './hostile-inputs.js'

/** A row for each: time of the comparison with its HTML, and of the merge, with all parsing; the answers are checked. */
export function benchHostile(): { tables: string; problems: string[] } {
  const problems: string[] = []
  const rows = Object.entries(inputs).map(([name, make]) => {
    const [base, ours, theirs] = make()
    const [{ diff, html }, diffMs] = timed(() => { const compared = diffTexts(base, ours); return { diff: compared, html: renderDiff(compared).html } })
    if (applyEdits(base, ours, diff.edits) !== ours) problems.push(`${name}: the edits do not give the new text`)
    const [outcome, mergeMs] = timed(() => merge3({ base, ours, theirs, git: { clean: false, text: '' } }))
    const shown = outcome.kind === 'clean' ? outcome.text : outcome.segments.map((each) => (each.kind === 'common' ? each.text : `${each.ours}\n${each.theirs}`)).join('\n')
    const { gone } = lostWords(base, ours, theirs, shown)
    if (gone.length > 0) problems.push(`${name}: the merge lost ${gone.slice(0, 5).join(', ')}`)
    return [name, `${Math.round(base.length / 1000)}`, ms(diffMs), `${Math.round(html.length / 1000)}`, ms(mergeMs)]
  })
  return { tables: `### Whatever is thrown at it\n\n${table(['input', 'k characters', 'comparison and HTML, ms of processor', 'k characters of HTML', 'merge, texts read too, ms of processor'], rows)}\n`, problems }
}
