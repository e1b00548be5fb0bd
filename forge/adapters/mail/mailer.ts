import { randomBytes } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Transporter } from 'nodemailer'
import { LRUCache } from 'lru-cache'
import { ForgeError } from '../../domain/errors.js'
import type { Clock, Log, Mail, Mailer } from '../../domain/ports.js'

export interface MailerOptions {
  readonly dataDir: string
  /** `smtp://user:password@host:587`; without it each mail becomes a file. */
  readonly smtpUrl?: string
  /** The sentences: web/messages/mails.ts. */
  compose(mail: Mail): { readonly subject: string; readonly text: string }
  sender(): { readonly name: string; readonly address: string }
  readonly clock: Clock
  readonly log: Log
  /** Told where a mail was written, when there is no SMTP. */
  written?(file: string, mail: Mail): void
}

/** More than this in an hour to one address is somebody using us to pester: dropped, and logged. */
const mostPerHour = 12
const hourMs = 3600_000

/**
 * Sends by SMTP, or writes `.eml` files under `<data>/mails/` for an instance that has no mail server yet.
 *
 * SMTP goes on after `send` has answered, so that the time a page takes does not tell whether an address is known; a mail that
 * cannot be sent is tried three times, then logged without its text. Summaries are waited for, and are not counted among the mails of an hour.
 */
export function createMailer(options: MailerOptions): Mailer & { close(): Promise<void> } {
  let opened: Promise<Transporter> | undefined
  // Only loaded for a first mail: a forge that waits stays small.
  const transport = (): Promise<Transporter> => opened ??= import('nodemailer').then(({ createTransport }): Transporter =>
    options.smtpUrl === undefined ? createTransport({ streamTransport: true, buffer: true, newline: 'unix' }) : createTransport(options.smtpUrl))
  const sent = new LRUCache<string, number[]>({ max: 10_000 })
  const underWay = new Set<Promise<void>>()
  const folder = path.join(options.dataDir, 'mails')

  function tooMany(address: string): boolean {
    const key = address.toLowerCase()
    const now = options.clock.now()
    const recent = (sent.get(key) ?? []).filter((at) => at > now - hourMs)
    if (recent.length >= mostPerHour) return true
    sent.set(key, [...recent, now])
    return false
  }

  async function toFile(mail: Mail, message: { readonly text: string }): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { message: encoded } = await (await transport()).sendMail(message) as unknown as { message: Buffer }
    // The body as it is (8bit, RFC 2045): quoted-printable would cut the links that somebody copies from this file.
    const [head = ''] = encoded.toString('utf8').split('\n\n', 1)
    const eml = `${head.replace(/^Content-Transfer-Encoding: .*$/m, 'Content-Transfer-Encoding: 8bit')}\n\n${message.text}`
    const stamp = new Date(options.clock.now()).toISOString().replace(/[:.]/g, '-')
    const file = path.join(folder, `${stamp}-${mail.kind}-${randomBytes(3).toString('hex')}.eml`)
    // Whole or not at all, for whoever watches the folder.
    await writeFile(`${file}.tmp`, eml, { mode: 0o600 })
    await rename(`${file}.tmp`, file)
    options.written?.(file, mail)
  }

  async function bySmtp(mail: Mail, message: Parameters<Transporter['sendMail']>[0]): Promise<'sent' | 'not_sent'> {
    for (let attempt = 1; ; attempt += 1) {
      try { await (await transport()).sendMail(message); return 'sent' } catch (error) {
        if (attempt === 3) { options.log.error({ kind: mail.kind, reason: (error as Error).message }, 'mail not sent'); return 'not_sent' }
        await new Promise((resolve) => { setTimeout(resolve, attempt * 2000).unref() })
      }
    }
  }

  return {
    async send(mail) {
      const isPaced = mail.kind === 'digest'
      if (!isPaced && tooMany(mail.to)) { options.log.warn({ kind: mail.kind }, 'too many mails to one address in an hour: dropped'); return }
      const { subject, text } = options.compose(mail)
      const message = {
        from: options.sender(), to: { name: '', address: mail.to }, subject, text, date: new Date(options.clock.now()),
        // Nobody’s out-of-office message should answer these (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated', ...(mail.unsubscribe !== undefined && { 'List-Unsubscribe': `<${mail.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }) },
        disableFileAccess: true, disableUrlAccess: true,
      }
      if (options.smtpUrl === undefined) { await toFile(mail, message); return }
      const outcome = bySmtp(mail, message)
      const sending: Promise<void> = outcome.then(() => undefined).finally(() => { underWay.delete(sending) })
      underWay.add(sending)
      if (isPaced && (await outcome) === 'not_sent') throw new ForgeError('unavailable', 'mail.not_sent')
    },
    async close() {
      await Promise.all(underWay)
      if (opened) (await opened).close()
    },
  }
}
