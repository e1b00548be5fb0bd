/** Where a command works: a server, a resource on it, perhaps a working copy. */
import { openClient, parseAddress, type Client } from './client.js'
import * as api from '../forge/contract/api.js'
import { Refused } from './refusals.js'
import { openWorkingCopy } from './working-copy/open.js'
import type { Credentials, Identity, WorkingCopy } from './working-copy/working-copy.js'

export interface Place { readonly client: Client; readonly owner: string; readonly slug: string }

/** A resource named on the command line, or that of the working copy in this folder. */
export async function placeOf(named: string | undefined, server: string | undefined): Promise<Place> {
  if (named === undefined) return (await copyHere(server)).place
  const address = parseAddress(named)
  return { client: clientOf(server ?? address.server), owner: address.owner, slug: address.slug }
}

/** The working copy of the current folder, and the resource it was cloned from. */
export async function copyHere(server: string | undefined): Promise<{ copy: WorkingCopy; place: Place }> {
  const copy = await openWorkingCopy(process.cwd())
  const origin = await copy.origin()
  if (origin === undefined || !/^https?:\/\//i.test(origin)) throw new Refused('copy.no_origin', `Cette copie ne vient pas d’une forge par le web${origin === undefined ? '' : ` (${origin})`} : faites-en une avec communs cloner COMMUNAUTE/FICHE.`)
  const address = parseAddress(origin)
  return { copy, place: { client: clientOf(server ?? address.server), owner: address.owner, slug: address.slug } }
}

const clientOf = (server: string | undefined): Client => openClient(server === undefined ? {} : { server })

/** Who is acting, from their token. Refuses without one. */
export async function whoAmI(client: Client): Promise<{ identity: Identity; credentials: Credentials }> {
  if (client.token === undefined) throw new Refused('token.missing', `Connectez-vous d’abord : communs connexion --serveur ${client.server} (ou donnez un jeton dans COMMUNS_JETON).`)
  const { handle, name, email } = await client.call(api.me)
  return { identity: { name, email }, credentials: { handle, token: client.token } }
}
