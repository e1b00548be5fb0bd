import type { Command } from 'commander'
import { parseFiche } from '../../content-schema/fiche.js'
import { lexiconOfHeaders } from '../../content-schema/words-as-fiches/read.js'
import * as api from '../../forge/contract/api.js'
import { askPerson, isSomebodyThere, type Asking } from '../asking.js'
import { openClient, parseAddress, type Client } from '../client.js'
import { readText } from '../files.js'
import type { Locale } from '../../web/messages/messages.js'
import { ficheText, fieldsAsked, fieldsGiven, type GivenFields, type SixFields } from '../new-fiche.js'
import { whoAmI } from '../place.js'
import { Refused } from '../refusals.js'
import type { CommandContext, Terminal } from '../terminal.js'

interface Options {
  vide: boolean; fichier?: string; raison?: string; serveur?: string; json: boolean
  chez?: string; type?: string; titre?: string; resume?: string; besoin: string[]; public: string[]; licence?: string; texte?: string
}

const also = (one: string, all: readonly string[]): string[] => [...all, ...one.split(',').map((word) => word.trim()).filter((word) => word !== '')]

/** `communs nouvelle [OWNER/SLUG]`: publishes a new fiche, from a file, from options or by asking; or makes an empty resource to push into. */
export function nouvelle(program: Command, { terminal }: CommandContext): void {
  program.command('nouvelle').alias('new').description('créer une fiche : en répondant à six questions, avec des options, depuis un fichier Markdown, ou vide pour y envoyer un historique')
    .argument('[adresse]', 'COMMUNAUTE/FICHE ou IDENTIFIANT/FICHE ; sans elle, le titre en donne une')
    .option('--type <type>', 'ce que c’est (outil-animation, pratique-agricole…)').option('--titre <titre>', 'son titre').option('--resume <texte>', 'de quoi décider si elle convient')
    .option('--besoin <terme>', 'un besoin auquel elle répond (plusieurs fois possible)', also, [] as string[]).option('--public <terme>', 'pour qui elle est faite (plusieurs fois possible)', also, [] as string[])
    .option('--licence <licence>', 'par défaut, celle que la communauté recommande').option('--texte <fichier>', 'la suite du texte, en Markdown sans en-tête').option('--chez <identifiant>', 'communauté ou personne qui l’accueille ; par défaut vous')
    .option('--fichier <fichier>', 'le texte entier, en Markdown avec son en-tête').option('--vide', 'sans texte, pour y envoyer un historique (git push)', false)
    .option('--raison <raison>', 'pourquoi cette fiche').option('--serveur <adresse>', 'adresse de la forge').option('--json', 'répondre en JSON', false)
    .action(async (address: string | undefined, options: Options) => {
      const named = address === undefined ? undefined : parseAddress(address)
      const given: GivenFields = { ...pick(options, 'type', 'titre', 'resume', 'licence'), besoins: options.besoin, publics: options.public }
      const isDescribed = Object.values(given).some((value) => value.length > 0) || options.texte !== undefined
      refuseMixtures(options, named !== undefined, isDescribed)
      const whole = options.fichier === undefined ? undefined : readText(options.fichier)
      const body = options.texte === undefined ? '' : readText(options.texte)
      const mayAsk = !options.vide && whole === undefined && !options.json && isSomebodyThere()
      if (!options.vide && whole === undefined && !isDescribed && !mayAsk) throw new Refused('usage.text', 'Donnez le texte avec --fichier FICHE.md, ou ses champs (--type, --titre, --resume, --besoin, --public), ou --vide pour une ressource où envoyer un historique.')
      const wanted = options.serveur ?? named?.server
      const client = openClient(wanted === undefined ? {} : { server: wanted })
      const me = await whoAmI(client)
      const owner = named?.owner ?? options.chez ?? me.credentials.handle
      const asking = mayAsk ? askPerson() : undefined
      try {
        const text = options.vide ? undefined : whole ?? ficheText(await sixFields(client, owner, asking, given, terminal.locale), body)
        const neighbours = text === undefined ? [] : await neighboursOf(client, text)
        if (neighbours.length > 0 && !options.json) await showNeighbours(terminal, asking, neighbours)
        const resource = await client.call(api.createResource, { body: { owner, ...(named && { slug: named.slug }), ...(text !== undefined && { text }), ...(options.raison !== undefined && { reason: options.raison }) } })
        if (options.json) { terminal.json({ ...resource, neighbours }); return }
        terminal.say(`${options.vide ? 'Ressource créée' : 'Fiche publiée'} : ${resource.url}`)
        if (options.vide) terminal.say(`Envoyez-y un historique : git push ${resource.cloneUrl} HEAD:main`)
      } finally {
        asking?.end()
      }
    })
}

/** The six fields, with the words of this very forge. */
async function sixFields(client: Client, owner: string, asking: Asking | undefined, given: GivenFields, locale: Locale): Promise<SixFields> {
  const profile = lexiconOfHeaders(await client.call(api.words, {})).profileOf(owner)
  return asking ? fieldsAsked(asking, given, profile, locale) : fieldsGiven(given, profile)
}

function pick<K extends 'type' | 'titre' | 'resume' | 'licence'>(options: Options, ...keys: K[]): { [key in K]?: string } {
  return Object.fromEntries(keys.flatMap((key) => { const value = options[key]; return value === undefined ? [] : [[key, value]] })) as { [key in K]?: string }
}

function refuseMixtures(options: Options, hasAddress: boolean, isDescribed: boolean): void {
  if (options.vide && options.fichier !== undefined) throw new Refused('usage.text', 'Choisissez : --fichier publie ce texte, --vide n’en met aucun.')
  if ((options.vide || options.fichier !== undefined) && isDescribed) throw new Refused('usage.text', `Choisissez : ${options.vide ? '--vide' : '--fichier'} ne va pas avec les champs de la fiche.`)
  if (options.vide && !hasAddress) throw new Refused('usage.address', 'Donnez l’adresse de la ressource vide : COMMUNAUTE/FICHE.')
  if (options.chez !== undefined && hasAddress) throw new Refused('usage.address', 'Choisissez : l’adresse dit déjà chez qui, --chez ne va pas avec elle.')
}

interface NamedNeighbour { readonly title: string; readonly owner: string; readonly slug: string; readonly url: string }

/** Published fiches close to this one. */
async function neighboursOf(client: Client, text: string): Promise<readonly NamedNeighbour[]> {
  const { titre, besoins } = parseFiche(text).fields
  if (titre === undefined) return []
  const { items } = await client.call(api.listNeighbours, { query: { title: titre.slice(0, 300), need: besoins.slice(0, 30) } })
  return items.map(({ title, owner, slug, url }) => ({ title, owner, slug, url }))
}

/** Says them with the two ways out; somebody who is there chooses whether to go on. */
async function showNeighbours(terminal: Terminal, asking: Asking | undefined, neighbours: readonly NamedNeighbour[]): Promise<void> {
  terminal.note(`\nDes fiches voisines existent :`)
  for (const { title, owner, slug, url } of neighbours) terminal.note(`  ${title} (${owner}/${slug}) ${url}`)
  terminal.note('Améliorer plutôt l’une d’elles : communs cloner COMMUNAUTE/FICHE. L’adapter à votre contexte : communs adapter COMMUNAUTE/FICHE --raison …')
  if (!asking) return
  const answer = await asking.line('Créer quand même la vôtre ? (oui/non)')
  if (!/^(o|oui|y|yes)$/i.test(answer)) throw new Refused('asking.left', 'Rien n’a été créé.')
}
