import { identify } from '../../../content-schema/licences/identify.js'
import type { Details } from '../details.js'

const licenceIn = (d: Details, key: string): string => identify(String(d[key] ?? ''))?.shortName ?? String(d[key] ?? '')
const most = 6
const namesIn = (d: Details): string => {
  const names = (d.names as readonly string[] | undefined) ?? []
  const shown = names.length <= most + 1 ? names : names.slice(0, most)
  return `${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`
}

/** Changing a licence, and consenting to it. */
export const licensingErrors: Record<string, string | ((d: Details) => string)> = {
  'licence.consents_missing': (d) => `The licence cannot become ${licenceIn(d, 'to')} now: the consent of ${namesIn(d) || 'people no version names'}, whose words are in the text, is missing. Nothing changed. Ask for it, or keep the licence: ${String(d.page)}`,
  'licence.words_back': (d) => `This text brings back words of ${namesIn(d) || 'people no version names'}, written before the fiche became ${licenceIn(d, 'to')}, and their consent is missing. Nothing has changed. Whoever wrote them may bring them back themselves (which is consent); otherwise, say this passage in your own words.`,
  'licence.label_refused': (d) => `The licence cannot become ${licenceIn(d, 'to')}. ${String(d.en)} Nothing changed.`,
  'licence.words_under_way': 'The forge is reading the history of this fiche to know whose words they are. Try again in a minute: nothing is lost.',
  'licence.same_label': (d) => `The fiche is under this licence already${d.to === undefined ? '' : ` (${licenceIn(d, 'to')})`}. Choose another.`,
  'licence.why_missing': 'Say why, in a few words.',
  'licence.asked_already': 'This consent is asked for already: the answers are below.',
  'licence.nobody_to_ask': 'There is nobody to ask: the licence can change at once.',
  'licence.ask_closed': 'This request is closed.',
  'licence.not_your_words': 'Each person answers for their own words: none of yours are in the text of this fiche.',
  'licence.granted_stays': 'The fiche is under this licence already, with your consent: a licence given is not taken back. For what comes next, write to the stewards.',
  'licence.consented_already': 'You said yes already: it is noted.',
  'licence.refused_already': 'You said no already: it is noted.',
  'licence.terms_missing': 'Say what was granted, when and how: the letter, its words, where it is kept.',
  'licence.name_unknown': (d) => `No words of the fiche are signed “${String(d.name)}”. Copy the name as it stands in the list.`,
  'licence.answers_themselves': (d) => `${String(d.name)} has an account here and answers for their own words: nobody says it in their place. Ask them.`,
  'licence.permission_withdrawn': 'This permission is not counted any more already.',
  'licence.stated_elsewhere': (d) => `The licence is stated elsewhere than in the header too (at the foot of the text, or in a file): change it there by improving the fiche, so that it says ${licenceIn(d, 'to')} everywhere.`,
  'push.relabel_apart': 'This push changes the licence and brings too many versions at once. Push those versions first, then the change of licence.',
  'not_found.ask': 'There is no such request.',
  'not_found.permission': 'There is no such permission.',
}
