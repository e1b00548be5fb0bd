import { editHeader } from '../../content-schema/edit.js'
import { canonicalLabel } from '../../content-schema/licences/relicensing.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { isAllowed, requireAllowed } from './access.js'
import { licenceNamed, weighChange } from './askRelicensing.js'
import { readText } from './fileText.js'
import { consentsMissing } from './judgeRelicensing.js'
import { ownLabel } from './labels.js'
import { proposeChange } from './proposeChange.js'
import { publishChange } from './publishChange.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

export type LicenceChanged = { readonly kind: 'published'; readonly commit: Oid; readonly resource: Resource } | { readonly kind: 'proposed'; readonly number: number }

/**
 * Writes the new licence in the header, once every consent is there: published or proposed as the decision rule says.
 * Refuses `conflict` with whose consent is missing, when the text states a licence elsewhere too, or when somebody published meanwhile.
 */
export async function changeLicence(deps: Writing & Pick<Deps, 'drafts'>, actor: Actor, input: { readonly resource: Resource; readonly licence: string; readonly reason: string; readonly at?: number }): Promise<LicenceChanged> {
  const { resource } = input
  await requireAllowed(deps, 'change_licence', actor, resource)
  const to = licenceNamed(input.licence)
  const judged = await weighChange(deps, actor, resource, to)
  if (judged.verdict.verdict === 'block') throw consentsMissing(deps, resource, judged)
  const text = await readText(deps, resource.id, judged.at, resource.mainPath)
  const written = editHeader(text, { licence: to })
  const { label } = ownLabel(resource.mainPath, written)
  if (label === undefined || canonicalLabel(label) !== to) throw new ForgeError('conflict', 'licence.stated_elsewhere', { to })
  const change = { resource, base: judged.at, files: new Map([[resource.mainPath, written]]), title: `Licence : ${to}`, reason: someLines(input.reason, 2000), ...(input.at !== undefined && { at: input.at }) }
  if (!(await isAllowed(deps, 'publish', actor, resource))) return { kind: 'proposed', number: (await proposeChange(deps, actor, change)).number }
  const outcome = await publishChange(deps, actor, change)
  if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'conflict.moved')
  return { kind: 'published', commit: outcome.commit, resource: outcome.resource }
}
