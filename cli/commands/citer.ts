import { Option, type Command } from 'commander'
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

async function creditOf(history: LocalHistory, asked: string | undefined, locale: 'fr' | 'en', url: string, names: 'some' | 'all') {
  const [{ parseFiche }, { detectLicence }, { attribute }, { credit }, { licenceNamed, localLineage }] = await Promise.all([
    import('../../content-schema/fiche.js'), import('../../content-schema/licences/detect.js'), import('../../forge/attribution/provenance.js'), import('../../forge/attribution/cite.js'), import('../citing/local-lineage.js'),
  ])
  const main = asked ?? 'README.md'
  const path = (await history.file(history.prefix + main)) === undefined ? main : history.prefix + main
  const text = await history.file(path)
  if (text === undefined) throw new Refused('file.unknown', asked === undefined ? 'Cette copie n’a pas de README.md : dites quel fichier citer, communs citer . FICHIER.md' : `Cette version n’a pas de fichier « ${asked} ».`)
  const fiche = parseFiche(text)
  const beside = (await Promise.all(licenceFiles.map(async (name) => ({ path: name, text: await history.file(name) })))).flatMap((each) => (each.text === undefined ? [] : [{ path: each.path, text: each.text }]))
  const { state, licence } = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: beside, path })
  const { own, origins } = await localLineage(history, url, locale)
  // A whole resource names everyone who wrote in it; one file among others names who wrote that file.
  const wrote = asked === undefined ? own : (await attribute(history, { at: history.at, paths: [path] })).people.filter(({ words }) => words > 0).map(({ name, email }) => ({ name: name || email }))
  const commit = history.commits().find(({ oid }) => oid === history.at)
  const { derive_de, sources, auteurs } = fiche.fields
  const named = licence && state === 'declared' ? licenceNamed(licence.id, locale) : undefined
  return credit({
    title: fiche.fields.titre ?? path, url, version: history.at.slice(0, 8), ...(commit && { date: commit.at }),
    authors: [...auteurs.map(({ nom }) => ({ name: nom })), ...wrote],
    ...(named && { licence: named }),
    origins: [...origins, ...derive_de.map(({ titre, url: from }) => ({ title: titre, authors: [], ...(from !== undefined && { url: from }) })), ...sources.map(({ titre, url: from }) => ({ title: titre, authors: [], relation: 'source' as const, ...(from !== undefined && { url: from }) }))],
    ...(url !== '' && { changesUrl: `${url}/historique`, namesUrl: `${url}/contributions` }), names,
  }, locale)
}

/** The web address of what is cited, when the copy comes from one. */
async function originOf(folder: string): Promise<string> {
  try {
    const { openWorkingCopy } = await import('../working-copy/open.js')
    const origin = new URL((await (await openWorkingCopy(folder)).origin()) ?? '')
    return /^https?:$/.test(origin.protocol) ? (origin.origin + origin.pathname).replace(/\.git$/, '') : ''
  } catch { return '' }
}
