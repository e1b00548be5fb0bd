import { z } from 'zod'

/** Who wrote each word of a file at a version. */
export const ProvenanceView = z.object({
  version: z.string(), path: z.string(),
  state: z.enum(['known', 'under_way', 'failed']).describe('`under_way`: a long history is being read, ask again in a moment'),
  progress: z.object({ done: z.number(), total: z.number() }).nullable().describe('Versions read, while under way'),
  people: z.array(z.object({ name: z.string(), handle: z.string().nullable(), words: z.number(), share: z.number().describe('0 to 1; indicative: nothing in law follows from it') })).describe('Most words first'),
  origins: z.array(z.object({
    commit: z.string(), at: z.string().nullable(), title: z.string(), path: z.string().describe('Where the words were born'),
    how: z.enum(['typed', 'copied', 'restored', 'imported', 'merged', 'squashed']), words: z.number(), people: z.array(z.number()).describe('Places in `people`'),
    bornIn: z.object({ title: z.string(), path: z.string().nullable().describe('Null when it left this instance') }).nullable().describe('The other resource where the words were written, when they were not here'),
    licence: z.string().nullable().describe('Declared where and when the words were born'), confidence: z.number().describe('0 to 1, of the least sure of these words; below 0.5 somebody should confirm'),
    since: z.array(z.object({ how: z.enum(['typed', 'copied', 'restored', 'imported', 'merged', 'squashed', 'moved']), commit: z.string(), at: z.string().nullable(), path: z.string() })).describe('Each time they arrived somewhere since, oldest first'),
  })),
  runs: z.array(z.object({ start: z.number(), end: z.number(), origin: z.number().describe('Place in `origins`') })).describe('Stretches of the text, as UTF-16 offsets'),
  notCovered: z.number().describe('Versions or files the history does not let one read'),
})
export type ProvenanceView = z.infer<typeof ProvenanceView>
