import type { ThreadsReading } from '../../../forge/domain/threads.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { isSilent, placeAddress } from './passage-threads.js'

/** What lets readers speak of a rendered text: who may, and how. */
export interface PassagesShown {
  readonly threads: ThreadsReading
  /** Whether people without an account are asked for suggestions here. */
  readonly invitesVisitors: boolean
}

/** Whether the page needs `fc-passages`: pages of visitors to whom there is nothing to show stay without script. */
export const needsIsland = (ui: Ui, shown: PassagesShown | undefined): boolean => shown !== undefined && (ui.person !== undefined || shown.invitesVisitors || !isSilent(shown.threads))

/** Around a rendered text whose blocks say where they are written: its words can be selected and spoken of. */
export function aroundPassages(ui: Ui, shown: PassagesShown | undefined, text: Html): Html {
  if (shown === undefined) return text
  const { passages: m } = ui.m
  const { threads } = shown
  const may = ui.person === undefined ? (shown.invitesVisitors ? 'visite' : '') : [threads.may.comment && 'commentaire', threads.may.suggest && 'formulation'].filter((one) => one !== false).join(' ')
  return html`<fc-passages data-base="${placeAddress(threads)}/passages" data-version="${threads.version}" data-may="${may}" data-commentaire="${m.comment}" data-formulation="${m.suggestShort}" data-visite="${m.visit}" data-bar="${m.bar}" data-close="${m.close}">${text}</fc-passages>`
}

/** The way to every passage, without script or without a mouse. */
export function passagesLink(ui: Ui, shown: PassagesShown | undefined): Html | '' {
  if (shown === undefined) return ''
  const { passages: m } = ui.m
  return html`<p class="passages-link"><a href="${placeAddress(shown.threads)}/passages" rel="nofollow">${ui.person === undefined && shown.invitesVisitors ? m.inviteVisitor : m.invite}</a></p>`
}
