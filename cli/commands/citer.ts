import { Option, type Command } from 'commander'
import { markdownAsked } from '../history/asked-file.js'
import type { LocalHistory } from '../history/local-history.js'
import { openHistory } from '../history/open.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'

const formats = { texte: 'text', markdown: 'markdown', html: 'html', jsonld: 'jsonld', cff: 'cff', bibtex: 'bibtex', ris: 'ris', csl: 'csl' } as const
const licenceFiles = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'LICENCE.md', 'LICENCE.txt', 'COPYING']

interface Options { readonly version?: string; readonly format: keyof typeof formats; readonly langue?: 'fr' | 'en'; readonly tousLesNoms: boolean; readonly json: boolean }

/** `communs citer [DEPOT] [FICHIER]`: a credit ready to paste, from any local copy. */
export function citer(program: Command, { terminal }: CommandContext): void {
  program.command('citer').alias('cite').description('donner le crédit d’une fiche, prêt à coller')
    .argument('[depot]', 'dossier de la copie', '.').argument('[fichier]', 'fichier cité ; par défaut le texte principal')
    .option('--version <rev>', 'à cette version ; par défaut la dernière').addOption(new Option('--format <format>', 'forme du crédit').choices(Object.keys(formats)).default('texte'))
    .addOption(new Option('--langue <langue>', 'langue du crédit ; par défaut celle du terminal').choices(['fr', 'en'])).option('--tous-les-noms', 'écrire tous les noms, même nombreux', false)
    .option('--json', 'toutes les formes, en JSON', false)
    .action(async (folder: string, file: string | undefined, options: Options) => {
      const history = await openHistory(folder, options.version)
      try {
        const made = await creditOf(history, file, options.langue ?? terminal.locale, await originOf(folder), options.tousLesNoms ? 'all' : 'some')
        if (options.json) terminal.json(made)
        else terminal.say(made[formats[options.format]])
      } finally { history.close() }
    })
}

async function mainOf(history: LocalHistory): Promise<string> {
  for (const main of [`${history.prefix}README.md`, 'README.md']) if ((await history.file(main)) !== undefined) return main
  throw new Refused('file.unknown', 'Cette copie n’a pas de README.md : dites quel fichier citer, communs citer . FICHIER.md')
}

async function creditOf(history: LocalHistory, asked: string | undefined, locale: 'fr' | 'en', url: string, names: 'some' | 'all') {
  const [{ parseFiche }, { detectLicence }, { attribute }, { credit }, { saidOrigins }, { creditLicence }, { localLineage }] = await Promise.all([
    import('../../content-schema/fiche.js'), import('../../content-schema/licences/detect.js'), import('../../forge/attribution/provenance.js'),
    import('../../forge/attribution/cite.js'), import('../../forge/attribution/cite-origins.js'), import('../../forge/attribution/credit-licence.js'), import('../citing/local-lineage.js'),
  ])
  const path = asked === undefined ? await mainOf(history) : await markdownAsked(history, asked)
  const text = await history.file(path) ?? ''
  const fiche = parseFiche(text)
  const beside = (await Promise.all(licenceFiles.map(async (name) => ({ path: name, text: await history.file(name) })))).flatMap((each) => (each.text === undefined ? [] : [{ path: each.path, text: each.text }]))
  const { state, licence, joined } = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: beside, path })
  const isOfForge = url !== '' && comesFrom(history, new URL(url).hostname)
  const lineage = await localLineage(history, { site: url === '' ? undefined : new URL(url).origin, path, locale })
  const named = creditLicence(state === 'declared' ? licence?.id : joined ?? lineage.clarified, locale)
  const commit = history.commits().find(({ oid }) => oid === history.at)
  const name = (await history.versionNames()).get(history.at)
  // Where it is published, what it is now needs no number: its address leads there.
  const version = name ?? (isOfForge && history.isLatest ? undefined : history.at.slice(0, 8))
  const declared = fiche.fields.auteurs.map(({ nom }) => ({ name: nom }))
  return credit({
    title: fiche.fields.titre ?? path, url: isOfForge && !history.isLatest ? `${url}/versions/${name ?? history.at}` : url,
    ...(version !== undefined && { version }), ...(commit && { date: commit.committedAt ?? commit.at }),
    // A whole resource names everyone who wrote in it; one file among others names who wrote that file.
    ...(asked === undefined ? { authors: lineage.authors, laterAuthors: lineage.later, contributors: lineage.helpers, origins: lineage.origins }
      : { authors: [...declared, ...(await attribute(history, { at: history.at, paths: [path] })).people.filter(({ words }) => words > 0).map((one) => ({ name: one.name || one.email }))], origins: saidOrigins(fiche.fields) }),
    ...(named && { licence: named }), ...(isOfForge && { changesUrl: `${url}/historique`, namesUrl: `${url}/contributions` }), names,
  }, locale)
}

/** Whether the copy comes from a forge of ours at that host: its versions are signed with addresses that such a forge gives. */
const comesFrom = (history: LocalHistory, host: string): boolean =>
  history.commits().some(({ author, committer }) => [author, committer].some((person) => person?.email.toLowerCase().endsWith(`@users.noreply.${host}`) === true))

/** The web address of what is cited, when the copy comes from one. */
async function originOf(folder: string): Promise<string> {
  try {
    const { openWorkingCopy } = await import('../working-copy/open.js')
    const origin = new URL((await (await openWorkingCopy(folder)).origin()) ?? '')
    return /^https?:$/.test(origin.protocol) ? (origin.origin + origin.pathname).replace(/\.git$/, '') : ''
  } catch { return '' }
}
