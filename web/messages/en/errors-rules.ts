import type { rulesErrors as fr } from '../fr/errors-rules.js'

export const rulesErrors: typeof fr = {
  'rule.readers_refused': (d) => `Say how many people must consent: a number from ${String(d.least)} to ${String(d.most)}.`,
  'rule.days_refused': (d) => `Say how many days there are to object: a number from ${String(d.least)} to ${String(d.most)}.`,
  'policy.readers_integrate': 'This fiche asks for a second voice: a steward who did not write the proposal integrates it. You can review it and say whether you consent.',
  'undo.first_version': 'This is the first version: nothing stood before it. To have the fiche no longer offered, retire it in its settings.',
  'undo.nothing_left': 'Nothing of this version is left in the published text: what it changed was already taken back or rewritten.',
  'undo.passages_to_settle': (d) => `Passages have changed since this version: choose what becomes of them on the site: ${String(d.url)}`,
  'undo.would_break': (d) => `Undoing this version would bring a problem back: ${String(d.en)} Improve the fiche instead, taking back what suits.`,
  'undo.main_file_removed': 'Undoing this version would remove the text of the fiche. To have it no longer offered, retire it in its settings.',
}
