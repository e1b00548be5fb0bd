/** The files of a resource, as pages and as they are. What people wrote is never given the means to act: no type that runs, a sandbox, a download. */
import { Router } from 'express'
import { filePage, filesPage } from '../../../web/pages/files.js'
import { imageType, listFiles, readFile } from '../../use-cases/readFiles.js'
import type { HttpParts } from '../context.js'
import { asked, countsOf, readingUi, reads, resourceAt, tagsOf, underResource } from './reading.js'

/** RFC 6266: an ASCII name for old clients, the real one encoded. */
export function attachmentNamed(path: string): string {
  const name = path.split('/').at(-1) ?? 'fichier'
  const ascii = name.normalize('NFKD').replace(/[^\x20-\x7e]/g, '').replace(/["\\%;]/g, '_') || 'fichier'
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`
}

export function fileRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get(underResource('/fichiers/?'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const version = asked(req, 'version')
    const [list, counts] = await Promise.all([listFiles(deps, { resource, ...(version !== undefined && { version }) }), countsOf(parts, resource)])
    return { body: filesPage(readingUi(req, parts), { resource, counts, ...list }), tags: tagsOf(resource) }
  }))

  router.get(underResource('/fichiers/(?<path>.+)'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const { path = '' } = req.params as Record<string, string>
    const version = asked(req, 'version')
    const isRaw = asked(req, 'brut') !== undefined
    const file = await readFile(deps, { resource, path, locale: req.forge.locale, as: isRaw ? 'bytes' : 'page', ...(version !== undefined && { version }) })
    if (!isRaw) return { body: filePage(readingUi(req, parts), { resource, counts: await countsOf(parts, resource), ...file, bytes: file.bytes.length }), tags: tagsOf(resource) }
    const picture = imageType(path)
    res.set({
      'Content-Type': picture ?? (/\.svg$/i.test(path) ? 'image/svg+xml' : 'application/octet-stream'),
      ...(picture === undefined && { 'Content-Disposition': attachmentNamed(path) }),
      'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox", 'Cross-Origin-Resource-Policy': 'same-origin',
      ETag: `"${file.oid}"`, 'Cache-Control': version !== undefined && /^[0-9a-f]{40}$/.test(version) ? 'public, max-age=31536000, immutable' : 'public, no-cache', Vary: 'Accept-Encoding',
    }).send(Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength))
    return undefined
  }))

  return router
}
