/** Refusals about passages: comments, suggestions, visitors. */
import type { Details } from '../details.js'

export const passageErrors: Record<string, string | ((d: Details) => string)> = {
  'not_found.thread': 'This thread does not exist, or its author removed it.',
  'not_found.suggestion': 'This suggestion does not exist, or somebody dealt with it already.',
  'passage.not_there': 'This passage is not in the text. Choose it again in the list of passages.',
  'passage.no_wording': 'Write the other wording. To propose that this passage be removed, say so in a comment.',
  'passage.has_its_form': 'This passage comes from a field of the resource: it is changed with the “Improve” button.',
  'suggestion.passage_changed': 'This passage has changed since the suggestion: take it up by hand. Nothing is lost, it stays open.',
  'suggestion.already_settled': 'This suggestion has been dealt with already.',
  'suggestion.reason_missing': 'Say why: its author will read your reason.',
  'suggestion.not_invited': 'Suggestions without an account are not open here. Sign in to make one.',
  'suggestion.too_long': 'This is too long for a suggestion. To change several passages, use the “Improve” button.',
  'suggestion.too_many_waiting': 'Many suggestions are waiting to be read here. Come back another day; your text is still in the form.',
  'suggestion.too_many': 'You have made several suggestions in a short time. Wait an hour; your text is still in the form.',
  'thread.author_only': 'Only the person who wrote a message may remove it.',
  'policy.thread_author_or_stewards': 'Only the person who opened this thread and the stewards may close or reopen it.',
}
