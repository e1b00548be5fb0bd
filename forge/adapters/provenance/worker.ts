/** Entry of the provenance threads: runs the engine, and keeps what it learnt of the last histories so that one more version costs one version. */
import type { MessagePort } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import type { HistoryCommit } from '../../attribution/history.js'
import { attribute, AttributionMemory, type AttributedFile } from '../../attribution/provenance.js'
import type { OriginRun, WordOrigin, WordsOfFile } from '../../domain/provenance.js'
import type { Answer, ProvenanceResult, ProvenanceTask, ThreadSays } from './asking.js'
import { parseBlobs, parseLog } from './parsing.js'

interface Known { readonly memory: AttributionMemory; readonly commits: Map<string, HistoryCommit>; readonly tips: Set<string> }

/** Bounded by the versions of all the histories together: that is what a walk weighs. */
const histories = new LRUCache<string, Known>({ max: 16, maxSize: 30_000, sizeCalculation: ({ commits }) => 1 + Math.min(commits.size, 29_000) })
/** Pairings depend on two texts alone: adaptations of one history share them. */
const matches = new LRUCache<string, Int32Array>({ maxSize: 32 * 1024 * 1024, sizeCalculation: (pairs) => 200 + pairs.byteLength })

const readAhead = 200

export async function wordsOf({ repo, at, path, mailmap, port }: ProvenanceTask): Promise<ProvenanceResult> {
  const asked = questions(port)
  try {
    const known = await upTo(repo, at, asked)
    const history = { commits: () => [...known.commits.values()], blob: textsOf(known, asked), ...(mailmap !== undefined && { mailmap }) }
    let said = 0
    const result = await attribute(history, {
      at, paths: [path], memory: known.memory, matches,
      onProgress(done, total) { if (done - said >= 50) { said = done; port.postMessage({ kind: 'progress', done, total } satisfies ThreadSays) } },
    })
    const [file] = result.files
    return file && wordsOfFile(file, known.commits, result.notCovered.length)
  } catch (error) {
    // Half a walk is not one to go on from.
    histories.delete(repo)
    throw error
  } finally { port.close() }
}

/** What is known of a repository, with every version up to `at`. */
async function upTo(repo: string, at: string, asked: Questions): Promise<Known> {
  const known = histories.get(repo) ?? { memory: new AttributionMemory(), commits: new Map<string, HistoryCommit>(), tips: new Set<string>() }
  if (known.commits.has(at)) return known
  for (const commit of parseLog(await asked.ask({ kind: 'log', known: [...known.tips] }))) {
    known.commits.set(commit.oid, commit)
    for (const parent of commit.parents) known.tips.delete(parent)
  }
  known.tips.add(at)
  histories.set(repo, known)
  return known
}

/** Texts one by one for the engine, many by many from Git: those it will ask for next come with the one it asks for. */
function textsOf(known: Known, asked: Questions): (oid: string) => Promise<string> {
  const ready = new LRUCache<string, string>({ maxSize: 64 * 1024 * 1024, sizeCalculation: (text) => 100 + 2 * text.length })
  const order = [...new Set([...known.commits.values()].flatMap(({ changes }) => [...changes.values()].filter((oid): oid is string => oid !== undefined)))]
  const placeOf = new Map(order.map((oid, place) => [oid, place]))
  return async (oid) => {
    const text = ready.get(oid)
    if (text !== undefined) return text
    const place = placeOf.get(oid) ?? order.length
    const wanted = [oid, ...order.slice(place + 1, place + readAhead).filter((next) => !ready.has(next))]
    const texts = parseBlobs(await asked.ask({ kind: 'blobs', oids: wanted }))
    for (const [found, content] of texts) ready.set(found, content)
    const found = texts.get(oid)
    if (found === undefined) throw new Error(`no text ${oid}`)
    return found
  }
}

function wordsOfFile({ tokens }: AttributedFile, commits: ReadonlyMap<string, HistoryCommit>, notCovered: number): WordsOfFile {
  const numbers = new Map<string, number>()
  const origins: (WordOrigin & { words: number })[] = []
  const runs: [number, number, number][] = []
  for (const { start, end, commit, path, authors, how } of tokens) {
    const key = `${commit}\0${path}\0${how}`
    let number = numbers.get(key)
    if (number === undefined) {
      number = origins.length
      numbers.set(key, number)
      const version = commits.get(commit)
      origins.push({ commit, at: version?.at ?? 0, title: (version?.message.trim().split('\n', 1)[0] ?? '').slice(0, 300), path, authors, how, words: 0 })
    }
    origins[number]!.words += 1
    const last = runs.at(-1)
    if (last?.[2] === number) last[1] = end
    else runs.push([start, end, number])
  }
  return { runs: runs satisfies readonly OriginRun[], origins, notCovered }
}

type Question = { readonly kind: 'log'; readonly known: readonly string[] } | { readonly kind: 'blobs'; readonly oids: readonly string[] }
interface Questions { ask(question: Question): Promise<Uint8Array> }

function questions(port: MessagePort): Questions {
  const waiting = new Map<number, { resolve(bytes: Uint8Array): void; reject(error: Error): void }>()
  let last = 0
  port.on('message', (answer: Answer) => {
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if ('bytes' in answer) asked?.resolve(answer.bytes)
    else asked?.reject(new Error(answer.failed))
  })
  port.on('close', () => { for (const { reject } of waiting.values()) reject(new Error('nobody answers any more')) })
  return { ask: (question) => new Promise((resolve, reject) => { waiting.set(++last, { resolve, reject }); port.postMessage({ ...question, id: last } satisfies ThreadSays) }) }
}
