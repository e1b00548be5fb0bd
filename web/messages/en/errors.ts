import type { Details } from '../details.js'
import { contributingErrors } from './errors-contributing.js'
import { flowErrors } from './errors-flow.js'
import { gitErrors } from './errors-git.js'
import { accountErrors } from './errors-accounts.js'
import { importErrors } from './errors-importing.js'
import { pictureErrors } from './errors-pictures.js'
import { incomingErrors } from './incoming.js'
import { proposingErrors } from './errors-proposing.js'
import { licensingErrors } from './errors-licensing.js'
import { namingErrors } from './errors-naming.js'
import { passageErrors } from './errors-passages.js'
import { repositoryErrors } from './errors-repositories.js'
import { reuseErrors } from './errors-reuse.js'
import { reviewingErrors } from './errors-reviewing.js'
import { rulesErrors } from './errors-rules.js'

/** The sentence of every refusal; same keys as in French (checked by a test). */
export const errors: Record<string, string | ((d: Details) => string)> = {
  ...contributingErrors,
  ...flowErrors,
  ...importErrors,
  ...pictureErrors,
  ...incomingErrors,
  ...proposingErrors,
  ...gitErrors,
  ...licensingErrors,
  ...repositoryErrors,
  ...reuseErrors,
  ...reviewingErrors,
  ...rulesErrors,
  ...accountErrors,
  ...passageErrors,
  ...namingErrors,
  'not_found.page': 'There is nothing at this address. The fiche may have been renamed: look for it in the library.',
  'not_found.resource': 'This fiche does not exist here, or no longer does.',
  'not_found.person': 'Nobody has this name here.',
  'not_found.community': 'This community does not exist here.',
  'not_found.version': 'This version does not exist in this fiche. The history lists all versions.',
  'not_found.file': 'This file does not exist in this version.',
  'not_found.proposal': 'This proposal does not exist.',
  'policy.sign_in': 'Sign in first: your name will be attached to what you do.',
  'policy.token_scope': 'This token can only read. Create one that can write in your settings.',
  'policy.retired': 'This fiche is retired: it can be read, no longer changed.',
  'policy.stewards_only': 'Only the stewards of this fiche can do that. You can send them a proposal.',
  'policy.already_settled': 'This proposal is closed: open a new one if need be.',
  'policy.propose_instead': 'This fiche changes by proposal: send yours, it will be reviewed. With Git: git push origin HEAD:refs/for/main',
  'policy.members_integrate': 'Only members of the community can integrate a proposal into this fiche.',
  'policy.stewards_integrate': 'Only the stewards of this fiche can integrate a proposal.',
  'policy.second_voice': 'This fiche asks for a second voice: nobody integrates their own proposal.',
  'policy.proposer_only': 'Only the person who made the proposal can change or withdraw it.',
  'policy.community_stewards_only': 'Only the stewards of this community can do that.',
  'policy.admin_only': 'For the keepers of this instance only.',
  'request.too_large': 'This is too large to be sent at once. Shorten the text or lighten the file.',
  'request.cross_site': 'This request seems to come from another site; it was not carried out. Go back to the page and try again; your browser kept your text.',
  'request.expired_form': 'This form has expired, or you are signed out: nothing was sent.',
  'request.malformed': 'This request is malformed.',
  'request.too_many': 'Too many attempts in a short time. Wait a few minutes before trying again.',
  'conflict.moved': 'The fiche changed meanwhile. Nothing is lost: read the new version, then send again.',
  'unavailable.git': 'The version engine does not answer. Try again in a moment.',
  'data.locked': (d) => `Another forge already runs on this data folder (process ${String(d.pid)}). Stop it first, or go through it with --serveur.`,
  'settings.proxy': (d) => `COMMUNS_MANDATAIRES gives “${String(d.given)}”, which is neither an address nor a network of proxies. Write for instance: 10.0.0.5, 172.18.0.0/16`,
  'demo.content_missing': (d) => `The demonstration’s fiches are missing from this installation: “${String(d.path)}” is not there. Put that folder back (it comes with the source code), or open a forge without the demonstration: communs servir --vide`,
  'path.refused': (d) => `The path “${String(d.path)}” cannot be saved: it could leave the resource or mislead a computer. Choose another name.`,
  'file.too_large': (d) => `The file is too large (${String(d.megabytes ?? '')} MB). Lighten it, or put it elsewhere and give its address.`,
}
