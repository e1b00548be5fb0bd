import { expect, test } from 'vitest'
import type { ChainEvent } from '../../../forge/domain/git.js'
import type { MergeRequestEvent } from '../../../forge/domain/journal.js'
import type { VerdictKind } from '../../../forge/domain/merge-request.js'
import type { Person, PersonRef } from '../../../forge/domain/person.js'
import { replayMergeRequest, verdictsOf } from '../../../forge/domain/replay.js'
import type { DecisionRule, Resource } from '../../../forge/domain/resource.js'
import { standingOf } from '../../../forge/domain/standing.js'
import { messagesFor, type Locale } from '../../../web/messages/messages.js'
import { proposalStanding, standingSentence, type StandingShown } from '../../../web/pages/parts/proposal-standing.js'
import type { Ui } from '../../../web/pages/ui.js'

const day = 24 * 3600 * 1000
const start = Date.UTC(2026, 10, 26, 12)
const oid = (n: number) => n.toString(16).padStart(40, '0')
const ref = (id: string): PersonRef => ({ id, handle: id, name: id.charAt(0).toUpperCase() + id.slice(1) })
const garance = ref('garance'), lea = ref('léa')
const says = (by: string, verdict: VerdictKind, iteration = 1): MergeRequestEvent => ({ kind: 'verdict', actor: ref(by), verdict, text: '', iteration })
const again: MergeRequestEvent = { kind: 'iteration', actor: ref('lou'), number: 2, base: oid(90), head: oid(92), message: '' }

interface Told { readonly rule: DecisionRule; readonly events?: readonly MergeRequestEvent[]; readonly after?: number; readonly authors?: readonly string[]; readonly stewards?: readonly PersonRef[]; readonly state?: 'retired'; readonly conflicts?: number }
interface Reader { readonly who?: string; readonly integrate?: true; readonly review?: false; readonly lift?: true; readonly locale?: Locale }

function shown(told: Told, reader: Reader): { ui: Ui; shown: StandingShown } {
  const opened: MergeRequestEvent = { kind: 'opened', actor: ref('lou'), title: 'T', description: '', base: oid(90), head: oid(91) }
  const chain: ChainEvent[] = [opened, ...(told.events ?? [])].map((event, n) => ({ oid: oid(n + 1), author: { name: '', email: '', at: start, offsetMinutes: 0 }, payload: { ...event } }))
  const request = replayMergeRequest('r', 1, chain)
  if (!request) throw new Error('no request')
  const verdicts = verdictsOf(chain)
  const stewards = told.stewards ?? [garance, lea]
  const resource = { id: 'r', slug: 'meteo', rule: told.rule, stewards, state: told.state ?? 'published', owner: { kind: 'community', id: 'c', handle: 'cooperation', name: 'Coopération' } } as unknown as Resource
  const voices = { authors: new Set(['lou', ...(told.authors ?? [])]), stewards }
  const { who, locale = 'fr' } = reader
  return {
    ui: { locale, m: messagesFor(locale), ...(who !== undefined && { person: { id: who } as Person }) } as unknown as Ui,
    shown: {
      resource, request, chain, merge: told.conflicts === undefined ? { kind: 'clean' } : { kind: 'conflicts', files: told.conflicts }, names: new Map([['noe', { name: 'Noé de ce jour' }]]),
      standing: request.state === 'open' ? standingOf({ resource, request, verdicts, chain, voices, now: start + (told.after ?? 0) }) : undefined,
      may: { integrate: reader.integrate ?? false, review: reader.review ?? who !== undefined, lift: new Set(reader.lift ? [oid(2)] : []) },
    },
  }
}
function sentence(told: Told, reader: Reader = {}): string {
  const { ui, shown: data } = shown(told, reader)
  if (data.standing === undefined) throw new Error('closed')
  return standingSentence(ui, { ...data, standing: data.standing }).replaceAll('\u00a0', ' ')
}

const open: DecisionRule = { kind: 'ouverte' }
const stewarded: DecisionRule = { kind: 'garant·es' }
const one: DecisionRule = { kind: 'relecture', readers: 1 }
const three: DecisionRule = { kind: 'relecture', readers: 3 }
const week: DecisionRule = { kind: 'consentement', days: 7 }
const noe = { who: 'noe' }

test.each<[string, Told, Reader, string]>([
  ['ouverte, to whom may', { rule: open }, { ...noe, integrate: true }, 'Rien ne s’y oppose : vous pouvez l’intégrer.'],
  ['ouverte, to anybody else', { rule: open }, noe, 'Rien ne s’y oppose : tout·e membre de Coopération peut l’intégrer.'],
  ['garant·es, to a steward', { rule: stewarded }, { who: 'garance', integrate: true }, 'Rien ne s’y oppose : vous pouvez l’intégrer.'],
  ['garant·es, to anybody else', { rule: stewarded }, noe, 'Rien ne s’y oppose : Garance ou Léa peut l’intégrer.'],
  ['garant·es, many stewards', { rule: stewarded, stewards: ['a', 'b', 'c', 'd', 'e'].map(ref) }, noe, 'Rien ne s’y oppose : un·e garant·e peut l’intégrer.'],
  ['passages to settle', { rule: stewarded, conflicts: 1 }, { who: 'garance', integrate: true }, 'Rien ne s’y oppose : conciliez d’abord les passages que deux personnes ont modifiés, puis vous pourrez l’intégrer.'],
  ['relecture, to a visitor', { rule: one }, {}, 'Il manque une relecture. Connectez-vous pour la donner.'],
  ['relecture, to a visitor, several', { rule: three }, {}, 'Il manque 3 relectures. Connectez-vous pour en donner une.'],
  ['relecture, to a reader', { rule: one }, noe, 'Il manque une relecture. Vous pouvez la donner.'],
  ['relecture, to a reader, several', { rule: three }, noe, 'Il manque 3 relectures. Vous pouvez en donner une.'],
  ['relecture, to a reader whose token only reads', { rule: one }, { ...noe, review: false }, 'Il manque une relecture.'],
  ['relecture, to the proposer', { rule: one }, { who: 'lou', review: false }, 'Il manque une relecture. Vous avez écrit ce texte : quelqu’un d’autre doit le lire.'],
  ['relecture, to a co-author', { rule: one, authors: ['noe'] }, noe, 'Il manque une relecture. Vous avez écrit ce texte : quelqu’un d’autre doit le lire.'],
  ['relecture, to who consented', { rule: three, events: [says('noe', 'consent')] }, noe, 'Il manque 2 relectures. Vous avez donné la vôtre ; quelqu’un d’autre doit le lire.'],
  ['relecture, to who consented to an earlier text', { rule: one, events: [says('noe', 'consent'), again] }, noe, 'Il manque une relecture. Vous pouvez la donner.'],
  ['relecture, to who asked', { rule: one, events: [says('noe', 'question')] }, noe, 'Il manque une relecture. Vous avez posé une question : dites si vous consentez quand elle a sa réponse. Noé de ce jour attend une réponse à sa question ; cela n’empêche pas d’intégrer.'],
  ['relecture done', { rule: one, events: [says('noe', 'consent')] }, { who: 'zoe' }, 'Rien ne s’y oppose : Garance ou Léa peut l’intégrer.'],
  ['relecture done, a steward wrote it', { rule: one, events: [says('noe', 'consent')], authors: ['garance'] }, { who: 'zoe' }, 'Rien ne s’y oppose : Léa ou Noé de ce jour peut l’intégrer.'],
  ['relecture done, a steward read it', { rule: one, events: [says('garance', 'consent')] }, { who: 'zoe' }, 'Rien ne s’y oppose : Garance ou Léa peut l’intégrer.'],
  ['consentement, nobody yet', { rule: week }, noe, 'Il manque une relecture. Vous pouvez la donner. Le temps pour objecter court jusqu’au 3 décembre 2026.'],
  ['consentement, nobody, long after', { rule: week, after: 100 * day }, noe, 'Il manque une relecture. Vous pouvez la donner.'],
  ['consentement, read, the delay running', { rule: week, events: [says('noe', 'consent')] }, { who: 'zoe' }, 'On peut encore objecter jusqu’au 3 décembre 2026 ; ensuite Garance ou Léa pourra l’intégrer.'],
  ['consentement, read, to a steward', { rule: week, events: [says('noe', 'consent')] }, { who: 'garance', integrate: true }, 'On peut encore objecter jusqu’au 3 décembre 2026 ; ensuite vous pourrez l’intégrer.'],
  ['consentement, over', { rule: week, events: [says('noe', 'consent')], after: 8 * day }, { who: 'garance', integrate: true }, 'Rien ne s’y oppose : vous pouvez l’intégrer.'],
  ['an objection, to anybody', { rule: open, events: [says('noe', 'objection')] }, { who: 'zoe' }, 'Noé de ce jour a une objection : elle doit être levée avant d’intégrer. Qui l’a faite peut la lever, ou un·e garant·e en disant pourquoi.'],
  ['an objection, to who raised it', { rule: open, events: [says('noe', 'objection')] }, { ...noe, lift: true }, 'Noé de ce jour a une objection : elle doit être levée avant d’intégrer. C’est la vôtre : dites ce qui la lèverait, ou levez-la si le risque n’est plus là.'],
  ['an objection, to a steward', { rule: stewarded, events: [says('noe', 'objection')] }, { who: 'garance', lift: true, integrate: true }, 'Noé de ce jour a une objection : elle doit être levée avant d’intégrer. Qui l’a faite peut la lever ; vous le pouvez aussi, en disant pourquoi.'],
  ['an objection, to the proposer', { rule: week, events: [says('noe', 'objection')] }, { who: 'lou' }, 'Noé de ce jour a une objection : elle doit être levée avant d’intégrer. Répondez-y, ou envoyez une nouvelle version qui en tient compte.'],
  ['two objections', { rule: one, events: [says('noe', 'objection'), says('zoe', 'objection')] }, {}, 'Noé de ce jour et Zoe ont des objections : elles doivent être levées avant d’intégrer. Qui l’a faite peut la lever, ou un·e garant·e en disant pourquoi.'],
  ['a question, nothing else missing', { rule: stewarded, events: [says('noe', 'question')] }, { who: 'garance', integrate: true }, 'Rien ne s’y oppose : vous pouvez l’intégrer. Noé de ce jour attend une réponse à sa question ; cela n’empêche pas d’intégrer.'],
  ['questions of two', { rule: stewarded, events: [says('noe', 'question'), says('zoe', 'question')] }, { who: 'garance', integrate: true }, 'Rien ne s’y oppose : vous pouvez l’intégrer. Noé de ce jour et Zoe attendent une réponse à leurs questions ; cela n’empêche pas d’intégrer.'],
  ['a retired fiche', { rule: open, state: 'retired' }, noe, 'La fiche est retirée : rien ne peut y être intégré tant qu’elle l’est.'],
  ['in English', { rule: week, events: [says('noe', 'consent')] }, { who: 'zoe', locale: 'en' }, 'Objections can still be raised until 3 December 2026; then Garance or Léa can integrate it.'],
  ['in English, a review', { rule: one }, { ...noe, locale: 'en' }, 'One review is missing. You can give it.'],
])('should say what is missing and who can act: %s', (_what, told, reader, expected) => {
  expect(sentence(told, reader)).toBe(expected)
})

test('should have an English sentence for every French one, and none empty', () => {
  for (const rule of [open, stewarded, one, three, week]) {
    for (const events of [[], [says('noe', 'consent')], [says('noe', 'objection')], [says('noe', 'question')]]) {
      for (const who of [undefined, 'lou', 'noe', 'garance']) {
        const en = sentence({ rule, events }, { ...(who !== undefined && { who }), locale: 'en' })
        expect(en).toMatch(/[.]$/)
        expect(en.replaceAll('Coopération', '').replaceAll('Léa', '').replaceAll('Noé', '')).not.toMatch(/[éèêà«]|undefined/)
      }
    }
  }
})

test('should list who read this text and who is to be asked again', () => {
  const { ui, shown: data } = shown({ rule: three, events: [says('noe', 'consent'), says('zoe', 'objection'), again, says('ana', 'question', 2), says('zoe', 'consent', 2)] }, {})
  const page = String(proposalStanding(ui, data)).replaceAll('\u00a0', ' ')
  expect(page).toContain('Ont lu ce texte : Ana (question) et Zoe (consent).')
  expect(page).toContain('Noé de ce jour avait lu une version précédente : son avis est à redemander.')
})

test('should say how a closed proposition ended, with its reason', () => {
  const { ui, shown: data } = shown({ rule: one, events: [{ kind: 'declined', actor: ref('garance'), reason: 'Trop <long>' }] }, {})
  const page = String(proposalStanding(ui, data))
  expect(page).toContain('Non retenue par Garance')
  expect(page).toContain('Trop &lt;long&gt;')
})
