import type { Details } from '../details.js'

/** What Git's terminal, the command line and the API hear from the forge. */
export const gitErrors: Record<string, string | ((d: Details) => string)> = {
  'git.smart_only': 'This address speaks Git’s smart protocol: update Git.',
  'git.who': 'To push, give your handle and a personal token (Settings › Tokens).',
  'git.engine_down': 'The version engine is restarting. Try again in a moment.',
  'git.engine_closed': 'The forge is stopping. Try again in a moment.',
  'git.interrupted': 'The exchange was interrupted. Nothing was half changed: try again.',
  'git.too_long': 'This took too long and was stopped. Nothing was changed.',
  'git.output_too_large': 'The answer would be too large.',
  'git.absent': 'Git is not installed on the server.',
  'git.locked': 'Somebody else is writing in this sheet right now. Try again.',
  'git.ref_taken': 'This branch or tag name clashes with one that exists. Choose another.',
  'push.interrupted': 'The push was interrupted: nothing changed. Try again.',
  'push.failed': 'The push could not be checked: nothing changed. Try again, or report it.',
  'push.incomplete': 'What you push builds on versions that are no longer here. Take the published version (git pull), then push again.',
  'push.not_taken': 'Nothing changed: what was sent is damaged, dangerous to whoever would receive it, or too heavy once unpacked. The lines above say what Git found; “git fsck --strict” shows it on your side.',
  'push.too_many_refs': (d) => `This push carries ${String(d.count)} branches and tags; the limit is ${String(d.limit)} at once. Send them in several pushes.`,
  'push.for_main_only': 'Propose to the published text: git push origin HEAD:refs/for/main',
  'push.main_stays': 'The published text cannot be deleted. To retire a sheet, use its settings.',
  'push.main_never_rewritten': 'Somebody published since your version, or you rewrote history: the published text is never rewritten. Take the published version first (git pull), then push again.',
  'push.withdraw_on_the_site': 'A proposal is withdrawn from its page, not through Git.',
  'push.proposals_are_kept': (d) => `“${String(d.ref)}” is refused: proposals of another forge cannot be pushed. Push branches and tags (git push origin 'refs/heads/*' 'refs/tags/*'), and your own changes to refs/for/main.`,
  'push.ref_refused': (d) => `“${String(d.ref)}” is refused: push main, branches (refs/heads/…), tags (refs/tags/…) or a proposal (refs/for/main).`,
  'push.version_stays': (d) => `The tag “${String(d.tag)}” names a citable version: it can be neither moved nor deleted. Give the new version a new number.`,
  'push.not_a_version': (d) => `${String(d.ref)} expects a version (a commit), nothing else.`,
  'push.proposal_unknown': (d) => `Proposal ${String(d.number)} does not exist in this sheet. Without -o proposition=…, a new one is opened.`,
  'push.file_too_large': (d) => `“${String(d.path)}” weighs ${String(d.megabytes)} MB, the limit is ${String(d.limit)} MB a file. Lighten it, or put it elsewhere and give its address.`,
  'push.main_file_gone': (d) => `The main file “${String(d.path)}” is gone: put it back, or change the main file in the settings of the sheet.`,
  'push.fiche_problem': (d) => `${String(d.path)}, line ${String(d.line)}: ${String(d.en)} ${String(d.wayOutEn ?? '')}`,
  'push.too_large': (d) => `This push exceeds ${String(d.megabytes)} MB. Push in several times, or lighten the images.`,
  'slug.missing': 'Give the resource an address (COMMUNITY/SHEET), or a title in the header of the sheet.',
  'proposal.passages_to_settle': (d) => `Two people changed the same passage: settle it at ${String(d.url)}`,
  'news.passages_to_settle': (d) => `Your adaptation and its origin changed the same passage: settle it at ${String(d.url)}`,
  'request.fields': (d) => `This request has a field to correct: ${fieldsOf(d)}`,
}

const fieldsOf = (d: Details): string => (d.problems as { field: string; fr: string }[]).map((problem) => `${problem.field} (${problem.fr})`).join(', ')
