/** The mails an instance without SMTP has written. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { vi } from 'vitest'

export interface WrittenMail { readonly file: string; readonly to: string; readonly text: string; readonly link: string }

export function mailsIn(dataDir: string): readonly WrittenMail[] {
  const folder = path.join(dataDir, 'mails')
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((name) => name.endsWith('.eml')).sort().map((name) => {
    const text = readFileSync(path.join(folder, name), 'utf8')
    return { file: path.join(folder, name), to: /^To: (.*)$/m.exec(text)?.[1]?.replace(/[<>]/g, '').trim() ?? '', text, link: /^https?:\/\/\S+$/m.exec(text)?.[0] ?? '' }
  })
}

/** The last mail of a kind, once it has been written (some are after the page). */
export async function lastMail(dataDir: string, kind: string, count = 1): Promise<WrittenMail> {
  return vi.waitFor(() => {
    const found = mailsIn(dataDir).filter((m) => path.basename(m.file).includes(`-${kind}-`))
    if (found.length < count) throw new Error(`${found.length} mail(s) of kind ${kind}`)
    return found.at(-1) as WrittenMail
  }, { timeout: 10_000, interval: 20 })
}

export const pathOf = (link: string): string => new URL(link).pathname
