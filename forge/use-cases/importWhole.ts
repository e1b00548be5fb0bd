import { parse } from 'yaml'
import { parseFiche } from '../../content-schema/fiche.js'
import { ForgeError } from '../domain/errors.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { SourceFile, SourceHistory } from '../domain/importing.js'
import { refTo } from '../domain/person.js'
import { signatureOf } from './authorship.js'
import { freeSlug } from './createResource.js'
import { settled } from './importAgain.js'
import { placeAll } from './importFiles.js'
import { createdEvent, type ImportContext, type Importing, type ImportResult } from './importing.js'
import { decodeText } from './indexResource.js'

/** The whole source becomes one resource: every branch and tag, the default branch as the published text. */
export async function importWhole(deps: Importing, context: ImportContext, source: SourceHistory): Promise<ImportResult> {
  const history = { ...await source.traceWhole(), ancestors: [] }
  const here = (await deps.resources.importedFrom(source.name, context.owner.handle)).get('')
  const resource = here && (await deps.resources.findByAddress(here.owner, here.slug))
  if (resource?.state === 'retired') return { source: source.name, resources: [], skipped: [{ path: resource.mainPath, reason: 'retired' }] }
  if (resource) {
    const renewed = await deps.git.keeping(resource.id, async () => settled(deps, context, source, { resource, newest: await source.refreshWhole(resource.id), history }))
    return { source: source.name, resources: [renewed], skipped: [] }
  }
  const { path, title } = await mainFileOf(source)
  const slug = await freeSlug(deps, context.owner.handle, title)
  const imported: ResourceEvent = { kind: 'imported', actor: refTo(context.person), source: source.name, commit: source.head, ancestors: [] }
  const author = signatureOf(deps, context.person, deps.clock.now())
  const journal = [createdEvent(context, slug, path), imported].map((payload) => ({ author, payload: { ...payload } }))
  const id = deps.ids.next()
  const resources = await placeAll(deps, context, [{ id, traced: history, place: () => source.installWhole(id, journal) }])
  return { source: source.name, resources, skipped: [] }
}

const isMarkdown = (path: string): boolean => /\.(md|markdown)$/i.test(path)

/** The file people read first: what `commun.yml` names, README.md, index.md, the only Markdown file, else the best described one nearest the root. */
async function mainFileOf(source: SourceHistory): Promise<{ path: string; title: string }> {
  const files = await source.files()
  const markdown = files.filter((file) => isMarkdown(file.path))
  const chosen = await namedMain(source, files) ?? ['README.md', 'readme.md', 'Readme.md', 'README.markdown', 'index.md'].map((name) => files.find((file) => file.path === name)).find((file) => file !== undefined)
    ?? (markdown.length === 1 ? markdown[0] : await richest(source, markdown))
  if (!chosen) throw new ForgeError('invalid', 'import.no_markdown')
  const text = decodeText((await source.contents([chosen.oid])).get(chosen.oid) ?? new Uint8Array())
  return { path: chosen.path, title: parseFiche(text).fields.titre ?? source.name.replace(/\.bundle$/, '').split('/').at(-1) ?? chosen.path }
}

async function namedMain(source: SourceHistory, files: readonly SourceFile[]): Promise<SourceFile | undefined> {
  const settings = files.find((file) => file.path === 'commun.yml' && file.bytes < 100_000)
  if (!settings) return undefined
  let named: unknown
  try { named = (parse(decodeText((await source.contents([settings.oid])).get(settings.oid) ?? new Uint8Array())) as Record<string, unknown> | null)?.['fichier_principal'] } catch { return undefined }
  return files.find((file) => file.path === named && isMarkdown(file.path))
}

/** Among many Markdown files: the one whose header says most, then the shallowest, then the longest. */
async function richest(source: SourceHistory, markdown: readonly SourceFile[]): Promise<SourceFile | undefined> {
  const depth = (file: SourceFile) => file.path.split('/').length
  const candidates = [...markdown].sort((a, b) => depth(a) - depth(b) || b.bytes - a.bytes).slice(0, 200)
  const contents = await source.contents(candidates.map((file) => file.oid))
  const said = (file: SourceFile) => Object.keys(parseFiche(decodeText(contents.get(file.oid) ?? new Uint8Array())).header).length
  return candidates.map((file) => ({ file, said: said(file) })).sort((a, b) => b.said - a.said)[0]?.file
}
