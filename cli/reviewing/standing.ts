import type { MergeRequestView, MissingView } from '../../forge/contract/views.js'
import type { Proposition } from './proposition.js'

const together = (names: readonly string[], word: string): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`)
const day = (iso: string): string => new Date(iso).toLocaleDateString('fr-FR', { dateStyle: 'long' })

/** What is still missing, one sentence each; none: whoever may integrate can. */
export function missingSentences(missing: readonly MissingView[]): string[] {
  return missing.map((one) => {
    switch (one.kind) {
      case 'objections': return `${together(one.by.map(({ name }) => name), 'et')} ${one.by.length > 1 ? 'ont une objection' : 'a une objection'}\u00a0: elle doit être levée avant d’intégrer.`
      case 'consents': return `${one.need - one.have > 1 ? `Il manque ${one.need - one.have} relectures` : 'Il manque une relecture'} (${one.have} sur ${one.need}).`
      case 'delay': return `On peut encore objecter jusqu’au ${day(one.until)}.`
    }
  })
}

/** Where a proposition stands: closed, or what is missing and who can act. */
export function standingSentences({ mergeRequest, missing, merge, integrators, changes }: Proposition): string[] {
  if (mergeRequest.state !== 'open') return [{ merged: 'Elle est intégrée.', declined: 'Elle n’a pas été retenue.', withdrawn: 'Elle a été retirée.' }[mergeRequest.state]]
  const who = integrators === 'members' ? 'les membres de la communauté' : together(integrators.map(({ name }) => name), 'ou')
  const undecided = changes.filter(({ decision }) => decision === null).length
  const isDeciding = undecided < changes.length
  return [
    ...missingSentences(missing),
    ...(undecided > 0 && isDeciding ? [`${undecided > 1 ? `${undecided} changements restent` : 'Un changement reste'} à décider sur ${changes.length}.`] : []),
    ...(missing.length === 0 && (undecided === 0 || !isDeciding) ? ['Rien ne s’y oppose.'] : []),
    `${who === '' ? 'Personne ne' : `Peuvent l’intégrer\u00a0: ${who}`}${who === '' ? ' peut l’intégrer pour l’instant.' : '.'}`,
    ...(merge === 'conflicts' ? [`Des passages sont à concilier\u00a0: ${mergeRequest.url}/concilier`] : []),
  ]
}

/** « depuis 3 jours ». */
export function since(request: Pick<MergeRequestView, 'openedAt'>, now = Date.now()): string {
  const days = Math.floor((now - Date.parse(request.openedAt)) / 86_400_000)
  return days < 1 ? 'depuis aujourd’hui' : days === 1 ? 'depuis hier' : `depuis ${days} jours`
}
