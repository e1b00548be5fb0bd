/**
 * Forms that carry a picture (RFC 7578), read as they come: fields become `req.body` as those of other forms do, the file becomes a
 * prepared picture, or the reason why it is none. Only for people signed in, from our own pages, whose token came before the file: of
 * anything else the file is not even looked at. To the API, from who may write by a personal token, which has no ambient authority. Memory holds the fields and a few blocks of the file.
 */
import { pipeline } from 'node:stream'
import busboy from 'busboy'
import { Router, type Request, type Response } from 'express'
import { rateLimit } from 'express-rate-limit'
import { ForgeError } from '../domain/errors.js'
import type { Preparation } from '../domain/picture.js'
import { addPicture } from '../contract/api.js'
import { personOf, type HttpParts } from './context.js'
import { hasToken, isFromHere } from './csrf.js'
import { underResource } from './routes/reading.js'

/** The field of the file. */
export const PICTURE_FIELD = 'image'
const MAX_FIELDS_BYTES = 6 * 1024 * 1024
/** A file that is too heavy is read to its end, so that what was typed after it comes too; past so many times the limit nobody waits. */
const READ_ON = 8
const formsAnHour = 120

export function pictureForms(parts: HttpParts): Router {
  const router = Router()
  const { settings } = parts.deps
  const paths = ['/nouvelle', underResource('/ameliorer/image'), addPicture.path]
  const isRead = (req: Request): boolean => req.is('multipart/form-data') === 'multipart/form-data' && personOf(req) !== undefined && req.forge.via === (req.path.startsWith('/api/') ? 'token' : 'session')
  // Past the limit the form is read all the same: what was typed is not lost, the file is.
  router.post(paths, rateLimit({
    windowMs: 60 * 60_000, limit: formsAnHour, standardHeaders: false, legacyHeaders: false, validate: false,
    skip: (req) => !isRead(req), keyGenerator: (req) => personOf(req)?.id ?? '',
    handler: (_req, res, next) => { res.locals.isPastLimit = true; next() },
  }))
  router.post(paths, async (req: Request, res: Response, next) => {
    if (!isRead(req)) { next(); return }
    if (req.forge.via !== 'token' && !isFromHere(req, new URL(settings.baseUrl).origin)) throw new ForgeError('forbidden', 'request.cross_site')
    if (Number(req.get('content-length') ?? 0) > READ_ON * settings.maxFileBytes) throw new ForgeError('too_large', 'request.too_large')
    const { body, picture } = await readParts(parts, req, res.locals.isPastLimit === true ? 'past the limit' : 'within the limit')
    req.body = body
    if (picture) req.forge = { ...req.forge, picture }
    next()
  })
  return router
}

const mayWrite = ({ forge: { actor } }: Request): boolean => actor.kind === 'person' && actor.scopes.has('write')

async function readParts({ deps }: HttpParts, req: Request, limit: 'past the limit' | 'within the limit'): Promise<{ readonly body: Record<string, string | string[]>; readonly picture: Preparation | undefined }> {
  const { maxFileBytes } = deps.settings
  const body = Object.create(null) as Record<string, string | string[]>
  let fieldsBytes = 0
  let preparing: Promise<Preparation> | undefined
  const tooMany: Preparation = { kind: 'refused', why: 'too_many' }
  const parser = busboy({ headers: req.headers, defParamCharset: 'utf8', limits: { fields: 5000, files: 1, parts: 5010, fieldNameSize: 300, fieldSize: MAX_FIELDS_BYTES } })
  let refused: ForgeError | undefined
  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    fieldsBytes += name.length + Buffer.byteLength(value)
    if (nameTruncated || valueTruncated || fieldsBytes > MAX_FIELDS_BYTES) { refused ??= new ForgeError('too_large', 'request.too_large'); return }
    const before = body[name]
    body[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [before, value]
  })
  parser.on('file', (name, file, { filename }) => {
    // A form that stops short breaks the file too, whoever reads it.
    file.on('error', () => undefined)
    const isOurs = name === PICTURE_FIELD && (req.forge.via === 'token' ? mayWrite(req) : hasToken(req, body._csrf))
    // A form sent without choosing a file has an empty one, without a name.
    if (!isOurs || filename === undefined || filename === '') { file.resume(); return }
    if (limit === 'past the limit') { file.resume(); preparing = Promise.resolve(tooMany); return }
    preparing = deps.pictures.prepare(file, { maxBytes: maxFileBytes })
    preparing.catch(() => undefined)
  })
  parser.on('fieldsLimit', () => { refused ??= new ForgeError('too_large', 'request.too_large') })
  let bytes = 0
  req.on('data', (chunk: Buffer) => { bytes += chunk.length; if (bytes > READ_ON * maxFileBytes) req.destroy() })
  await new Promise<void>((resolve, reject) => { pipeline(req, parser, (error) => { if (error) reject(new ForgeError('invalid', 'request.malformed')); else resolve() }) })
  const picture = await preparing
  if (refused) throw refused
  return { body, picture }
}
