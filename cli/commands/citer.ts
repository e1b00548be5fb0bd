import { Option, type Command } from 'commander'
import type { LocalHistory } from '../history/local-history.js'
import { openHistory } from '../history/open.js'
import { Refused } from '../refusals.js'
import type { CommandContext } from '../terminal.js'

const formats = { texte: 'text', markdown: 'markdown', html: 'html', jsonld: 'jsonld', cff: 'cff', bibtex: 'bibtex' } as const
const licenceFiles = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENCE', 'LICENCE.md', 'LICENCE.txt', 'COPYING']

/** `communs citer [DEPOT] [FICHIER]`: a credit ready to paste, from any local copy. */
export function citer(program: Command, { terminal }: CommandContext): void {
  program.command('citer').alias('cite').description('donner le crédit d’une fiche, prêt à coller')
    .argument('[depot]', 'dossier de la copie', '.').argument('[fichier]', 'fichier cité ; par défaut le texte principal')
    .option('--version <rev>', 'à cette version ; par défaut la dernière').addOption(new Option('--format <format>', 'forme du crédit').choices(Object.keys(formats)).default('texte')).option('--json', 'toutes les formes, en JSON', false)
    .action(async (folder: string, file: string | undefined, options: { version?: string; format: keyof typeof formats; json: boolean }) => {
      const history = await openHistory(folder, options.version)
      try {
        const made = await creditOf(history, file, terminal.locale, await originOf(folder))
        if (options.json) terminal.json(made)
        else terminal.say(made[formats[options.format]])
      } finally { history.close() }
    })
}

async function creditOf(history: LocalHistory, asked: string | undefined, locale: 'fr' | 'en', url: string) {
  const [{ parseFiche }, { detectLicence }, { contributions }, { attribute }, { credit }] = await Promise.all([
    import('../../content-schema/fiche.js'), import('../../content-schema/licences/detect.js'), import('../../forge/attribution/contributions.js'), import('../../forge/attribution/provenance.js'), import('../../forge/attribution/cite.js'),
  ])
  const main = asked ?? 'README.md'
  const path = (await history.file(history.prefix + main)) === undefined ? main : history.prefix + main
  const text = await history.file(path)
  if (text === undefined) throw new Refused('file.unknown', asked === undefined ? 'Cette copie n’a pas de README.md : dites quel fichier citer, communs citer . FICHIER.md' : `Cette version n’a pas de fichier « ${asked} ».`)
  const fiche = parseFiche(text)
  const beside = (await Promise.all(licenceFiles.map(async (name) => ({ path: name, text: await history.file(name) })))).flatMap((each) => (each.text === undefined ? [] : [{ path: each.path, text: each.text }]))
  const { state, licence } = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: beside, path })
  // A whole resource names everyone who wrote in it; one file among others names who wrote that file.
  const wrote = asked === undefined
    ? contributions(history.commits(), history.mailmap === undefined ? {} : { mailmap: history.mailmap }).filter(({ roles }) => roles.includes('auteur') || roles.includes('co-auteur')).map(({ identity }) => identity)
    : (await attribute(history, { at: history.at, paths: [path] })).people.filter(({ words }) => words > 0)
  const commit = history.commits().find(({ oid }) => oid === history.at)
  return credit({
    title: fiche.fields.titre ?? path, url, version: history.at.slice(0, 8), ...(commit && { date: commit.at }),
    authors: [...fiche.fields.auteurs.map(({ nom }) => ({ name: nom })), ...wrote.map(({ name, email }) => ({ name: name || email }))],
    ...(state === 'declared' && licence && { licence: { name: locale === 'fr' ? licence.nameFr : licence.nameEn, shortName: licence.shortName, uri: licence.uri, id: licence.id } }),
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
