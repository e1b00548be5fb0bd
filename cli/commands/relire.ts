import { Option, type Command } from 'commander'
import type { z } from 'zod'
import * as api from '../../forge/contract/api.js'
import { askPerson, isSomebodyThere } from '../asking.js'
import { placeOf, whoAmI, type Place } from '../place.js'
import { Refused } from '../refusals.js'
import { changesLines, headLines, styleHere } from '../reviewing/changes-shown.js'
import { goThrough } from '../reviewing/going-through.js'
import { changesNamed, paramsOf, readProposition, type Proposition } from '../reviewing/proposition.js'
import { standingSentences } from '../reviewing/standing.js'
import type { CommandContext, Terminal } from '../terminal.js'
import { whole } from '../whole.js'

interface Options { accepter?: string; nePasRetenir?: string; raison?: string; avis?: Verdict; message?: string; levee?: string; commenter?: string; serveur?: string; json: boolean }
type Verdict = 'question' | 'consentement' | 'objection' | 'bonification'
type Review = z.input<NonNullable<typeof api.review.body>>

const verdicts = { question: 'question', consentement: 'consent', objection: 'objection', bonification: 'bonification' } as const

/** `communs relire N [ADRESSE]`: shows a proposition, and sends what one person answers: with options, or change by change. */
export function relire(program: Command, { terminal }: CommandContext): void {
  program.command('relire').alias('review').description('relire une proposition\u00a0: ses changements un à un, puis vos réponses et votre avis')
    .argument('<n>', 'numéro de la proposition', whole).argument('[adresse]', 'COMMUNAUTE/FICHE\u00a0; par défaut celle de cette copie')
    .option('--accepter <numéros>', 'changements à accepter (1,3 ou «\u00a0tout\u00a0»)').option('--ne-pas-retenir <numéros>', 'changements à ne pas retenir').option('--raison <texte>', 'pourquoi ils ne sont pas retenus')
    .addOption(new Option('--avis <avis>', 'votre avis sur la proposition').choices(Object.keys(verdicts)))
    .option('--message <texte>', 'ce que vous en dites\u00a0; pour une objection, le risque que vous voyez').option('--levee <texte>', 'ce qui lèverait votre objection').option('--commenter <texte>', 'un commentaire, sans avis')
    .option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (number: number, address: string | undefined, options: Options) => {
      const place = await placeOf(address, options.serveur)
      const proposition = await readProposition(place, number)
      const isGiven = [options.accepter, options.nePasRetenir, options.avis, options.message, options.commenter].some((one) => one !== undefined)
      if (isGiven) await sendGiven(terminal, place, proposition, options)
      else if (options.raison !== undefined || options.levee !== undefined) throw usage('--raison va avec --ne-pas-retenir, et --levee avec --avis objection.')
      else if (options.json) terminal.json(asJson(proposition))
      else {
        for (const line of headLines(proposition, `${place.owner}/${place.slug}`, styleHere())) terminal.sayStyled(line)
        const mayAsk = isSomebodyThere() && process.stdout.isTTY && proposition.mergeRequest.state === 'open' && place.client.token !== undefined
        if (mayAsk) await goThroughAndSend(terminal, place, proposition)
        else {
          for (const line of changesLines(proposition, styleHere())) terminal.sayStyled(line)
          terminal.say(['', ...standingSentences(proposition)].join('\n'))
        }
      }
    })
}

const usage = (sentence: string): Refused => new Refused('usage.review', sentence)

const asJson = ({ mergeRequest, iteration, files, missing, merge, integrators }: Proposition): object => ({ proposition: mergeRequest, iteration, files, missing, merge, integrators })

async function sendGiven(terminal: Terminal, place: Place, proposition: Proposition, options: Options): Promise<void> {
  const [accepted, left] = [options.accepter, options.nePasRetenir].map((list) => (list === undefined ? [] : changesNamed(proposition, list)))
  const both = accepted?.find((change) => left?.includes(change))
  if (both) throw usage(`Le changement ${both.number} est à la fois accepté et non retenu\u00a0: choisissez.`)
  if (left !== undefined && left.length > 0 && (options.raison ?? '').trim() === '') throw usage('Dites pourquoi avec --raison "…"\u00a0: la personne qui a proposé lira cette raison.')
  if (options.levee !== undefined && options.avis !== 'objection') throw usage('--levee dit ce qui lèverait une objection\u00a0: elle va avec --avis objection.')
  const reason = options.raison ?? ''
  const decisions = [...(accepted ?? []).map(({ name }) => ({ change: name, decision: 'accepted' as const })), ...(left ?? []).map(({ name }) => ({ change: name, decision: 'not_kept' as const, reason }))]
  const review: Review = {
    iteration: proposition.iteration, decisions, ...(options.avis !== undefined && { verdict: verdicts[options.avis] }),
    ...(options.message !== undefined && { text: options.message }), ...(options.levee !== undefined && { liftCondition: options.levee }),
  }
  const isReview = decisions.length > 0 || options.avis !== undefined || options.message !== undefined
  await send(terminal, place, proposition, isReview ? review : undefined, options.commenter === undefined ? [] : [{ text: options.commenter }], options.json)
}

/** A review, then comments: what is sent, and where the proposition stands then. */
async function send(terminal: Terminal, place: Place, { mergeRequest: { number }, iteration }: Proposition, review: Review | undefined, comments: readonly { readonly text: string; readonly change?: string }[], isJson: boolean): Promise<void> {
  await whoAmI(place.client)
  const params = paramsOf(place, number)
  if (review) await place.client.call(api.review, { params, body: review })
  for (const comment of comments) await place.client.call(api.comment, { params, body: { ...comment, iteration } })
  const now = await readProposition(place, number)
  if (isJson) terminal.json(asJson(now))
  else terminal.say([review ? 'Votre relecture est envoyée.' : 'Votre commentaire est envoyé.', ...standingSentences(now)].join('\n'))
}

async function goThroughAndSend(terminal: Terminal, place: Place, proposition: Proposition): Promise<void> {
  const asking = askPerson('rien n’a été envoyé')
  try {
    const { decisions, comments } = await goThrough(asking, proposition, styleHere())
    const verdict = await verdictAsked(asking)
    if (decisions.size === 0 && comments.length === 0 && verdict.verdict === undefined) { terminal.say('Vous n’avez rien répondu\u00a0: rien n’a été envoyé.'); return }
    const kept = [...decisions.values()].filter(({ decision }) => decision === 'accepted').length
    asking.say(`Accepté\u00a0: ${kept}. Non retenu\u00a0: ${decisions.size - kept}. Sans réponse\u00a0: ${proposition.changes.length - decisions.size}. Commentaires\u00a0: ${comments.length}.`)
    if (!/^(o|oui|y|yes)$/i.test(await asking.line('Terminer la relecture et l’envoyer\u00a0? (o/N)'))) { terminal.say('Rien n’a été envoyé.'); return }
    const review: Review = { iteration: proposition.iteration, decisions: [...decisions].map(([change, answer]) => ({ change: change.name, ...answer })), ...verdict }
    const isReview = decisions.size > 0 || verdict.verdict !== undefined
    await send(terminal, place, proposition, isReview ? review : undefined, comments.map(({ change, text }) => ({ text, change: change.name })), false)
  } finally { asking.end() }
}

async function verdictAsked(asking: ReturnType<typeof askPerson>): Promise<Pick<Review, 'verdict' | 'text' | 'liftCondition'>> {
  for (;;) {
    const key = (await asking.line('Votre avis\u00a0? q question · c consentement · o objection · b bonification · Entrée\u00a0: pas d’avis\u00a0?')).toLowerCase()
    const verdict = { q: 'question', c: 'consent', o: 'objection', b: 'bonification' }[key] as Review['verdict']
    if (key === '') return {}
    if (verdict === undefined) continue
    const text = await asking.line({ question: 'Votre question\u00a0:', consent: 'Un mot, si vous voulez\u00a0:', objection: 'Quel risque voyez-vous\u00a0?', bonification: 'Quelle amélioration\u00a0?' }[verdict])
    if (text === '' && verdict !== 'consent') { asking.say('Il faut le dire en quelques mots.'); continue }
    return { verdict, text, ...(verdict === 'objection' && { liftCondition: await asking.line('Qu’est-ce qui la lèverait\u00a0?') }) }
  }
}
