/** What every screen of passages to settle does the same way: keeps choices, shows the passages, the result, the explanations. */
import type { Request, Response } from 'express'
import type { LinkPlace } from '../../domain/links.js'
import type { TourName } from '../../domain/ports.js'
import type { Resource } from '../../domain/resource.js'
import { decisionsOf, noPicks, type FileToSettle, type Picks } from '../../domain/settling.js'
import { personActing } from '../../use-cases/access.js'
import { previewSettled } from '../../use-cases/previewSettled.js'
import { showPassages } from '../../use-cases/showPassages.js'
import type { Touches } from '../../use-cases/whoTouched.js'
import { settledResult, type SettledResult } from '../../../web/pages/parts/settled-result.js'
import { settlePage } from '../../../web/pages/settle.js'
import type { SettleData } from '../../../web/pages/settle-data.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { doneThen, sendPage } from '../replies.js'
import { asked } from './reading.js'

/** One case of passages to settle. */
export interface SettleScreen {
  readonly resource: Resource
  /** Names the choices kept for this screen: `proposition:3`. */
  readonly subject: string
  readonly files: readonly FileToSettle[]
  readonly place: LinkPlace
  readonly ours: SettleData['ours']
  readonly theirs: SettleData['theirs']
  readonly labels: SettleData['labels']
  readonly back: SettleData['back']
  readonly action: string
  /** Versions the form was made from, sent back with it. */
  readonly hidden: Readonly<Record<string, string>>
  touches(): Promise<Touches>
  /** The text that stands now, of a file. */
  standing(path: string): Promise<string>
}

export interface ShownAgain { readonly picks: Picks; readonly undecided: readonly string[]; readonly error: string }

const values: ReadonlySet<string> = new Set(['ours', 'theirs', 'suggestion', 'both', 'texte', 'prendre', 'laisser'])

/** What a form of choices posts: one value a decision, and what was typed. Anything else is no choice. */
export function picksPosted(req: Request, names: readonly { readonly name: string; readonly standard?: string }[]): Picks {
  const body = (req.body ?? {}) as Record<string, unknown>
  const [picks, texts] = [new Map<string, string>(), new Map<string, string>()]
  for (const { name, standard } of names) {
    const value = body[name]
    if (typeof value === 'string' && values.has(value)) picks.set(name, value)
    const text = body[`${name}.texte`]
    const typed = typeof text === 'string' ? text.replace(/\r\n?/g, '\n') : undefined
    // The field starts with a text of ours: only what was changed in it, or chosen, is theirs.
    if (typed !== undefined && (value === 'texte' || typed.trimEnd() !== (standard ?? '').trimEnd())) texts.set(name, typed)
  }
  return { picks, texts }
}

export const namesOf = (files: readonly FileToSettle[]) => decisionsOf(files).map(({ name, passage }) => ({ name, standard: (passage?.suggestion ?? passage?.ours ?? '').replace(/\r\n?/g, '\n') }))

export function settleScreens(parts: HttpParts) {
  const { deps } = parts
  const who = (req: Request) => personActing(req.forge.actor).id

  async function kept(req: Request, resource: Resource, subject: string): Promise<Picks> {
    return await deps.picks.find(who(req), resource.id, subject) ?? noPicks
  }

  /** Keeps, privately, what was posted: whatever happens next, no choice is lost. */
  async function keep(req: Request, resource: Resource, subject: string, names: ReturnType<typeof namesOf>): Promise<Picks> {
    const posted = picksPosted(req, names)
    await deps.picks.save({ person: who(req), resource: resource.id, subject, ...posted, updatedAt: deps.clock.now() })
    return posted
  }

  const forget = (req: Request, resource: Resource, subject: string) => deps.picks.remove(who(req), resource.id, subject)

  /** Buttons that only keep the choices: answers true once the reply is sent. */
  async function onlyKept(req: Request, res: Response, screen: { readonly action: string; readonly tour: TourName; readonly isMoved: boolean }): Promise<boolean> {
    const { etape } = (req.body ?? {}) as Record<string, unknown>
    const { settling: m } = req.forge.m
    if (etape === 'compris') await deps.tours.add(who(req), screen.tour, deps.clock.now())
    if (etape !== 'compris' && etape !== 'apercu' && etape !== 'garder') return false
    const to = etape === 'apercu' ? `${screen.action}${screen.action.includes('?') ? '&' : '?'}apercu=1#resultat` : screen.action
    doneThen(req, res, screen.isMoved ? m.keptMoved : etape === 'garder' ? m.kept : undefined, to)
    return true
  }

  const isTourSeen = (req: Request, tour: TourName) => deps.tours.has(who(req), tour)

  async function resultOf(req: Request, screen: SettleScreen, picks: Picks): Promise<SettledResult> {
    const preview = await previewSettled(deps, screen.resource.id, screen.files, picks, req.forge.locale, (path) => screen.standing(path), screen.place)
    return { mainPath: screen.resource.mainPath, undecided: preview.undecided, files: preview.files.map((file) => ({ path: file.path, ...(file.html !== undefined && { html: file.html }), ...(file.kept && { kept: screen[file.kept].name }) })) }
  }

  async function show(req: Request, res: Response, screen: SettleScreen, again?: ShownAgain, status = 200): Promise<void> {
    const picks = again?.picks ?? await kept(req, screen.resource, screen.subject)
    const [shown, touches] = await Promise.all([showPassages(deps, screen.resource.id, screen.files, req.forge.locale, screen.place), screen.touches()])
    const { resource, files, ours, theirs, labels, back, action, hidden } = screen
    sendPage(req, res, settlePage(uiOf(req, parts, csrfToken(req)), {
      resource, files, shown, touches, ours, theirs, labels, back, action, hidden, picks,
      isTourSeen: await isTourSeen(req, 'concilier'), result: asked(req, 'apercu') === undefined || again ? undefined : await resultOf(req, screen, picks),
      undecided: again?.undecided ?? [], error: again?.error,
    }), status)
  }

  /** A part of a page, for its island. */
  function sendResult(req: Request, res: Response, result: SettledResult): void {
    res.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'; sandbox" }).send(String(settledResult(uiOf(req, parts, csrfToken(req)), result)))
  }

  return { kept, keep, forget, onlyKept, isTourSeen, resultOf, show, sendResult }
}
