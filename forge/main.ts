/** Opens an instance for good: recovery, demonstration when empty, HTTP, orderly stop. `npm start` and `communs servir` end here. */
import path from 'node:path'
import { openForge, serveForge, type ForgeOptions } from './app.js'
import { closeDemoAccount, demoAccount, seedDemonstration } from './demo/seed.js'
import { recoverPending } from './use-cases/recoverPending.js'
import type { Locale } from './domain/person.js'
import { optionsFromEnvironment } from './environment.js'

export interface Instance {
  readonly url: string
  /** An account to try with; only on an instance filled with the demonstration and listening on loopback. */
  readonly demo: { readonly handle: string; readonly password: string } | undefined
  /** Settles once the instance was asked to stop and has. */
  readonly stopped: Promise<void>
  stop(): Promise<void>
}

export async function serveInstance(wanted: {
  readonly dataDir: string
  readonly port: number
  readonly host: string
  /** True leaves a new instance empty. */
  readonly empty: boolean
  readonly locale: Locale
  /** Where to tell a person what is going on. */
  note(sentence: string): void
}): Promise<Instance> {
  const environment = optionsFromEnvironment()
  const publicUrl = environment.settings?.baseUrl
  // Behind a public address, listening on loopback is only the proxy's way in.
  const isPrivate = publicUrl === undefined && (wanted.host === 'localhost' || wanted.host === '::1' || wanted.host.startsWith('127.'))
  const options: ForgeOptions = {
    ...environment, dataDir: wanted.dataDir,
    announceMail: (file) => { wanted.note(`Courriel écrit dans ${path.relative(process.cwd(), file)}`) },
  }
  const forge = await openForge(options)
  try {
    await recoverPending(forge.deps)
    const isNew = (await forge.deps.communities.all()).length === 0 && (await forge.deps.resources.allIds()).length === 0
    if (isNew && !wanted.empty) {
      wanted.note('Première ouverture : la forge se remplit avec deux communautés et leurs fiches…')
      await seedDemonstration(forge.deps, { account: isPrivate ? 'open' : 'closed' })
    }
    if (!isPrivate) await closeDemoAccount(forge.deps)
    const served = await serveForge(forge, { port: wanted.port, host: wanted.host, ...(publicUrl !== undefined && { publicUrl }) })
    let finished: () => void = () => undefined
    const stopped = new Promise<void>((resolve) => { finished = resolve })
    let stopping: Promise<void> | undefined
    const stop = () => (stopping ??= (async () => {
      await served.stop()
      await forge.close()
      finished()
    })())
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { void stop() })
    return { url: publicUrl ?? served.url, demo: isPrivate ? await demoAccount(forge.deps) : undefined, stopped, stop }
  } catch (error) {
    await forge.close()
    throw error
  }
}
