/** Figures as Markdown. */
import { table } from '../prose/figures.js'
import type { Grades } from './grade.js'
import type { Row } from './suite.js'

const percent = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole * 100).toFixed(2))
const authorOf = (grades: Grades | undefined): string => (grades ? percent(grades.author, grades.words) : '–')
/** People, as a search would be judged: those credited among those who wrote, and the other way round. */
export const f1 = ({ credited, falselyCredited, forgotten }: Grades): number => (credited === 0 ? 0 : 2 * credited / (2 * credited + falselyCredited + forgotten))

/** A row for each scenario and wrap. A target in brackets is that of the nearest kind, the issue naming none. */
export function scoreTable(rows: readonly Row[]): string {
  const head = ['scenario', 'wrap', 'target', '**ours**', 'blame -w', 'blame -w -M -C -C -C', 'WikiWho', 'commit', 'path', 'stock', 'carried / handled', 'false credit', 'F1', 'share error', 'words']
  return table(head, rows.map(({ scenario, wrap, grades }) => {
    const us = grades.ours!
    const target = scenario.target.named ? String(scenario.target.percent) : `(${scenario.target.percent})`
    const isShort = us.author / us.words * 100 < scenario.target.percent
    return [
      scenario.title, wrap === 0 ? 'none' : String(wrap), target, `${isShort ? '' : '✓ '}${authorOf(us)}`, authorOf(grades['blame -w']), authorOf(grades['blame -w -M -C -C -C']), authorOf(grades.WikiWho),
      percent(us.commit, us.words), percent(us.path, us.words), percent(us.stockAuthor, us.stock), `${us.carriers} / ${us.handlers}`, percent(us.falselyCredited, us.credited + us.falselyCredited), f1(us).toFixed(3), (us.shareError / Math.max(1, us.files)).toFixed(2), String(us.words),
    ]
  }))
}
