import type { flowErrors as french } from '../fr/errors-flow.js'

const dateOf = (at: unknown): string => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(Number(at))

export const flowErrors: typeof french = {
  'mail.not_sent': 'The mail could not leave. The forge will try again.',
  'policy.take_over': 'Only stewards may take a proposal over. You may comment on it.',
  'proposal.not_still': (d) => `This proposal is still moving: it may be taken over from ${dateOf(d.from)} if nothing happens. Until then, write to the person who proposed it.`,
  'proposal.own_take_over': 'This is your proposal: update it directly.',
}
