import type { Details } from '../details.js'

export const reuseErrors: Record<string, string | ((d: Details) => string)> = {
  'not_found.passage_dispute': 'Nothing was said so here. Go back to the page “Elsewhere too” of the fiche.',
  'policy.passage_answer': 'The stewards and authors of both fiches answer here, and who told of the passage. You may say in turn where it comes from.',
  'policy.passage_lift': 'Only who said it can take it back. You may answer them.',
  'reuse.not_here': 'These words are not in the published fiche. Copy at least five of them from its page, in a row.',
  'reuse.from_missing': 'Say where this passage comes from, or whose it is.',
  'reuse.reason_missing': 'Say why, in one sentence: the people concerned will read it.',
  'reuse.answer_missing': 'Write your answer.',
  'reuse.said_already': 'You said so of this passage already. Add an answer under what you wrote.',
  'reuse.too_many': (d) => `You already told of ${String(d.most)} passages of this fiche. Wait to be answered, or take back what you said.`,
  'reuse.lifted': 'This was taken back by who said it.',
}
