import type { Details } from '../details.js'

const megabytes = (bytes: unknown) => String(Math.max(1, Math.round(Number(bytes) / 1024 / 1024)))

/** What the store of repositories refuses. */
export const repositoryErrors: Record<string, string | ((d: Details) => string)> = {
  'git.repository_id_invalid': 'This address leads to no fiche here.',
  'git.repository_missing': 'This fiche does not exist here, or no longer does.',
  'git.repository_exists': 'There is already a fiche at this place.',
  'git.oid_invalid': 'This version is not named correctly. The history shows every version.',
  'git.commit_missing': 'This version does not exist in this fiche. The history shows every version.',
  'git.tree_missing': 'This version does not exist in this fiche. The history shows every version.',
  'git.object_missing': 'This version does not exist in this fiche. The history shows every version.',
  'git.file_missing': 'This file does not exist in this version.',
  'git.ref_missing': 'This version does not exist in this fiche. The history shows every version.',
  'git.ref_invalid': 'This name does not suit a version. Choose one without spaces or special signs.',
  'git.ref_moved': 'The fiche changed meanwhile. Nothing is lost: read it again, then try again.',
  'git.branch_not_erasable': 'Published text is not erased: correct it with a new version, or retire the fiche in its settings.',
  'git.event_missing': 'There is nothing to write in the fiche’s journal.',
  'git.event_too_large': 'This message is too long for the fiche’s journal. Shorten it or cut it in two.',
  'git.busy': 'Many people at once: try again in a moment.',
  'git.reader_down': 'The version engine is restarting. Try again in a moment.',
  'git.file_too_large': (d) => `${d.path === undefined ? 'This file' : `The file “${String(d.path)}”`} is too large to be shown here (limit: ${megabytes(d.maxBytes)} MB). Take the fiche with you to read it.`,
  'path.taken': (d) => `“${String(d.path)}” cannot be saved: a file already has the name of this folder, or the reverse. Choose another name.`,
  'words.in_force': 'This fiche holds words that others use: it stays where it is. To stop using a term, say in the list which one replaces it.',
  'words.prefix_refused': (d) => `“${String(d.prefix)}” cannot be a prefix: 2 to 16 lower-case letters or digits, starting with a letter.`,
  'words.prefix_taken': (d) => `The prefix “${String(d.prefix)}” belongs to another community. Choose another one.`,
}
