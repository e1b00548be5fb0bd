import { ForgeError } from '../domain/errors.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Passage } from '../prose/passages.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { openProposal } from './openProposal.js'
import { readPassage, readPlace, sayThere, type PassagePlace, type ReadWords } from './passagePlace.js'
import { someLines } from './versionMessage.js'
import { writeChange } from './writeChange.js'
import type { Writing } from './writing.js'

/** What is offered: the source of the whole block, rewritten, and why. */
export interface Wording { readonly replacement: string; readonly reason: string }

/**
 * Offers another wording for a passage.
 *
 * Of the published text it is a small proposition, its commit the suggester's; on a proposition it is an event of its journal. `titleOf` says
 * what the passage is called in a title. Refuses `invalid` what changes nothing, what is empty, and fields of the header, which have their form.
 */
export async function suggestWording(deps: Writing, actor: Actor, input: {
  readonly place: PassagePlace
  readonly words: ReadWords
  readonly wording: Wording
  readonly titleOf: (words: string) => string
  readonly at?: number
}): Promise<MergeRequest | undefined> {
  const person = personActing(actor)
  const { place, words, wording } = input
  const { resource } = place
  await requireAllowed(deps, 'propose', actor, resource)
  const { text, passage, anchor } = await readPassage(deps, place, words)
  const replacement = replacementFor(text, passage, wording.replacement)
  if (place.number === undefined) {
    const title = input.titleOf(excerptOf(passage))
    return deps.git.keeping(resource.id, async () => {
      const head = await writeChange(deps, person, {
        resource, parent: words.version, files: new Map([[resource.mainPath, withBlock(text, passage.block, replacement)]]), title, explanation: wording.reason, ...(input.at !== undefined && { at: input.at }),
      })
      return openProposal(deps, actor, { resource, base: words.version, head, title, description: wording.reason, anchor, ...(input.at !== undefined && { at: input.at }) })
    })
  }
  const { request } = await readPlace(deps, place)
  if (request?.state !== 'open') throw new ForgeError('forbidden', 'policy.already_settled')
  const iteration = request.iterations.find(({ head }) => head === words.version)?.number ?? request.iterations.length
  await sayThere(deps, place, signatureOf(deps, person, input.at ?? deps.clock.now()), { kind: 'suggestion', actor: refTo(person), anchor, replacement, text: someLines(wording.reason), iteration })
  return undefined
}

/** What a person typed in the place of a block, with the text's line ends and without what browsers add. Refuses `invalid`. */
export function replacementFor(text: string, passage: Passage, typed: string): string {
  if (passage.segment.kind === 'field') throw new ForgeError('invalid', 'passage.has_its_form', { field: 'replacement' })
  const replacement = typed.normalize('NFC').replace(/\r\n?/g, '\n').replace(/^\n+|\s+$/g, '').replace(/\n/g, text.includes('\r\n') ? '\r\n' : '\n')
  if (replacement.trim() === '') throw new ForgeError('invalid', 'passage.no_wording', { field: 'replacement' })
  if (replacement === passage.segment.source.trimEnd()) throw new ForgeError('invalid', 'change.nothing', { field: 'replacement' })
  return replacement
}

export const withBlock = (text: string, [start, end]: readonly [number, number], replacement: string): string => text.slice(0, start) + replacement + text.slice(end)

/** The first words of a passage, for titles. */
export function excerptOf({ words, segment }: Pick<Passage, 'words' | 'segment'>, most = 50): string {
  const said = words === '' ? segment.source : words
  return said.length <= most ? said : `${said.slice(0, most).replace(/\s+\S*$/u, '')}…`
}

