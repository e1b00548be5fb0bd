import { z } from 'zod'

const person = z.object({ name: z.string(), handle: z.string().nullable() })
const author = person.extend({ hasAccount: z.boolean().describe('Whether they can be asked here') })
const label = z.string().describe('An SPDX id, `LicenseRef-…`, or several joined by AND or OR')
const state = z.enum(['known', 'under_way']).describe('`under_way`: the history of the words is being read, ask again in a moment')

/** What a change of label meets, by the words that stand in the text. */
const WeighedView = z.object({
  verdict: z.enum(['pass', 'warn', 'block']), code: z.string(), clause: z.string().describe('Its address'), fr: z.string(), en: z.string(), missing: z.array(author).describe('Whose consent is missing'), agreed: z.array(author),
  unsignedWords: z.number().describe('Words that need consent and that no version says whose they are'),
  ingredients: z.array(z.object({ licence: label.nullable(), words: z.number(), people: z.array(author), needsConsent: z.boolean(), missing: z.array(author) })),
})

const fact = z.object({ at: z.string(), event: z.string().optional().describe('Its name in the journal'), by: z.array(person) })

/** The licence of a resource: what it was, what was asked and answered, what another label would take. */
export const LicenceStoryView = z.object({
  page: z.string(), licence: label.nullable(),
  history: z.array(z.discriminatedUnion('kind', [
    fact.extend({ kind: z.literal('label'), from: label.nullable(), to: label.nullable(), commit: z.string() }),
    fact.extend({ kind: z.enum(['clarified', 'asked', 'closed', 'consented', 'refused']), licence: label, text: z.string() }),
    fact.extend({ kind: z.enum(['permission', 'permission_withdrawn']), licence: label, name: z.string().describe('The name the versions bear'), text: z.string() }),
  ])).describe('Latest first'),
  asks: z.array(z.object({
    event: z.string(), licence: label, by: person, at: z.string(), reason: z.string(), state,
    people: z.array(author.extend({ hasAgreed: z.boolean(), answer: z.object({ kind: z.enum(['consented', 'refused']), at: z.string(), text: z.string() }).nullable() })),
  })).describe('Open ones, latest first'),
  permissions: z.array(z.object({ event: z.string(), name: z.string(), licence: label, by: person, at: z.string(), text: z.string() })).describe('Given outside, in force'),
  change: z.object({ licence: label, state }).extend(WeighedView.partial().shape).optional().describe('What the label named by `vers` would take; its weighing once known'),
})
export type LicenceStoryView = z.infer<typeof LicenceStoryView>
