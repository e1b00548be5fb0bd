import { ForgeError } from '../domain/errors.js'
import type { Oid, Signature } from '../domain/git.js'
import type { LicenceEvent } from '../domain/journal.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { isRelabelling, weighRelicensing, type Relicensing } from '../domain/relicensing.js'
import { addressOf, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { labelAt, relabelled, versionIn, type Label, type RelabelledText } from './labels.js'
import { survivingWords, type ReadingWords } from './survivingWords.js'
import { textsBroughtBack } from './wordsBroughtBack.js'

/**
 * Whether the label of a resource may become `to`, by the words that stand in its texts at version `at`: what each was born under, what its authors granted since,
 * and whose consent is missing. `paths`: the texts concerned, all Markdown ones without it. `whoChanges`: those who make the change, whose own words it grants.
 * Refuses `conflict` while the history is being read.
 */
export async function judgeRelicensing(deps: ReadingWords, resource: Resource, input: {
  readonly from: Label
  readonly to: string
  readonly at: Oid
  readonly paths?: readonly string[]
  readonly whoChanges?: readonly Pick<PersonRef, 'id'>[]
} & Pick<Parameters<typeof survivingWords>[2], 'kept' | 'besides'>): Promise<Relicensing> {
  const { from, to } = input
  if (!isRelabelling(from, to)) return weighRelicensing({ from, to, words: [] })
  const words = await survivingWords(deps, resource, { ...input, paths: input.paths ?? (await textsOf(deps, resource, input.at)) })
  return weighRelicensing({ from, to, words })
}

export async function textsOf(deps: Pick<Deps, 'git'>, { id, mainPath }: Resource, at: Oid): Promise<readonly string[]> {
  const entries = await deps.git.tree(id, at, { recursive: true })
  return entries.flatMap(({ path, kind }) => (kind === 'blob' && (path === mainPath || /\.(?:md|markdown)$/i.test(path)) && !/^licen[cs]es?\b|^copying\b/i.test(path) ? [path] : []))
}

/** A change of label that may be made; `own`: those who make it and whose own words needed their consent, which the change gives. */
export interface Relabelling { readonly to: string; readonly own: readonly PersonRef[] }

/**
 * Asked wherever the published text moves (from `main` to `target`): refuses `conflict` (`licence.consents_missing`) a change of label that the words of the text do not allow,
 * with whose consent is missing. `bringsBack`: a version whose words return, perhaps under another label than theirs; words that return by hand are looked for. Answers what to say once it moved; undefined when no label changes.
 */
export async function refuseRelabelling(deps: ReadingWords, resource: Resource, { main, target, whoChanges, bringsBack }: { readonly main: Oid; readonly target: Oid; readonly whoChanges: readonly PersonRef[]; readonly bringsBack?: Oid | undefined }): Promise<Relabelling | undefined> {
  if (main === target) return undefined
  const texts = [...await relabelled(deps, resource, versionIn(deps, resource.id, main), versionIn(deps, resource.id, target))]
  if (texts.length === 0 && bringsBack !== undefined) {
    const [from, to] = [await labelAt(deps, resource, bringsBack), await labelAt(deps, resource, target)]
    if (isRelabelling(from, to)) texts.push({ path: resource.mainPath, from, to })
  }
  if (texts.length > 0 || bringsBack !== undefined) return refuseTexts(deps, resource, texts, { at: target, whoChanges })
  const back = await textsBroughtBack(deps, resource, { main, target })
  try { return await refuseTexts(deps, resource, back, { at: target, whoChanges }) } catch (error) {
    // The label stays what it is: what stops is these words, and nobody can be asked for a label that the text bears already.
    if (error instanceof ForgeError && error.key === 'licence.consents_missing') throw new ForgeError('conflict', 'licence.words_back', { ...error.details, from: back.find(({ to }) => to === error.details.to)?.from })
    throw error
  }
}

/** The same of texts known to bear another label. */
export async function refuseTexts(deps: ReadingWords, resource: Resource, texts: readonly RelabelledText[], input: { readonly at: Oid; readonly whoChanges: readonly PersonRef[] } & Pick<Parameters<typeof survivingWords>[2], 'kept' | 'besides'>): Promise<Relabelling | undefined> {
  let made: Relabelling | undefined
  for (const to of new Set(texts.map((one) => one.to))) {
    const concerned = texts.filter((one) => one.to === to)
    const judged = await judgeRelicensing(deps, resource, { ...input, from: concerned[0]?.from, to, paths: concerned.map(({ path }) => path) })
    if (judged.verdict.verdict === 'block') throw consentsMissing(deps, resource, judged)
    const own = input.whoChanges.filter(({ id }) => judged.agreed.some(({ key }) => key === id))
    if (own.length > 0) made = { to, own }
  }
  return made
}

/** The refusal, in words: whose consent is missing, or what the engine says when nobody's would do, and where to ask. */
export function consentsMissing({ settings }: Pick<Deps, 'settings'>, resource: Resource, { to, from, verdict, atBest, missing, nobodys }: Relicensing): ForgeError {
  const isAboutPeople = atBest.verdict !== 'block' && (missing.length > 0 || nobodys > 0)
  return new ForgeError('conflict', isAboutPeople ? 'licence.consents_missing' : 'licence.label_refused', {
    from, to, names: missing.map(({ name }) => name), nobodys, fr: verdict.fr, en: verdict.en, page: `${settings.baseUrl}/${addressOf(resource)}/licence?vers=${encodeURIComponent(to)}`,
  })
}

/** What a change of label that was accepted already grants of the words of those who made it; undefined when that cannot be said now. */
export async function madeRelabelling(deps: ReadingWords, resource: Resource, input: Parameters<typeof refuseRelabelling>[2]): Promise<Relabelling | undefined> {
  try { return await refuseRelabelling(deps, resource, input) } catch (error) {
    if (error instanceof ForgeError) return undefined
    throw error
  }
}

/** Once the published text bears the new label: what those who changed it granted of their own words by doing so, in the journal. */
export async function tellRelabelled(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>, made: Relabelling | undefined, version: Oid, author: Signature): Promise<void> {
  if (made === undefined || made.own.length === 0) return
  const events = made.own.map((actor): LicenceEvent => ({ kind: 'licence_consented', actor, licence: made.to, version, text: '' }))
  await deps.git.append(resource.id, RESOURCE_JOURNAL, events.map((payload) => ({ author, payload: { ...payload } })))
}
