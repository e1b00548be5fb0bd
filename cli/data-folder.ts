/** Opening an instance's data folder from a command: alone on it, after repairing what a crash left, with its refusals in words. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Forge } from '../forge/app.js'
import { ForgeError } from '../forge/domain/errors.js'
import { Refused } from './refusals.js'

/** As `withForge`, for a folder that must already hold an instance: one that does not is a slip of typing. */
export async function withExistingForge(dataDir: string, work: (opened: { forge: Forge }) => Promise<void>): Promise<void> {
  if (!existsSync(path.join(dataDir, 'repos')) && !existsSync(path.join(dataDir, 'communs.sqlite'))) throw new Refused('data.not_here', `« ${dataDir} » n’est pas le dossier des données d’une forge : donnez-le avec --donnees.`)
  await withForge(dataDir, work)
}

/** Opens a stopped instance (a new one where there is none), ends what a crash left, works, closes. */
export async function withForge(dataDir: string, work: (opened: { forge: Forge }) => Promise<void>): Promise<void> {
  const [{ openForge }, { recoverPending }, { optionsFromEnvironment }] = await Promise.all([
    import('../forge/app.js'), import('../forge/use-cases/recoverPending.js'), import('../forge/environment.js'),
  ])
  const forge = await inDataFolder(dataDir, () => openForge({ ...optionsFromEnvironment(), dataDir }))
  try {
    await recoverPending(forge.deps)
    await work({ forge })
  } finally {
    await forge.close()
  }
}

/** Says of a folder that cannot be opened or written that it is the folder, and how to give another. */
export async function inDataFolder<T>(dataDir: string, opening: () => Promise<T>): Promise<T> {
  try { return await opening() } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException
    if (error instanceof ForgeError || syscall === 'listen' || syscall === 'getaddrinfo') throw error
    if (/^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST)$/.test(code) || /^SQLITE_(CANTOPEN|READONLY|PERM|IOERR)/.test(code)) throw new Refused('data.not_writable', `Le dossier des données « ${dataDir} » ne peut pas être ouvert en écriture : vérifiez ses droits, ou donnez-en un autre avec --donnees.`)
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) throw new Refused('data.damaged', `La base du dossier « ${dataDir} » est abîmée : remettez celle d’une sauvegarde.`)
    throw error
  }
}
