import type { Details } from '../details.js'

/** What a change brings in from elsewhere, and whether the licences let it. */
export const incoming = {
  title: 'What comes from elsewhere',
  result: (outcome: string, because: string) => `Result: ${outcome}${because === '' ? '' : `, ${because}`}.`,
  because: (title: string, licence: string) => `because of “${title}”, ${licence}`,
  standingStopped: 'A licence stops this proposal for now: “What comes from elsewhere” says which, and what you can do.',
  words: (n: number) => (n === 1 ? '1 word' : `${n} words`),
  passageFrom: 'of the fiche',
  declaredFrom: 'Source named in the header:',
  statedFrom: 'From elsewhere, a version says:',
  under: (licence: string) => `under ${licence}`,
  underUnknown: 'licence to be stated',
  writtenBy: 'Written by',
  on: (date: string) => `on ${date}`,
  where: (path: string, line: number) => `${path}, line ${line}`,
  olderIn: 'The same words are older in',
  olderWhy: 'whose licence lets them in: check where they come from, and name that source.',
  waysOut: 'What you can do',
  grantedBy: (name: string, date: string) => `${name} also grants them under this licence, since ${date}.`,
  grant: (label: string) => `These words are mine: I also grant them under ${label}`,
  grantHint: 'Your grant is public and is not taken back. The words keep the licence they have there too.',
  grantTogether: 'You wrote them with others: everyone has to agree.',
  grantAsk: 'Those who wrote this passage may grant it on this page, once signed in.',
  grantByProposal: 'Once the proposition is sent, they can be asked for their consent on its page.',
  grantByLetter: 'Those who wrote this passage may grant it: write to them, or take it out first.',
  proposeInstead: 'Send it as a proposition instead',
  proposeInsteadHint: 'Nothing is published: on its page, you can ask those who wrote the passage for their consent.',
  askGrant: 'Ask for their consent',
  askGrantOthers: 'Ask the others too',
  askWord: 'A word for those who wrote it, if you like',
  askHint: 'A request will await them in their inbox, under “To review”. Everyone can read this word.',
  askSend: 'Send the request',
  asked: 'Asked: the answer will be read here.',
  askedBy: (name: string, date: string) => `Consent asked for by ${name} on ${date}.`,
  waitsFor: 'Waiting for the answer of',
  declinedBy: (name: string, date: string) => `${name} does not grant these words (${date}).`,
  decline: 'I do not grant them',
  declineWord: 'Why, if you like',
  declineHint: 'Everyone can read it. You may change your mind as long as the proposition is open.',
  declineSend: 'Answer no',
  declined: 'Recorded: you do not grant these words.',
  grantUnknown: 'Nobody here can grant it: whoever wrote it has no account with that address.',
  didAsk: 'asks whoever wrote it to grant this passage',
  didGrant: 'grants a passage they wrote',
  didNotGrant: 'does not grant a passage they wrote',
  granted: 'Your grant is recorded. Thank you.',
  stopsIntegration: 'A licence stops it for now: see “What comes from elsewhere”.',
  seeIngredients: 'See what comes from elsewhere',
  mayBeSent: 'You may send your proposal: it can only be integrated once this is settled.',
  mustBeSettled: 'Settle this before publishing. Your text is kept.',
}

interface Stopped { readonly words?: number; readonly licence?: string; readonly here: { readonly path: string; readonly line?: number; readonly quote: string }; readonly from: { readonly title: string; readonly address?: string }; readonly verdict: { readonly en: string; readonly clause?: { readonly label: string }; readonly fixes: readonly { readonly en: string }[] } }

const sourceOf = ({ words, licence, from }: Stopped): string => `${words === undefined ? 'the source' : `${words} words of`} “${from.title}”${from.address === undefined ? '' : ` (${from.address})`}, ${licence === undefined ? 'licence to be stated' : `under ${licence}`}`
const placeOf = ({ here }: Stopped): string => (here.line === undefined ? '' : ` (${here.path}, line ${here.line}: “${here.quote.slice(0, 80)}${here.quote.length > 80 ? '…' : ''}”)`)
const fixesOf = ({ verdict }: Stopped): string => (verdict.fixes.length === 0 ? '' : ` What you can do: ${verdict.fixes.map((fix) => fix.en.replace(/\.$/, '')).join('; ')}.`)
const told = (one: Stopped): string => `${sourceOf(one)}${placeOf(one)}. ${one.verdict.en}${fixesOf(one)}`
/** The same for a terminal: the fiche, the passage, why, by which clause and what to do, a line each. */
const toldInLines = (one: Stopped): string => [
  ...(placeOf(one) === '' ? [`${sourceOf(one)}.`] : [sourceOf(one), `${placeOf(one).trim()}.`]), one.verdict.en, one.verdict.clause === undefined ? '' : `Clause: ${one.verdict.clause.label}`, fixesOf(one).trim(),
].filter((part) => part !== '').map((part, place) => (place === 0 ? part : `  ${part}`)).join('\n')

/** What stops for its licence, and the way out. */
export const incomingErrors: Record<string, string | ((d: Details) => string)> = {
  'licences.stopped': (d) => `A licence does not allow it: nothing was published. This change takes ${(d.stopped as readonly Stopped[]).map(told).join(' It also takes ')}`,
  'licences.nothing_to_grant': 'This passage no longer comes from elsewhere, or changed since. Read the page again.',
  'licences.not_yours_to_grant': 'Only those who wrote these words, from a confirmed address of their account, may grant them.',
  'licences.nobody_to_ask': 'Nobody but you can grant this passage here: whoever wrote it has no account with that address.',
  'licences.asked_already': 'Their consent is asked for already: the answer will be read here.',
  'licences.not_asked': 'Nobody asked you to grant this passage.',
  'licences.too_long_to_grant': 'This passage is too long to be granted this way: rather change the licence of the fiche it comes from.',
  'push.licence_stops': (d) => `Licence: this push takes ${toldInLines(d.ingredient as Stopped)}\n  Are these words yours? Propose them (git push origin HEAD:refs/for/main), then grant them on the proposal’s page.`,
  'push.licence_will_stop': (d) => `Licence: the proposal is received, but cannot be integrated so. It takes ${toldInLines(d.ingredient as Stopped)}`,
  'push.licence_warns': (d) => `Licence, to know: this push takes ${toldInLines(d.ingredient as Stopped)}`,
}
