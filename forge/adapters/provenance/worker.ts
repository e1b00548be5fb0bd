/** Entry of the provenance threads: runs the engine, and keeps what it learnt of the last histories so that one more version costs one version. */
import type { MessagePort } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import type { History, HistoryCommit } from '../../attribution/history.js'
import { attribute, AttributionMemory, chainOf, type AttributedFile, type Attribution, type NetworkHistory } from '../../attribution/provenance.js'
import { lowConfidence, type OriginStep, type WordOrigin, type WordsOfFile } from '../../domain/provenance.js'
import type { Answer, ProvenanceResult, ProvenanceTask, Question, ThreadSays } from './asking.js'
import { parseBlobs, parseLog } from './parsing.js'

interface Known { readonly commits: Map<string, HistoryCommit>; readonly tips: Set<string> }

/** Versions by repository, and walks of the engine; both bounded by the versions they hold: that is what they weigh. */
const histories = new LRUCache<string, Known>({ maxSize: 60_000, sizeCalculation: ({ commits }) => 1 + Math.min(commits.size, 59_000) })
const memories = new LRUCache<string, { readonly memory: AttributionMemory; readonly versions: number }>({ maxSize: 30_000, sizeCalculation: ({ versions }) => 1 + Math.min(versions, 29_000) })
/** Pairings depend on two texts alone: adaptations of one history share them. */
const matches = new LRUCache<string, Int32Array>({ maxSize: 32 * 1024 * 1024, sizeCalculation: (pairs) => 200 + pairs.byteLength })

const readAhead = 200

export async function wordsOf({ repo, at, path, mailmap, network, port }: ProvenanceTask): Promise<ProvenanceResult> {
  const asked = questions(port)
  try {
    const own = await historyOf(repo, at, asked)
    const others: NetworkHistory[] = []
    for (const other of network) others.push({ repository: other.repo, ...await historyOf(other.repo, other.at, asked) })
    const versions = [own, ...others].reduce((sum, each) => sum + each.commits().length, 0)
    const { memory } = memories.get(repo) ?? { memory: new AttributionMemory() }
    // Taken out while it is used: half a walk is not one to go on from.
    memories.delete(repo)
    let said = 0
    const result = await attribute({ ...own, ...(mailmap !== undefined && { mailmap }) }, {
      at, paths: [path], memory, matches, network: others,
      onProgress(done, total) { if (done - said >= 50) { said = done; port.postMessage({ kind: 'progress', done, total } satisfies ThreadSays) } },
    })
    memories.set(repo, { memory, versions })
    const [file] = result.files
    return file && wordsOfFile(file, result, [own, ...others])
  } finally { port.close() }
}

/** The versions up to one, and no other: what was asked before changes no answer. */
async function historyOf(repo: string, at: string, asked: Questions): Promise<History> {
  const known = histories.get(repo) ?? { commits: new Map<string, HistoryCommit>(), tips: new Set<string>() }
  if (!known.commits.has(at)) {
    for (const commit of parseLog(await asked.ask({ kind: 'log', repo, at, known: [...known.tips] }))) {
      known.commits.set(commit.oid, commit)
      for (const parent of commit.parents) known.tips.delete(parent)
    }
    known.tips.add(at)
    histories.set(repo, known)
  }
  const reached = new Set([at])
  for (const oid of reached) for (const parent of known.commits.get(oid)?.parents ?? []) if (known.commits.has(parent)) reached.add(parent)
  const commits = [...known.commits.values()].filter(({ oid }) => reached.has(oid))
  return { commits: () => commits, blob: textsOf(repo, commits, asked) }
}

/** Texts one by one for the engine, many by many from Git: those it will ask for next come with the one it asks for. */
function textsOf(repo: string, commits: readonly HistoryCommit[], asked: Questions): (oid: string) => Promise<string> {
  const ready = new LRUCache<string, string>({ maxSize: 64 * 1024 * 1024, sizeCalculation: (text) => 100 + 2 * text.length })
  let order: readonly string[] | undefined
  let placeOf = new Map<string, number>()
  return async (oid) => {
    const text = ready.get(oid)
    if (text !== undefined) return text
    if (order === undefined) {
      order = [...new Set(commits.flatMap(({ changes, notices }) => [...changes.values(), ...notices?.values() ?? []].filter((each): each is string => each !== undefined)))]
      placeOf = new Map(order.map((each, place) => [each, place]))
    }
    const place = placeOf.get(oid) ?? order.length
    const texts = parseBlobs(await asked.ask({ kind: 'blobs', repo, oids: [oid, ...order.slice(place + 1, place + readAhead).filter((next) => !ready.has(next))] }))
    for (const [each, content] of texts) ready.set(each, content)
    const found = texts.get(oid)
    if (found === undefined) throw new Error(`no text ${oid}`)
    return found
  }
}

/** The engine's answer, word by word, as stretches of one origin: same chain, and sure enough or not. */
function wordsOfFile({ tokens }: AttributedFile, result: Attribution, around: readonly History[]): WordsOfFile {
  const versions = new Map(around.flatMap((each) => each.commits().map((commit) => [commit.oid, commit] as const)))
  const dated = (commit: string): number => versions.get(commit)?.at ?? 0
  const numbers = new Map<string, number>()
  const origins: (WordOrigin & { words: number; confidence: number })[] = []
  const runs: [number, number, number][] = []
  for (const token of tokens) {
    const { start, end, commit, path, authors, how, step, confidence, licence, repository } = token
    const key = `${step} ${confidence < lowConfidence ? 'unsure' : ''}`
    let number = numbers.get(key)
    if (number === undefined) {
      number = origins.length
      numbers.set(key, number)
      const title = (versions.get(commit)?.message.trim().split('\n', 1)[0] ?? '').slice(0, 300)
      const since = chainOf(result, token).slice(1).map((link): OriginStep => ({ ...link, at: dated(link.commit) }))
      origins.push({ commit, at: dated(commit), title, path, authors, how, confidence, since, words: 0, ...(licence !== undefined && { licence }), ...(repository !== undefined && { repository }) })
    }
    const origin = origins[number]!
    origin.words += 1
    origin.confidence = Math.min(origin.confidence, confidence)
    const last = runs.at(-1)
    if (last?.[2] === number) last[1] = end
    else runs.push([start, end, number])
  }
  return { runs, origins, notCovered: result.notCovered.length }
}

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
