import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailer } from '../../../forge/adapters/mail/mailer.js'
import { composeMail } from '../../../web/messages/mails.js'
import type { Log, Mail } from '../../../forge/domain/ports.js'
import { mailsIn } from '../../support/mails.js'

let dataDir: string
beforeAll(() => { dataDir = mkdtempSync(path.join(os.tmpdir(), 'mails-')) })
afterAll(() => { rmSync(dataDir, { recursive: true, force: true }) })

const sentences: string[] = []
const log: Log = { info: () => undefined, warn: (_facts, sentence) => { sentences.push(sentence) }, error: (_facts, sentence) => { sentences.push(sentence) } }
const mail = (to: string): Mail => ({ to, locale: 'fr', kind: 'reset', facts: { instance: 'Forge à communs', name: 'Léa', handle: 'lea', hours: '2', link: 'http://127.0.0.1:4000/mot-de-passe/abcdefghijklmnopqrstuvwxyz012345' } })
const common = { compose: composeMail, sender: () => ({ name: 'Forge à communs', address: 'forge@exemple.invalid' }), log }

test('should write readable files, for their owner only, when there is no SMTP, and say where', async () => {
  const written: string[] = []
  const mailer = createMailer({ ...common, dataDir, clock: { now: () => Date.UTC(2026, 0, 1) }, written: (file) => { written.push(file) } })
  await mailer.send(mail('lea@exemple.invalid'))
  await mailer.close()
  const [only] = mailsIn(dataDir)
  expect(written).toEqual([only?.file])
  expect(statSync(only?.file ?? '').mode & 0o777).toBe(0o600)
  const text = readFileSync(only?.file ?? '', 'utf8')
  expect(text).toContain('\nhttp://127.0.0.1:4000/mot-de-passe/abcdefghijklmnopqrstuvwxyz012345\n')
  expect(text).toContain('Bonjour Léa,')
  expect(text).toMatch(/^Content-Transfer-Encoding: 8bit$/m)
  expect(text).toMatch(/^Auto-Submitted: auto-generated$/m)
})

test('should not pester one address: twelve mails an hour at most', async () => {
  let now = Date.UTC(2026, 0, 2)
  const written: string[] = []
  const mailer = createMailer({ ...common, dataDir, clock: { now: () => now }, written: (file) => { written.push(file) } })
  for (let i = 0; i < 15; i += 1) await mailer.send(mail(i % 2 === 0 ? 'cible@exemple.invalid' : 'CIBLE@exemple.invalid'))
  expect(written).toHaveLength(12)
  expect(sentences.filter((s) => s.includes('too many'))).toHaveLength(3)
  await mailer.send(mail('autre@exemple.invalid'))
  now += 3600_000
  await mailer.send(mail('cible@exemple.invalid'))
  expect(written).toHaveLength(14)
})

test('should send by SMTP with the sender, the subject and the link whole', async () => {
  const received: string[] = []
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => { chunks.push(chunk) })
      stream.on('end', () => { received.push(Buffer.concat(chunks).toString('utf8')); done() })
    },
  })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = server.server.address() as AddressInfo
  try {
    const mailer = createMailer({ ...common, dataDir, clock: { now: () => Date.UTC(2026, 0, 3) }, smtpUrl: `smtp://127.0.0.1:${port}` })
    const before = mailsIn(dataDir).length
    await mailer.send(mail('lea@exemple.invalid'))
    await mailer.close()
    expect(mailsIn(dataDir)).toHaveLength(before)
    expect(received).toHaveLength(1)
    const decoded = (received[0] ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=')
    expect(decoded).toContain('http://127.0.0.1:4000/mot-de-passe/abcdefghijklmnopqrstuvwxyz012345')
    expect(decoded).toMatch(/^From: .*<forge@exemple\.invalid>/m)
    expect(decoded).toMatch(/^To: lea@exemple\.invalid/m)
  } finally {
    await new Promise<void>((resolve) => { server.close(() => { resolve() }) })
  }
})

test('should say of a summary, and of nothing else, that it could not leave', async () => {
  const mailer = createMailer({ ...common, compose: () => ({ subject: 'x', text: 'x' }), dataDir, clock: { now: () => Date.UTC(2026, 0, 4) }, smtpUrl: 'smtp://127.0.0.1:1' })
  await mailer.send(mail('lea@exemple.invalid'))
  await expect(mailer.send({ ...mail('lea@exemple.invalid'), kind: 'digest' })).rejects.toMatchObject({ refusal: 'unavailable', key: 'mail.not_sent' })
  await mailer.close()
})
