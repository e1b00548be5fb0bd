import { z } from 'zod'

const person = z.object({ name: z.string(), handle: z.string().nullable() })
const date = z.string().nullable().describe('Null when the version bears no date that can be read')
const said = z.object({ id: z.string(), by: person, at: date, text: z.string() })

/** A verdict with its reason, the clause it rests on and the ways out. */
export const VerdictView = z.object({
  verdict: z.enum(['pass', 'warn', 'block']), code: z.string(), clause: z.object({ label: z.string(), uri: z.string() }), fr: z.string(), en: z.string(), fixes: z.array(z.object({ fr: z.string(), en: z.string() })),
})

const side = z.discriminatedUnion('state', [
  z.object({ state: z.literal('known'), from: date, to: date, licences: z.array(z.string()).describe('Declared where and when the words were born'), people: z.array(person) }),
  z.object({ state: z.literal('under_way').describe('A long history is being read: ask again in a moment') }),
  z.object({ state: z.literal('unknown') }),
])

/** The passages of a resource that stand in others, and what people say of where passages come from. */
export const ReuseView = z.object({
  shared: z.array(z.object({
    resource: z.object({ address: z.string(), title: z.string(), licence: z.string().nullable() }),
    declared: z.array(z.enum(['origin', 'adaptation', 'family', 'same_import', 'source', 'named'])).describe('What is declared between the two; empty: nothing'),
    verdict: VerdictView.extend({ wordsFrom: z.enum(['there', 'here']), because: z.enum(['declared', 'older', 'unknown']) }).describe('Of words of one put into the other, by the licences they were born under and what was granted since; the strictest of these passages'),
    passages: z.array(z.object({
      path: z.string(), quote: z.string(), words: z.number(), changed: z.number().describe('Words that differ on the way'), here: side, there: side, theirs: z.string().nullable().describe('As it is written there, when it differs'), theirPath: z.string(), address: z.string(),
    })),
    more: z.number().describe('Passages not told, the shortest'),
  })),
  more: z.number().describe('Other resources not told'),
  disputes: z.array(z.object({
    id: z.string(), by: person, at: date, passage: z.object({ commit: z.string(), path: z.string(), at: z.tuple([z.number(), z.number()]).describe('UTF-16 offsets'), quote: z.string() }), from: z.string(),
    other: z.object({ title: z.string(), path: z.string() }).nullable(), reason: z.string(), answers: z.array(said), lifted: said.nullable(),
  })),
})
export type ReuseView = z.infer<typeof ReuseView>
