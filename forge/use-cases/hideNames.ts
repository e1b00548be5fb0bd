import { cutsHiding, withHoldersHidden, withNamesHidden, type HiddenName, type HidingCut } from '../../content-schema/hidden-names.js'
import { withListedNamesReplaced, withoutLinesNaming } from '../domain/names-in-text.js'
import { shownAs } from '../domain/naming.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { namesInForce } from './namesInForce.js'

/** Whether a field of a header, as it is written, holds a name that is not to be shown. */
export const holdsHiddenName = (hide: (text: string) => string, field: string): boolean => { const alone = `---\n${field.trimEnd()}\n---\n`; return hide(alone) !== alone }

/**
 * What texts of a resource become when they are shown or taken away as files: the names of people who asked not to be named there, where a
 * header gives them, become neutral words. Edits start from the text as it is, and copies by Git hold it.
 */
export async function hidingNames(deps: Pick<Deps, 'naming'>, resource: Pick<Resource, 'id'>): Promise<(text: string) => string> {
  const hidden = await hiddenIn(deps, resource)
  return hidden.length === 0 ? (text) => text : (text) => withNamesHidden(text, hidden)
}

/** What a REUSE file says beside a picture, as it is shown or taken away. */
async function hidingHolders(deps: Pick<Deps, 'naming'>, resource: Pick<Resource, 'id'>): Promise<(text: string) => string> {
  const hidden = await hiddenIn(deps, resource)
  return (text) => withHoldersHidden(text, hidden)
}

/** Files that list who took part, for people or programs. */
const listsPeople = /(?:^|\/)(?:\.mailmap|\.all-contributorsrc|(?:authors|auteurs|contributors|contributeurs|credits|maintainers|thanks|remerciements)(?:\.txt)?|citation\.cff|codemeta\.json)$/i

/** What a file that is no Markdown says, as it is shown or taken away: REUSE records, and lists of people. Undefined for any other. */
export function hidingBeside(path: string): ((deps: Pick<Deps, 'naming'>, resource: Pick<Resource, 'id'>) => Promise<(text: string) => string>) | undefined {
  if (path.endsWith('.license')) return hidingHolders
  return listsPeople.test(path) ? (deps, resource) => hidingListed(deps, resource, /(?:^|\/)\.mailmap$/.test(path)) : undefined
}

async function hidingListed(deps: Pick<Deps, 'naming'>, { id }: Pick<Resource, 'id'>, isMailmap: boolean): Promise<(text: string) => string> {
  const hidden = (await namesInForce(deps, [], [id])).listedNamesHidden(id)
  if (isMailmap) return (text) => withoutLinesNaming(text, hidden.map(({ name }) => name))
  return (text) => hidden.reduce((left, { name, choice }) => withListedNamesReplaced(left, [name], shownAs({ displayName: name, handle: '' }, choice).name), text)
}

/** As `hidingNames`, with what was replaced: for who knows words by their places in the text as it is. */
export async function hidingInPlace(deps: Pick<Deps, 'naming'>, resource: Pick<Resource, 'id'>, text: string): Promise<{ readonly shown: string; readonly cuts: readonly HidingCut[] }> {
  const hidden = await hiddenIn(deps, resource)
  return { shown: withNamesHidden(text, hidden), cuts: cutsHiding(text, hidden) }
}

async function hiddenIn(deps: Pick<Deps, 'naming'>, resource: Pick<Resource, 'id'>): Promise<readonly HiddenName[]> {
  const hidden = (await namesInForce(deps, [], [resource.id])).headerNamesHidden(resource.id)
  return hidden.map(({ name, choice }) => ({ name, instead: shownAs({ displayName: name, handle: '' }, choice).name }))
}
