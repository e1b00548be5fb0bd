import type { Details } from '../details.js'

/** Refusals of reviewing a proposition change by change. */
export const reviewingErrors: Record<string, string | ((d: Details) => string)> = {
  'review.iteration_moved': 'A new version of this proposal came while you were reviewing. What you answered to passages that did not change is kept: read the others, then finish.',
  'review.nothing_said': 'Your review is still empty: answer a change, give your view or write a message.',
  'review.unknown_change': 'This change is not in the proposal. Reload the page: your other answers are kept.',
  'review.reason_missing': (d) => `Say why you do not keep change ${String(d.change)}: whoever proposed it will read this reason.`,
  'review.undecided': (d) => Number(d.left) > 1 ? `${String(d.left)} changes out of ${String(d.of)} are still to be decided: accept them or say why they are not kept, then integrate.` : `One change out of ${String(d.of)} is still to be decided: accept it or say why it is not kept, then integrate.`,
  'review.nothing_kept': 'No change is kept: there is nothing to integrate. You can decline the whole proposal, saying why.',
}
