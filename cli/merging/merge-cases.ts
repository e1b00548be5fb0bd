import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { merge3, settle, type MergeOutcome } from '../../forge/prose/merge.js'
import { segment } from '../../forge/prose/segments.js'
import { timed } from '../processor-time.js'
import { gitMergeFile, isBinary, type GitMerge } from './git-merge-file.js'
import { passagesOf, withMarkers, type Markers } from './markers.js'

export interface MergeCase { readonly base: string; readonly ours: string; readonly theirs: string }

/** The answer to one case; field names are those of the format (docs/LIGNE-DE-COMMANDE.md). Times are the engine's own processor time. */
export interface MergeAnswer {
  readonly git_clean: boolean
  /** `lines`: Git is not installed, or cannot be given this text; `git_clean` is then what our merge of lines says. */
  readonly merged_by: 'git' | 'lines'
  readonly clean: boolean
  readonly suggested: boolean
  readonly text: string
  readonly conflicts: readonly { base: string; ours: string; theirs: string; suggestion: string | null; reason: string; reason_en: string; confidence: number }[]
  readonly ms: number
  readonly parse_ms: number
}

/** Merges many cases, each beside what `git merge-file` makes of it. `close` removes the files that Git was given. */
export class CaseMerger {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'communs-lot-'))
  private readonly free: string[] = []
  private folders = 0
  /** Also when nobody reads on and the process ends at once. */
  private readonly clear = () => { rmSync(this.folder, { recursive: true, force: true }) }

  constructor(private readonly markers: Markers) { process.once('exit', this.clear) }

  close(): void {
    process.off('exit', this.clear)
    this.clear()
  }

  async merge(one: MergeCase): Promise<MergeAnswer> {
    const git = await this.byGit(one)
    const merged_by = git === undefined ? 'lines' : 'git'
    if (git?.kind === 'refused') return { git_clean: false, merged_by, clean: false, suggested: false, text: one.ours, conflicts: [wholly(one)], ms: 0, parse_ms: 0 }
    if (git?.conflicts === 0) return { git_clean: true, merged_by, clean: true, suggested: false, text: git.bytes.toString('utf8'), conflicts: [], ms: 0, parse_ms: 0 }
    const texts = [one.base, one.ours, one.theirs]
    const [, parse_ms] = timed(() => { texts.forEach((text) => segment(text)) })
    const [outcome, ms] = timed(() => merge3({ base: one.base, ours: one.ours, theirs: one.theirs, ...(git === undefined ? {} : { git: { clean: false, text: '' } }) }))
    return { ...this.answer(outcome), git_clean: outcome.kind === 'clean', merged_by, ms, parse_ms }
  }

  private answer(outcome: MergeOutcome): Pick<MergeAnswer, 'clean' | 'suggested' | 'text' | 'conflicts'> {
    if (outcome.kind === 'clean') return { clean: true, suggested: false, text: outcome.text, conflicts: [] }
    const passages = passagesOf(outcome.segments)
    return {
      clean: false, suggested: outcome.suggested,
      text: outcome.suggested ? settle(outcome, Object.fromEntries(passages.map(({ id }) => [id, 'suggestion']))) : withMarkers(outcome.segments, () => undefined, this.markers).text,
      conflicts: passages.map(({ base, ours, theirs, suggestion = null, reasonFr = '', reasonEn = '', confidence = 0 }) => ({ base, ours, theirs, suggestion, reason: reasonFr, reason_en: reasonEn, confidence })),
    }
  }

  /** A process only where the answer is not known beforehand; undefined when Git cannot be asked. */
  private async byGit({ base, ours, theirs }: MergeCase): Promise<GitMerge | undefined> {
    const texts = [ours, base, theirs].map((text) => Buffer.from(text))
    if (texts.some(isBinary)) return { kind: 'refused', said: '' }
    // Half a surrogate pair has no UTF-8 form: Git would be given another text.
    if (texts.some((bytes, at) => bytes.toString('utf8') !== [ours, base, theirs][at])) return undefined
    if (ours === theirs || base === theirs) return { kind: 'merged', bytes: texts[0]!, conflicts: 0 }
    if (base === ours) return { kind: 'merged', bytes: texts[2]!, conflicts: 0 }
    const folder = this.free.pop() ?? path.join(this.folder, String(this.folders++))
    mkdirSync(folder, { recursive: true })
    const files = ['ours', 'base', 'theirs'].map((name) => path.join(folder, name)) as [string, string, string]
    files.forEach((file, at) => { writeFileSync(file, texts[at]!) })
    try { return await gitMergeFile(files, { labels: this.markers.labels, markerSize: this.markers.size }, folder) } finally { this.free.push(folder) }
  }
}

/** Git merges no binary: both sides whole, for somebody to choose. */
const wholly = ({ base, ours, theirs }: MergeCase): MergeAnswer['conflicts'][number] =>
  ({ base, ours, theirs, suggestion: null, reason: 'Ce n’est pas un texte\u00A0: choisissez l’une des deux versions.', reason_en: 'This is no text: choose one of the two versions.', confidence: 0 })
