import type { practising as french } from '../fr/practising.js'

const several = (n: number, one: string, many: string) => (n === 1 ? `${n} ${one}` : `${n} ${many}`)

export const practising: typeof french = {
  button: 'I put it into practice',
  buttonHint: 'Say how it went, in a minute.',
  title: (n) => (n === 0 ? 'Field reports' : several(n, 'field report', 'field reports')),
  none: 'Nobody has told yet how it went.',
  readOn: 'read on',
  waiting: (n) => (n === 1 ? '1 report waits to be confirmed.' : `${n} reports wait to be confirmed.`),
  tell: 'I put it into practice',
  all: (n) => `Read the ${n} reports`,
  heading: (title) => `I put “${title}” into practice`,
  question: 'How did it go?',
  questionHint: 'When, where, with how many people; what worked, what you would do otherwise. A few sentences are enough. Name nobody without their consent.',
  send: 'Send my report',
  sendHint: 'It will be read on the fiche, with your name, once a steward has confirmed it.',
  orElse: 'You have more to say?',
  improve: 'Improve the fiche',
  wholeStory: 'Write a whole field report',
  already: (date) => `You said so already, on ${date}.`,
  seeMine: 'See my report',
  done: { claimed: 'Thank you! Your report will be read on the fiche once a steward has confirmed it.', confirmed: 'Thank you! Your report is now on the fiche.' },
}
