import type { namingErrors as french } from '../fr/errors-naming.js'

/** What the screens of names refuse. */
export const namingErrors: typeof french = {
  'policy.own_name_only': 'Everybody decides of their own name, and of that one only. If a name is written wrongly, contest it on the “Contributions” page.',
  'policy.own_claim': 'Another steward answers what you said yourself.',
  'naming.one_fiche_only': 'A pseudonym or a withdrawal is chosen fiche by fiche, on the “Contributions” page. Everywhere, rather change your display name, or stay anonymous.',
  'naming.pseudonym_missing': 'Write the pseudonym to show on this fiche.',
  'naming.not_written_here': 'This name is not written in this fiche. Choose it in the list.',
  'naming.not_in_text': 'This text no longer names you: there is nothing to remove from it.',
  'naming.reason_missing': 'Say why, in one sentence at least: whoever reads must be able to understand.',
  'naming.said_already': 'You said so already, and the answer has not come yet.',
  'naming.no_claim': 'What you answer is not in the journal of this fiche.',
}
