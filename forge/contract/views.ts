/** What the API shows of each noun. Additive changes only: scripts of others read these. */
import { z } from 'zod'

export const PersonView = z.object({ handle: z.string(), name: z.string() }).meta({ id: 'Person' })
export const RuleView = z.object({ kind: z.enum(['ouverte', 'garant·es', 'relecture', 'consentement']), readers: z.number().optional(), days: z.number().optional() }).meta({ id: 'DecisionRule' })

export const ResourceView = z.object({
  owner: z.string(), slug: z.string(), title: z.string(), type: z.string().nullable(), summary: z.string().nullable(), language: z.string(),
  state: z.enum(['empty', 'published', 'retired']),
  licence: z.object({ state: z.enum(['declared', 'contradictory', 'absent', 'unknown']), id: z.string().nullable(), uri: z.string().nullable() }),
  rule: RuleView, stewards: z.array(PersonView), mainPath: z.string(), tip: z.string().nullable().describe('Object id of the published version'),
  versions: z.number(), createdAt: z.string(), updatedAt: z.string(),
  origin: z.object({ owner: z.string(), slug: z.string(), title: z.string(), commit: z.string() }).nullable(),
  url: z.string(), cloneUrl: z.string(),
}).meta({ id: 'Resource' })

export const MergeRequestView = z.object({
  number: z.number(), title: z.string(), description: z.string(), state: z.enum(['open', 'merged', 'declined', 'withdrawn']), proposedBy: PersonView,
  base: z.string(), head: z.string(), iterations: z.number(), mergedAs: z.string().nullable(), openedAt: z.string(), updatedAt: z.string(), url: z.string(),
  importedFrom: z.object({ source: z.string(), ref: z.string(), by: z.string().describe('Who proposed it there'), at: z.string().nullable() }).nullable().default(null).describe('Where it was proposed, when that was elsewhere: proposedBy only brought it'),
}).meta({ id: 'MergeRequest' })

const SaidOfChangeView = z.object({ by: PersonView, at: z.string(), decision: z.enum(['accepted', 'not_kept', 'favorable', 'reserved']), reason: z.string().nullable() })
/** One change of a proposition, to take or leave. */
export const ChangeView = z.object({
  name: z.string().describe('Names the change within this iteration: what reviews decide of'), kind: z.string().describe('What became of the passage (modified, inserted, removed, moved, fields…); « file »: the file is decided whole'), title: z.string(),
  before: z.string().nullable().describe('Its words in the text the proposition started from; null where there is no text'), after: z.string().nullable(),
  lead: z.string().describe('What stands just before it in its passage, unchanged'), tail: z.string(),
  said: z.array(SaidOfChangeView).describe('Each reader’s last answer'), decision: SaidOfChangeView.nullable().describe('The answer in force: the last of somebody who may integrate'),
}).meta({ id: 'Change' })
/** What still stands between a proposition and its integration; empty: whoever may integrate can. */
export const MissingView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('objections'), by: z.array(PersonView) }), z.object({ kind: z.literal('consents'), have: z.number(), need: z.number() }), z.object({ kind: z.literal('delay'), until: z.string() }),
]).meta({ id: 'Missing' })

export const CommentView = z.object({ kind: z.string(), by: PersonView, at: z.string(), text: z.string(), verdict: z.enum(['question', 'consent', 'objection', 'bonification']).nullable(), event: z.string(), lifted: z.boolean() }).meta({ id: 'Comment' })

export const VersionView = z.object({ commit: z.string(), name: z.string().nullable(), at: z.string(), authors: z.array(z.object({ name: z.string(), handle: z.string().nullable() })), title: z.string(), explanation: z.string() }).meta({ id: 'Version' })

const Named = z.object({ fr: z.string(), en: z.string() })
export const ConceptView = z.object({
  notation: z.string().describe('What headers hold'), iri: z.string(), label: Named, definition: z.object({ fr: z.string().nullable(), en: z.string().nullable() }),
  alsoKnownAs: z.object({ fr: z.array(z.string()), en: z.array(z.string()) }), broader: z.array(z.string()).describe('Notations in the same vocabulary'),
  exactMatch: z.array(z.string()), closeMatch: z.array(z.string()), replacedBy: z.string().nullable(), fiches: z.number().nullable().describe('Published fiches that use it; null where the library does not count them'),
}).meta({ id: 'Concept' })
export const VocabularyView = z.object({ id: z.string(), iri: z.string(), label: Named, definition: Named, licence: z.literal('CC0-1.0'), concepts: z.array(ConceptView) }).meta({ id: 'Vocabulary' })

export const ProblemView = z.object({ type: z.string(), title: z.string(), status: z.number(), detail: z.string(), errors: z.array(z.unknown()).optional() }).meta({ id: 'Problem' })

const NamedPerson = z.object({ name: z.string(), handle: z.string().nullable() })
const said = { by: NamedPerson.nullable().describe('Null once they withdrew their name'), at: z.string() }
export const RoleNameView = z.enum(['idea', 'review', 'test', 'illustration', 'translation', 'import', 'accessibility', 'didactics'])
/** What somebody is said to have done besides writing, with all that was answered. */
export const RoleView = z.object({
  id: z.string().describe('Names it: the event of the resource’s journal that began it'), role: RoleNameView, state: z.enum(['claimed', 'offered', 'confirmed', 'declined', 'withdrawn']),
  person: NamedPerson.nullable().describe('Null once the name was withdrawn'), claimedByThemselves: z.boolean(), awaits: z.enum(['holder', 'stewards']).nullable().describe('Whose answer it waits for'), note: z.string(), ...said,
  answers: z.array(z.object({ answer: z.enum(['confirmed', 'declined', 'withdrawn']), reason: z.string(), ...said })),
  disputes: z.array(z.object({ id: z.string(), reason: z.string(), ...said, answers: z.array(z.object({ text: z.string(), ...said })), lifted: z.object({ at: z.string(), reason: z.string() }).nullable() })),
}).meta({ id: 'Role' })

export type RoleView = z.infer<typeof RoleView>
export type ResourceView = z.infer<typeof ResourceView>
export type ChangeView = z.infer<typeof ChangeView>
export type MissingView = z.infer<typeof MissingView>
export type MergeRequestView = z.infer<typeof MergeRequestView>
export type CommentView = z.infer<typeof CommentView>
export type VersionView = z.infer<typeof VersionView>
export type VocabularyView = z.infer<typeof VocabularyView>
