import type { ChainEvent, Oid } from '../../../forge/domain/git.js'
import { stopsAt, type Incoming } from '../../../forge/domain/incoming.js'
import type { Relicensing } from '../../../forge/domain/relicensing.js'
import type { MergeRequest } from '../../../forge/domain/merge-request.js'
import type { PersonRef } from '../../../forge/domain/person.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import type { Standing } from '../../../forge/domain/standing.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { dateText } from './dates.js'
import type { ShownPerson } from './people.js'

/** What is said of where a proposition stands, to one reader. */
export interface StandingShown {
  readonly resource: Resource
  readonly request: MergeRequest
  readonly chain: readonly ChainEvent[]
  /** What it brings in from elsewhere, when that is known. */
  readonly incoming?: Incoming | undefined
  readonly relicensing?: Relicensing | undefined
  /** Undefined once closed. */
  readonly standing: Standing | undefined
  readonly merge: { readonly kind: 'clean' | 'contained' } | { readonly kind: 'conflicts'; readonly files: number } | undefined
  /** What this reader may do; `lift`: the objections they may lift. */
  readonly may: { readonly integrate: boolean; readonly review: boolean; readonly lift: ReadonlySet<Oid> }
  /** Names today, by person. */
  readonly names: ReadonlyMap<string, ShownPerson>
}

/** Names beyond which stewards are said together. */
const namedAtMost = 4

/** Where a proposition stands: what is missing and who can act, then who read it. */
export function proposalStanding(ui: Ui, shown: StandingShown): Html {
  const { rules: m, proposing } = ui.m
  const { request, resource, chain, standing } = shown
  const last = chain.findLast((event) => event.payload.kind === request.state)
  if (request.state !== 'open' && last) {
    const event = last.payload as unknown as { actor: PersonRef; reason?: string }
    const sentence = proposing.status[request.state](nameOf(shown, event.actor), dateText(last.author.at, ui.locale))
    return html`<p class="banner" role="note">${sentence}${event.reason ? html` « ${event.reason} »` : ''}${request.mergedAs === undefined ? '' : html` <a href="/${addressOf(resource)}">${proposing.seeResult}</a>`}</p>`
  }
  if (standing === undefined) return html``
  const readers = standing.readers.map((verdict) => `${nameOf(shown, verdict.by)} (${verdict.lifted ? m.standing.readerLifted : m.standing.reader[verdict.kind]})`)
  return html`<div class="banner standing" role="note"><p>${standingSentence(ui, { ...shown, standing })}</p>
${readers.length === 0 ? '' : html`<p class="soft">${m.standing.readers} ${m.and(readers)}.</p>`}
${standing.askedAgain.length === 0 ? '' : html`<p class="soft">${m.standing.askedAgain(m.and(standing.askedAgain.map((by) => nameOf(shown, by))), standing.askedAgain.length === 1)}</p>`}</div>`
}

/** The sentence for an open proposition, as plain text: what is still missing for integration, and who can act. */
export function standingSentence(ui: Pick<Ui, 'locale' | 'm' | 'person'>, shown: StandingShown & { readonly standing: Standing }): string {
  const { rules: m, proposing } = ui.m
  const { resource, standing, merge } = shown
  const [obstacle] = standing.obstacles
  const until = standing.obstacles.find(({ kind }) => kind === 'delay')
  const day = (at: number) => dateText(at, ui.locale)
  const sentences: string[] = []
  if (resource.state === 'retired') sentences.push(m.standing.retired)
  else {
    switch (obstacle?.kind) {
      case 'objections': {
        const raisers = [...new Map(obstacle.objections.map(({ by }) => [by.id, nameOf(shown, by)])).values()]
        sentences.push(obstacle.objections.length === 1 ? m.standing.objection(m.and(raisers)) : raisers.length === 1 ? m.standing.objection(raisers[0] ?? '') : m.standing.objections(m.and(raisers)))
        sentences.push(whoAnswersObjections(ui, shown, obstacle.objections.some(({ by }) => by.id === ui.person?.id)))
        break
      }
      case 'consents':
        sentences.push(m.standing.readings(standing.missing), whoReads(ui, shown))
        if (until?.kind === 'delay') sentences.push(m.standing.delayFirst(day(until.until)))
        break
      case 'delay': sentences.push(shown.may.integrate ? m.standing.delayYou(day(obstacle.until)) : m.standing.delay(day(obstacle.until), integrators(ui, shown) ?? m.anySteward)); break
      case undefined: {
        if (shown.incoming !== undefined && stopsAt(shown.incoming)) { sentences.push(ui.m.incoming.standingStopped); break }
        if (shown.relicensing?.verdict.verdict === 'block') { sentences.push(ui.m.licensing.proposedStops); break }
        if (merge?.kind === 'conflicts' && shown.may.integrate) { sentences.push(m.standing.readySettling); break }
        const who = integrators(ui, shown)
        sentences.push(shown.may.integrate ? m.standing.readyYou : who === undefined ? m.standing.readyNobody : m.standing.ready(who))
        if (merge?.kind === 'conflicts') sentences.push(proposing.needsSettling(merge.files))
      }
    }
  }
  const asking = [...new Map(standing.questions.map(({ by }) => [by.id, nameOf(shown, by)])).values()]
  if (asking.length > 0) sentences.push(asking.length === 1 ? m.standing.question(asking[0] ?? '') : m.standing.questions(m.and(asking)))
  return sentences.filter((sentence) => sentence !== '').join(' ')
}

const nameOf = (shown: Pick<StandingShown, 'names'>, ref: PersonRef): string => shown.names.get(ref.id)?.name ?? ref.name

function whoAnswersObjections(ui: Pick<Ui, 'm' | 'person'>, { standing, may }: StandingShown & { readonly standing: Standing }, isTheirs: boolean): string {
  const { standing: m } = ui.m.rules
  if (isTheirs) return m.liftYours
  if (may.lift.size > 0) return m.liftAsSteward
  return ui.person !== undefined && standing.authors.has(ui.person.id) ? m.answerIt : m.liftedByWho
}

function whoReads(ui: Pick<Ui, 'm' | 'person'>, { standing, may }: StandingShown & { readonly standing: Standing }): string {
  const { standing: m } = ui.m.rules
  const isOne = standing.missing === 1
  if (ui.person === undefined) return isOne ? m.readSignIn : m.readSignInOne
  if (standing.authors.has(ui.person.id)) return m.readAuthor
  const mine = standing.readers.find(({ by }) => by.id === ui.person?.id)
  if (mine?.kind === 'consent') return m.readDone
  if (mine?.kind === 'question') return m.readQuestion
  if (!may.review) return ''
  return isOne ? m.readYou : m.readYouOne
}

/** « Garance ou Léa »; undefined when nobody could. */
function integrators(ui: Pick<Ui, 'm'>, shown: StandingShown & { readonly standing: Standing }): string | undefined {
  const { rules: m } = ui.m
  const { integrators: who } = shown.standing
  if (who === 'members') return m.anyMember(shown.resource.owner.name)
  if (who.length === 0) return undefined
  return who.length > namedAtMost ? m.anySteward : m.or(who.map((ref) => nameOf(shown, ref)))
}
