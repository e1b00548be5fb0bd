/**
 * The demonstration that fills an empty instance: two pilot communities, their people, and the fiches they wrote together.
 * Everybody and every place in it is fictitious. Replaying `materialise(…)` in order, one use case a step, gives the whole history.
 */
import type { DemoEdit, DemoStep, DemoText } from './step.js'
import { accueilSteps } from './histories/accueil-des-nouvelles-personnes.js'
import { bilanEnEtoileSteps } from './histories/bilan-en-etoile.js'
import { cercleDeParoleSteps } from './histories/cercle-de-parole.js'
import { charteSteps } from './histories/charte-de-nos-reunions.js'
import { compostSteps } from './histories/compost-de-surface.js'
import { consentementSteps } from './histories/decision-par-consentement.js'
import { deuxPaillisSteps } from './histories/deux-planches-deux-paillis.js'
import { electionSteps } from './histories/election-sans-candidat.js'
import { grainothequeSteps } from './histories/kit-grainotheque.js'
import { meteoSteps } from './histories/le-tour-de-meteo.js'
import { paillageSteps } from './histories/paillage-d-automne.js'
import { parcoursSteps } from './histories/premiers-pas-en-gouvernance-partagee.js'
import { paysageSteps } from './histories/lire-le-paysage-et-l-eau.js'
import { rolesSteps } from './histories/roles-tournants-de-reunion.js'
import { testBecheSteps } from './histories/test-beche-sol-vivant.js'

export type * from './step.js'
export { demoCommunities, demoPeople } from './people.js'

/** Every step, oldest first. */
export const demoSteps: readonly DemoStep[] = [
  meteoSteps, electionSteps, cercleDeParoleSteps, consentementSteps, bilanEnEtoileSteps, accueilSteps, rolesSteps, charteSteps, parcoursSteps,
  testBecheSteps, paillageSteps, compostSteps, paysageSteps, grainothequeSteps, deuxPaillisSteps,
].flat().sort((a, b) => Date.parse(a.at) - Date.parse(b.at))

/** A step with the whole text it gives (the proposed one, or the published one): absent where a step writes no text. */
export type MaterialisedStep = DemoStep & { readonly fullText?: string }

/**
 * Works out the whole text of every step, oldest first.
 *
 * `readFile` answers the text of a path under forge/demo/content. A proposition integrated after the fiche moved is applied to the
 * fiche as it is then, as a clean three-way merge would: its edits must still find their place. Throws when a step makes no sense
 * (unknown fiche or proposition, a `find` that does not occur exactly once): that is a mistake in the data.
 */
export function materialise(readFile: (path: string) => string, steps: readonly DemoStep[] = demoSteps): readonly MaterialisedStep[] {
  const published = new Map<string, string>()
  const proposed = new Map<string, { base: string; text: string; edits: DemoEdit[] | undefined }>()

  const current = (step: DemoStep): string => known(published.get(step.fiche), step, 'no such fiche yet')
  const proposal = (step: DemoStep & { proposal: string }) => known(proposed.get(`${step.fiche} ${step.proposal}`), step, `no proposition ${step.proposal}`)
  const textOf = (source: DemoText, from: string, step: DemoStep): string => 'file' in source ? readFile(source.file) : applyEdits(from, source.edits, step)

  return steps.map((step): MaterialisedStep => {
    switch (step.kind) {
      case 'publish': {
        const fullText = readFile(step.text.file)
        if (published.has(step.fiche)) throw new Error(`${where(step)}: published twice`)
        published.set(step.fiche, fullText)
        return { ...step, fullText }
      }
      case 'improve': {
        const fullText = textOf(step.text, current(step), step)
        published.set(step.fiche, fullText)
        return { ...step, fullText }
      }
      case 'propose': {
        const base = current(step)
        const fullText = textOf(step.text, base, step)
        proposed.set(`${step.fiche} ${step.proposal}`, { base, text: fullText, edits: 'edits' in step.text ? [...step.text.edits] : undefined })
        return { ...step, fullText }
      }
      case 'update': {
        const before = proposal(step)
        const fullText = textOf(step.text, before.text, step)
        const edits = before.edits && 'edits' in step.text ? [...before.edits, ...step.text.edits] : undefined
        proposed.set(`${step.fiche} ${step.proposal}`, { base: before.base, text: fullText, edits })
        return { ...step, fullText }
      }
      case 'integrate': {
        const { base, text, edits } = proposal(step)
        const now = current(step)
        if (now !== base && edits === undefined) throw new Error(`${where(step)}: the fiche moved and the proposition is a whole file`)
        const fullText = now === base ? text : applyEdits(now, edits ?? [], step)
        published.set(step.fiche, fullText)
        return { ...step, fullText }
      }
      case 'adapt': {
        const origin = current(step)
        const fullText = step.text ? textOf(step.text, origin, step) : origin
        if (published.has(step.to.slug)) throw new Error(`${where(step)}: ${step.to.slug} exists already`)
        published.set(step.to.slug, fullText)
        return { ...step, fullText }
      }
      case 'tag': case 'role':
        current(step)
        return step
      case 'comment': case 'verdict': case 'lift': case 'decline': case 'withdraw':
        proposal(step)
        return step
    }
  })
}

function applyEdits(text: string, edits: readonly DemoEdit[], step: DemoStep): string {
  return edits.reduce((done, { find, replace }) => {
    const found = done.split(find).length - 1
    if (found !== 1) throw new Error(`${where(step)}: « ${find} » found ${found} times`)
    return done.replace(find, () => replace)
  }, text)
}

function known<T>(value: T | undefined, step: DemoStep, problem: string): T {
  if (value === undefined) throw new Error(`${where(step)}: ${problem}`)
  return value
}

const where = (step: DemoStep): string => `${step.kind} ${step.fiche} (${step.at})`
