/**
 * Every type of page of an instance filled with the demonstration, for the checks all of them must pass: no axe violation, no sideways
 * scroll at 360 px, weight, working without script. Each area adds its own.
 */
export interface PageType { readonly name: string; readonly path: string; readonly as: 'visitor' | 'person' }

const fiche = '/cooperation/le-tour-de-meteo'

export const readingPages: readonly PageType[] = ([
  ['library home', '/'], ['search with results', '/recherche?q=reunion'], ['search with filters', '/recherche?type=outil-animation&tri=titre'], ['search without result', '/recherche?q=zzzz&type=kit'],
  ['fiche', fiche], ['fiche of a path', '/cooperation/premiers-pas-en-gouvernance-partagee'], ['adaptation', '/idriss-valdore/le-tour-de-meteo-a-la-releve'],
  ['earlier version', `${fiche}/versions/1.0`], ['history', `${fiche}/historique`], ['history with propositions', '/cooperation/decision-par-consentement/historique'],
  ['what changed', `${fiche}/comparer`], ['before and after', `${fiche}/comparer?vue=avant-apres`], ['source text', `${fiche}/comparer?vue=source`], ['first version', `${fiche}/comparer?a=1.0`],
  ['contributions', `${fiche}/contributions`], ['contributions of an adaptation', '/idriss-valdore/le-tour-de-meteo-a-la-releve/contributions'], ['cite', `${fiche}/citer`],
  ['adaptations', `${fiche}/adaptations`], ['files', `${fiche}/fichiers`], ['file', `${fiche}/fichiers/README.md`], ['person', '/@nadege-fontepierre'], ['communities', '/communautes'], ['community', '/c/cooperation'], ['not found', '/cooperation/rien'],
] as const).map(([name, path]) => ({ name, path, as: 'visitor' }))
