/** The licence declared where words are born: in the file's own header or text, else in the repository's licence files and README, as they stood then. */
import { placeOfHeader, readHeader } from '../../content-schema/header.js'
import { detectLicence, isLicencePath } from '../../content-schema/licences/detect.js'
import { identify } from '../../content-schema/licences/identify.js'
import { namesLicence } from '../../content-schema/licences/prose.js'
import { changedPart } from './changed-part.js'
import type { Oid } from './history.js'
import { LineMemory } from './line-memory.js'

/** Files whose text may declare a licence for others. */
export const isNotice = (path: string): boolean => isLicencePath(path) || /^(?:readme(?:\.\w+)?|commun\.yml)$/i.test(path)

/** The texts that declare for a whole repository, at one commit: path → blob. */
export type Notices = ReadonlyMap<string, Oid>

const MAX_REMEMBERED = 5000
const MAX_TEXTS = 100
/** A licence file says what it is at its beginning. */
const NOTICE_LENGTH = 50_000

export class LicenceReader {
  readonly #texts = new Map<Oid, string>()
  readonly #names = new LineMemory(namesLicence)
  /** The last body of each path that named no licence. */
  readonly #silent = new Map<string, string>()
  readonly #remembered = new Map<string, string | undefined>()

  /** Reads the notices' texts that are not at hand. One that cannot be read declares nothing. */
  async prepare(notices: Notices, blob: (oid: Oid) => Promise<string>): Promise<void> {
    if (this.#texts.size > MAX_TEXTS) for (const oid of this.#texts.keys()) if (![...notices.values()].includes(oid)) this.#texts.delete(oid)
    for (const oid of notices.values()) {
      if (!this.#texts.has(oid)) this.#texts.set(oid, await blob(oid).then((text) => text.slice(0, NOTICE_LENGTH), () => ''))
    }
  }

  /** Saves reading again a notice whose text is at hand. */
  know(oid: Oid, text: string): void { this.#texts.set(oid, text.slice(0, NOTICE_LENGTH)) }

  /** The identifier of the licence the text is under at `path`, where these notices stand. Undefined when none is declared, known and undisputed. */
  of(path: string, text: string, notices: Notices): string | undefined {
    const place = placeOfHeader(text)
    const body = text.slice(place.bodyStart)
    const speaking = this.#speaks(path, body) ? body : ''
    const key = JSON.stringify([folderOf(path), place.yaml, speaking, [...notices].filter(([each]) => each !== path)])
    if (this.#remembered.has(key)) return this.#remembered.get(key)
    const found = this.#detect(path, readHeader(place).values, speaking, notices)
    if (this.#remembered.size >= MAX_REMEMBERED) this.#remembered.clear()
    if (key.length < 20_000) this.#remembered.set(key, found)
    return found
  }

  /** Whether a line names a licence. A body that differs from one of the same path where none did is read where it differs. */
  #speaks(path: string, body: string): boolean {
    const silent = this.#silent.get(path)
    const { from, to } = silent === undefined ? { from: 0, to: body.length } : changedPart(silent, body)
    if (body.slice(from, to).split(/\r?\n/).some((line) => this.#names.of(line))) return true
    if (this.#silent.size >= MAX_TEXTS) this.#silent.clear()
    this.#silent.set(path, body)
    return false
  }

  #detect(path: string, header: unknown, body: string, notices: Notices): string | undefined {
    const text = (oid: Oid): string => this.#texts.get(oid) ?? ''
    const licenceFiles = [...notices].filter(([each]) => isLicencePath(each) && each !== path).map(([each, oid]) => ({ path: each, text: text(oid) }))
    const readme = [...notices].find(([each]) => /^readme/i.test(each) && each !== path)?.[1]
    const { state, licence } = detectLicence({ header, body, path, licenceFiles, ...(readme !== undefined && { readme: text(readme) }) })
    if (state !== 'absent') return licence?.id
    const settings = notices.get('commun.yml')
    const named = settings === undefined ? undefined : /^licen[cs]e[ \t]*:[ \t]*(.+)$/m.exec(text(settings))?.[1]
    return named === undefined ? undefined : identify(named.replace(/\s+#.*$/, '').trim().replace(/^(['"])(.*)\1$/, '$2'))?.id
  }
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)
