/** A whole forge for a test: temporary data folder, real Git, real SQLite, HTTP on a free port of 127.0.0.1. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { openForge, serveForge, type Forge, type ForgeOptions, type ServedForge } from '../../forge/app.js'
import { allScopes, type Actor, type Person } from '../../forge/domain/person.js'
import type { DecisionRule, Resource } from '../../forge/domain/resource.js'
import { createResource } from '../../forge/use-cases/createResource.js'
import type { Community } from '../../forge/domain/community.js'

/** A publishable fiche, as short as can be. */
export const shortFiche = (title = 'Le tour de météo', body = 'Chaque personne dit son humeur en une image de météo.\n\nLe groupe écoute sans répondre.\n'): string => `---
type: outil-animation
titre: ${title}
resume: Savoir en quelques minutes comment chaque personne arrive.
besoins: [ecouter-l-etat-du-groupe]
publics: [facilitateur]
licence: CC-BY-SA-4.0
duree: { min: PT5M, max: PT20M }
---

## Déroulé

${body}`

export interface TestForge extends Forge {
  person(handle: string, options?: { admin?: boolean; displayName?: string }): Promise<{ person: Person; actor: Actor }>
  community(handle: string, stewards?: readonly Person[], members?: readonly Person[], rule?: DecisionRule): Promise<Community>
  resource(input: { by: Person; slug: string; text?: string; owner?: string; rule?: DecisionRule; files?: Record<string, string | Uint8Array> }): Promise<Resource>
  /** Starts HTTP (once) and gives its address. */
  serve(): Promise<ServedForge>
}

export async function aForge(options: { dataDir?: string; allowPrivateImports?: boolean; port?: number } & Pick<ForgeOptions, 'oidc' | 'smtpUrl' | 'clock'> = {}): Promise<TestForge> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), 'forge-'))
  const { oidc, smtpUrl, clock } = options
  const forge = await openForge({ dataDir, ...(oidc && { oidc }), ...(smtpUrl !== undefined && { smtpUrl }), ...(clock && { clock }), logLevel: process.env.COMMUNS_JOURNAL ?? 'error', settings: { allowPrivateImports: options.allowPrivateImports ?? false } })
  let served: ServedForge | undefined
  const { deps } = forge
  return {
    ...forge,
    async person(handle, who = {}) {
      const person = await deps.people.create({
        id: deps.ids.next(), handle, displayName: who.displayName ?? handle, formOfAddress: 'auteur·ice', locale: 'fr', isAdmin: who.admin ?? false, passwordHash: undefined, at: deps.clock.now(),
      })
      return { person, actor: { kind: 'person', person, scopes: allScopes } }
    },
    async community(handle, stewards = [], members = [], rule = { kind: 'ouverte' }) {
      const community = await deps.communities.create({ id: deps.ids.next(), handle, name: handle, description: '', defaultRule: rule, createdAt: deps.clock.now() })
      for (const p of stewards) await deps.communities.setMember(community.id, p.id, 'steward', deps.clock.now())
      for (const p of members) await deps.communities.setMember(community.id, p.id, 'member', deps.clock.now())
      return community
    },
    async resource(input) {
      const owner = await deps.owners.find(input.owner ?? input.by.handle)
      if (!owner) throw new Error(`no owner ${input.owner ?? input.by.handle}`)
      const files = new Map<string, string | Uint8Array>([['README.md', input.text ?? shortFiche()], ...Object.entries(input.files ?? {})])
      return createResource(deps, { kind: 'person', person: input.by, scopes: allScopes }, {
        owner, slug: input.slug, rule: input.rule ?? { kind: 'garant·es' }, stewards: [input.by], first: { files, message: 'Première version' },
      })
    },
    async serve() {
      served ??= await serveForge(forge, { port: options.port ?? 0 })
      return served
    },
    async close() {
      await served?.stop()
      await forge.close()
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
