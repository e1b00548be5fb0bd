import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { detectLicence, isLicencePath } from '../../content-schema/licences/detect.js'
import { speakingFor } from '../../content-schema/licences/repository.js'
import { slugOf } from '../../content-schema/slug.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { Rewritten, SourceFile, SourceHistory, TracedFile } from '../domain/importing.js'
import { refTo } from '../domain/person.js'
import type { Resource, ResourceId } from '../domain/resource.js'
import { signatureOf } from './authorship.js'
import { freeSlug } from './createResource.js'
import { createdEvent, said, type ImportContext, type ImportedResource, type Importing, type ImportResult, type SkippedFile } from './importing.js'
import { addNewVersions, knownVersions } from './importAgain.js'
import { indexPassages } from './indexPassages.js'
import { decodeText, readIndexEntry, type IndexEntry } from './indexResource.js'
import { indexOfNames, shownImages } from './shownImages.js'
import { notedTogether } from './writing.js'

/** Files whose names lead out of, or into the workings of, somebody's work tree. */
const isHostile = (path: string): boolean => path.split('/').some((segment) => segment === '' || /^(?:[. ]+|\.git[. ]*|git~\d|\.gitmodules)$/i.test(segment.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '')))
  || /[\u0000-\u001f\u007f-\u009f\\]/.test(path)

interface Wanted { readonly file: SourceFile; readonly fiche: Fiche; readonly images: readonly string[] }

/** One resource for each file that the pathspecs match, with that file's own history and those of the images it shows. */
export async function importFiles(deps: Importing, context: ImportContext, source: SourceHistory, options: { readonly pathspecs: readonly string[]; readonly olderFolders: readonly string[] }): Promise<ImportResult> {
  const all = await source.files()
  const matching = await source.files(options.pathspecs)
  if (matching.length === 0) throw new ForgeError('not_found', 'import.no_file', { pathspec: options.pathspecs.join(' ') })
  const skipped: SkippedFile[] = []
  const wanted = await readWanted(deps, source, matching, all, skipped)
  const traced = await source.trace(wanted.map(({ file, images }) => ({ path: file.path, companions: images })), { olderFolders: options.olderFolders })
  const notices = await licenceNotices(source, all)

  const here = await deps.resources.importedFrom(source.name, context.owner.handle)
  const again: { resource: Resource; traced: TracedFile; known: ReadonlyMap<Oid, Oid> }[] = []
  const fresh: { wanted: Wanted; traced: TracedFile }[] = []
  for (const [i, one] of wanted.entries()) {
    const history = traced[i] as TracedFile
    const address = here.get(one.file.path)
    const resource = address && (await deps.resources.findByAddress(address.owner, address.slug))
    const known = resource ? await knownVersions(deps, resource) : new Map<Oid, Oid>()
    // Another source of the same name is another source.
    if (resource && history.commits.some((commit) => known.has(commit))) again.push({ resource, traced: history, known })
    else fresh.push({ wanted: one, traced: history })
  }

  const made = await makeAll(deps, context, source, fresh, notices)
  const updated: ImportedResource[] = []
  for (const one of again) {
    context.signal?.throwIfAborted()
    if (one.resource.state === 'retired') { skipped.push({ path: one.resource.mainPath, reason: 'retired' }); continue }
    updated.push(await addNewVersions(deps, context, source, one))
  }
  const order = new Map(wanted.map(({ file }, i) => [file.path, i]))
  const resources = [...made, ...updated].sort((a, b) => (order.get(a.path) ?? 0) - (order.get(b.path) ?? 0))
  return { source: source.name, resources, skipped }
}

async function readWanted(deps: Importing, source: SourceHistory, matching: readonly SourceFile[], all: readonly SourceFile[], skipped: SkippedFile[]): Promise<readonly Wanted[]> {
  const readableFiles = matching.filter((file) => {
    const reason = isHostile(file.path) ? 'path_refused' : file.bytes > deps.settings.maxFileBytes ? 'too_large' : undefined
    if (reason !== undefined) skipped.push({ path: file.path, reason })
    return reason === undefined
  })
  const contents = await source.contents(readableFiles.map((file) => file.oid))
  const names = indexOfNames(all.filter((file) => file.bytes <= deps.settings.maxFileBytes && !isHostile(file.path)).map((file) => file.path))
  return readableFiles.map((file) => {
    const text = decodeText(contents.get(file.oid) ?? new Uint8Array())
    return { file, fiche: parseFiche(text), images: shownImages(text, file.path, names).filter((image) => image !== file.path) }
  })
}

type Notice = NonNullable<Extract<ResourceEvent, { kind: 'imported' }>['licenceNotices']>[number]
const longestNotice = 60_000
const mostNotices = 40
const closeToRoot = (a: SourceFile, b: SourceFile): number => a.path.split('/').length - b.path.split('/').length

/** What the source says of its licence outside its fiches: licence files, and a README that speaks of one. */
async function licenceNotices(source: SourceHistory, all: readonly SourceFile[]): Promise<readonly Notice[]> {
  const speaking = all.filter((file) => file.bytes <= longestNotice && (isLicencePath(file.path) || /(?:^|\/)readme(\.md)?$/i.test(file.path))).sort(closeToRoot).slice(0, mostNotices)
  const contents = await source.contents(speaking.map((file) => file.oid))
  const notices = speaking.map((file) => ({ path: file.path, text: decodeText(contents.get(file.oid) ?? new Uint8Array()) }))
  return notices.filter((notice) => isLicencePath(notice.path) || detectLicence({ body: '', licenceFiles: [], readme: notice.text }).declared.length > 0)
}

/** A fiche that states its licence needs nobody else's word; for the others speaks the nearest folder that says something. */
function noticesFor(one: Wanted, notices: readonly Notice[]): readonly Notice[] {
  if (notices.length === 0) return []
  const { fiche } = one
  const own = detectLicence({ header: fiche.header, body: fiche.body, licenceFiles: [], path: one.file.path })
  if (own.declared.some((declared) => declared.kind === 'header' || declared.kind === 'text')) return []
  const { licenceFiles, readme } = speakingFor(one.file.path, notices.filter((notice) => isLicencePath(notice.path)), notices.filter((notice) => !isLicencePath(notice.path)))
  return notices.filter((notice) => licenceFiles.includes(notice) || notice === readme)
}

/** Makes the new resources: all their histories written in one go out of sight, then each put in place whole and indexed. */
async function makeAll(deps: Importing, context: ImportContext, source: SourceHistory, fresh: readonly { wanted: Wanted; traced: TracedFile }[], notices: readonly Notice[]): Promise<readonly ImportedResource[]> {
  const taken = new Set<string>()
  const planned: { id: ResourceId; traced: TracedFile }[] = []
  const author = signatureOf(deps, context.person, deps.clock.now())
  const rewritings = []
  for (const { wanted, traced } of fresh) {
    const slug = await freeSlugAmong(deps, context.owner.handle, titleOf(wanted), taken)
    taken.add(slug)
    const said = noticesFor(wanted, notices)
    const imported: ResourceEvent = {
      kind: 'imported', actor: refTo(context.person), source: source.name, path: wanted.file.path, commit: source.head,
      ancestors: traced.ancestors.map((ancestor) => ancestor.path), ...(said.length > 0 && { licenceNotices: said }),
    }
    planned.push({ id: deps.ids.next(), traced })
    rewritings.push({ traced, journal: [createdEvent(context, slug, wanted.file.path), imported].map((payload) => ({ author, payload: { ...payload } })) })
  }
  const written = await source.rewrite(rewritings)
  return placeAll(deps, context, planned.map((one, i) => ({ ...one, place: () => source.install(one.id, written[i] as Rewritten) })))
}

interface Planned { readonly id: ResourceId; readonly traced: Pick<TracedFile, 'commits' | 'authors' | 'ancestors'>; place(): Promise<unknown> }

/** Resources noted, indexed and forgotten together: each of these waits for the disk once a batch. */
const batch = 50

/**
 * Puts resources in place, batch by batch: noted, then their repositories, then the index. What a crash leaves in the middle is
 * indexed at the next start, and a repeated import goes on from there. A refusal or a cancellation takes away again what was put.
 */
export async function placeAll(deps: Importing, context: ImportContext, planned: readonly Planned[]): Promise<readonly ImportedResource[]> {
  const results: ImportedResource[] = []
  const begun: ResourceId[] = []
  try {
    for (let from = 0; from < planned.length; from += batch) {
      const together = planned.slice(from, from + batch)
      begun.push(...together.map(({ id }) => id))
      await notedTogether(deps, together.map(({ id }) => id), 'import', async () => {
        const entries = await placeBatch(deps, context, together, (placed) => { context.onProgress?.({ step: 'place', done: from + placed, total: planned.length }) })
        await deps.resources.putAll(entries)
        for (const { resource } of entries) await indexPassages(deps, resource)
        for (const [i, { resource }] of entries.entries()) results.push(said(resource, 'created', (together[i] as Planned).traced))
      })
    }
    return results
  } catch (error) {
    for (const id of begun) {
      await deps.resources.remove(id)
      await deps.git.remove(id)
    }
    throw error
  }
}

/** Repositories put in place, a few at a time, and what the index is to say of each, in their order. */
async function placeBatch(deps: Importing, context: ImportContext, together: readonly Planned[], progress: (placed: number) => void): Promise<readonly IndexEntry[]> {
  const entries: IndexEntry[] = []
  let next = 0
  let placed = 0
  const work = async (): Promise<void> => {
    for (let i = next++; i < together.length; i = next++) {
      const one = together[i] as Planned
      context.signal?.throwIfAborted()
      await one.place().catch((error: unknown) => { throw context.signal?.aborted ? new ForgeError('unavailable', 'import.cancelled') : error })
      const entry = await readIndexEntry(deps, one.id)
      if (!entry) throw new Error(`imported resource ${one.id} cannot be indexed`)
      entries[i] = entry
      progress(++placed)
    }
  }
  // All end before anything is taken away again.
  const workers = await Promise.allSettled(Array.from({ length: Math.min(4, together.length) }, () => work().catch((error: unknown) => { next = together.length; throw error })))
  for (const worker of workers) if (worker.status === 'rejected') throw worker.reason
  return entries
}

const titleOf = ({ file, fiche }: Wanted): string => fiche.fields.titre ?? (file.path.split('/').at(-1) ?? file.path).replace(/\.[a-z0-9]{1,8}$/i, '')

async function freeSlugAmong(deps: Importing, owner: string, title: string, taken: ReadonlySet<string>): Promise<string> {
  const free = await freeSlug(deps, owner, title)
  if (!taken.has(free)) return free
  const base = slugOf(title).slice(0, 55)
  for (let n = 2; ; n += 1) {
    const slug = `${base}-${n}`
    if (!taken.has(slug) && !(await deps.resources.isAddressTaken(owner, slug))) return slug
  }
}
