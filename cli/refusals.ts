/** Every way a command can fail, as one sentence with the way out; never a stack trace. */
import { CommanderError } from 'commander'
import { ForgeError } from '../forge/domain/errors.js'
import { refusalSentence, type Locale } from '../web/messages/messages.js'
import { usageSentence } from './usage-errors.js'

/** One thing to correct, where the refusal lists several. */
export interface RefusedPart { readonly field?: string; readonly line?: number; readonly fr?: string; readonly en?: string; readonly wayOutFr?: string; readonly wayOutEn?: string; readonly key?: string; readonly details?: Readonly<Record<string, unknown>> }

/** A refusal of the command line itself, in its own sentence. `type` is for programs. */
export class Refused extends Error {
  override name = 'Refused'
  constructor(readonly type: string, sentence: string, readonly problems: readonly RefusedPart[] = []) { super(sentence) }
}

/** A refusal of the server, in its own sentence. */
export class ServerRefusal extends Refused {
  override name = 'ServerRefusal'
  constructor(readonly status: number, type: string, sentence: string, problems: readonly RefusedPart[] = []) { super(type, sentence, problems) }
}

export interface Refusal { readonly type: string; readonly phrase: string; readonly problemes: readonly { readonly champ?: string; readonly ligne?: number; readonly phrase: string }[] }

/** What a program reads and a person is told of anything thrown. */
export function refusalFrom(error: unknown, locale: Locale): Refusal {
  if (error instanceof ForgeError) return { type: error.key, phrase: refusalSentence(locale, error.key, error.details), problemes: partsOf(error.details.problems, locale) }
  if (error instanceof Refused) return { type: error.type, phrase: error.message, problemes: partsOf(error.problems, locale) }
  if (error instanceof CommanderError) return { type: 'usage', phrase: usageSentence(error), problemes: [] }
  const system = systemSentence(error)
  if (system !== undefined) return { type: `system.${(error as NodeJS.ErrnoException).code ?? ''}`, phrase: system, problemes: [] }
  const message = error instanceof Error ? error.message : String(error)
  return { type: 'unexpected', phrase: `Erreur inattendue : ${message.trim().split('\n')[0] ?? ''} (COMMUNS_JOURNAL=debug en montre le détail).`, problemes: [] }
}

function partsOf(problems: unknown, locale: Locale): Refusal['problemes'] {
  if (!Array.isArray(problems)) return []
  return (problems as RefusedPart[]).map((problem) => {
    const named = problem.key === undefined ? undefined : refusalSentence(locale, problem.key, problem.details)
    const [sentence, wayOut] = named !== undefined ? [named, undefined] : locale === 'en' ? [problem.en ?? problem.fr, problem.wayOutEn] : [problem.fr ?? problem.en, problem.wayOutFr]
    return { ...(problem.field !== undefined && problem.field !== '' && { champ: problem.field }), ...(problem.line !== undefined && { ligne: problem.line }), phrase: [sentence, wayOut].filter((part) => part !== undefined && part !== '').join(' ') }
  })
}

/** What the operating system refuses, in words; undefined when it is not from there. */
function systemSentence(error: unknown): string | undefined {
  const { code, path, syscall, port } = error as NodeJS.ErrnoException & { port?: number }
  const what = path === undefined ? '' : `« ${path} »`
  switch (code) {
    case 'ENOENT': return path === undefined ? undefined : `${what} n’existe pas.`
    case 'ENOTDIR': case 'EEXIST': return path === undefined ? undefined : `${what} n’est pas un dossier.`
    case 'EISDIR': return `${what} est un dossier : donnez un fichier.`.trim()
    case 'EACCES': case 'EPERM':
      if (syscall === 'listen') return `Le port ${port ?? ''} est réservé au système : donnez-en un autre avec --port (au-dessus de 1023).`
      return `Accès refusé${path === undefined ? '' : ` à ${what}`} : vérifiez les droits de ce fichier ou de ce dossier.`
    case 'EADDRINUSE': return `Le port ${port ?? ''} est déjà pris : donnez-en un autre avec --port (0 en choisit un de libre).`
    case 'EADDRNOTAVAIL': case 'ENOTFOUND': return syscall === 'listen' || syscall === 'getaddrinfo' ? 'Cette adresse n’est pas une adresse de cette machine : vérifiez --hote.' : undefined
    case 'ENOSPC': return 'Il n’y a plus de place sur le disque.'
    case 'EROFS': return `${path === undefined ? 'Ce disque' : what} ne peut pas être écrit (lecture seule).`
    case 'EMFILE': case 'ENFILE': return 'Trop de fichiers sont ouverts sur cette machine : fermez des programmes, puis réessayez.'
    case 'ENAMETOOLONG': return 'Ce nom de fichier est trop long.'
    default: return undefined
  }
}
