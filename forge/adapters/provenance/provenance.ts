import { createHash } from 'node:crypto'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import { Piscina } from 'piscina'
import { compiled } from '../../config.js'
import type { GitReads } from '../../domain/git.js'
import type { Clock, Log } from '../../domain/ports.js'
import type { Provenance, ProvenanceAnswer, ProvenanceQuestion, WordOriginKey, WordOriginStore, WordsOfFile } from '../../domain/provenance.js'
import type { Answer, ProvenanceResult, ProvenanceTask, ThreadSays } from './asking.js'
import type { HistoryBytes } from './git-bytes.js'

/** Histories with more versions than this have a thread of their own, so that they never hold up the others. */
const shortHistory = 1_500
/** A reader waits this long for the answer itself; after that the page says how far the work is. */
const patienceMs = 1_500
const failureKeptMs = 10 * 60_000

interface Work { readonly ended: Promise<ProvenanceAnswer>; done: number; total: number }

/** Works out who wrote each word in threads; keeps the results in memory and in the index, by version and path. */
export function openProvenance(parts: {
  readonly git: Pick<GitReads, 'file'>; readonly bytes: HistoryBytes; readonly store: WordOriginStore; readonly clock: Clock; readonly log: Log; readonly patienceMs?: number
}): Provenance {
  const kept = new LRUCache<string, WordsOfFile>({ maxSize: 24 * 1024 * 1024, sizeCalculation: ({ runs, origins }) => 200 + 60 * runs.length + 500 * origins.length })
  const failures = new LRUCache<string, true>({ max: 1_000, ttl: failureKeptMs })
  const underWay = new Map<string, Work>()
  const pools = new Map<'short' | 'long', Piscina>()
  let isClosed = false

  /** One thread each, since what a thread learnt of a history is in that thread. */
  function pool(length: 'short' | 'long'): Piscina {
    const known = pools.get(length)
    if (known) return known
    const made = new Piscina({
      filename: compiled('forge/adapters/provenance/worker.ts'), minThreads: 0, maxThreads: 1, concurrentTasksPerWorker: 1, idleTimeout: 5 * 60_000, maxQueue: 500,
      resourceLimits: { maxOldGenerationSizeMb: length === 'long' ? 3_072 : 768 },
    })
    pools.set(length, made)
    return made
  }

  function start(name: string, key: WordOriginKey, { repo, at, path, versions, network }: ProvenanceQuestion): Work {
    const { port1, port2 } = new MessageChannel()
    const work: { ended: Promise<ProvenanceAnswer>; done: number; total: number } = { ended: Promise.resolve({ kind: 'failed' }), done: 0, total: versions }
    answering(port1, parts.bytes, (done, total) => { Object.assign(work, { done, total }) })
    work.ended = (async (): Promise<ProvenanceAnswer> => {
      try {
        const mailmap = await parts.git.file(repo, at, '.mailmap')
        const task: ProvenanceTask = { repo, at, path, network, mailmap: mailmap && Buffer.from(mailmap.bytes).toString('utf8'), port: port2 }
        const words = await pool(versions > shortHistory ? 'long' : 'short').run(task, { name: 'wordsOf', transferList: [port2] }) as ProvenanceResult
        if (words === undefined) return { kind: 'failed' }
        kept.set(name, words)
        await parts.store.put(key, words, parts.clock.now())
        return { kind: 'known', words }
      } catch (error) {
        if (!isClosed) { failures.set(name, true); parts.log.warn({ err: error, repo, at }, 'the words of a file could not be traced back') }
        return { kind: 'failed' }
      } finally {
        underWay.delete(name)
        port1.close()
      }
    })()
    underWay.set(name, work)
    return work
  }

  return {
    async wordsOf(question) {
      const key: WordOriginKey = { commit: question.at, path: question.path, network: digestOf(question.network) }
      const name = `${key.commit} ${key.network} ${key.path}`
      const known = kept.get(name)
      if (known) return { kind: 'known', words: known }
      if (!underWay.has(name)) {
        const found = await parts.store.find(key)
        if (found) { kept.set(name, found); return { kind: 'known', words: found } }
        if (failures.has(name)) return { kind: 'failed' }
      }
      const work = underWay.get(name) ?? start(name, key, question)
      let timer: NodeJS.Timeout | undefined
      const patience = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined) }, parts.patienceMs ?? patienceMs) })
      const answer = await Promise.race([work.ended, patience])
      clearTimeout(timer)
      return answer ?? { kind: 'under_way', done: work.done, total: work.total }
    },
    async close() {
      isClosed = true
      await Promise.all([...pools.values()].map((each) => each.destroy()))
      await Promise.all([...underWay.values()].map(({ ended }) => ended))
    },
  }
}

const digestOf = (network: ProvenanceQuestion['network']): string =>
  (network.length === 0 ? '' : createHash('sha256').update([...new Set(network.map(({ at }) => at))].sort().join(' ')).digest('base64url').slice(0, 22))

/** Answers a thread's questions about repositories. */
function answering(port: MessagePort, bytes: HistoryBytes, progress: (done: number, total: number) => void): void {
  port.on('message', (said: ThreadSays) => {
    if (said.kind === 'progress') { progress(said.done, said.total); return }
    const found = said.kind === 'log' ? bytes.log(said.repo, said.at, said.known) : bytes.blobs(said.repo, said.oids)
    found.then(
      (content) => { const own = new Uint8Array(content); port.postMessage({ id: said.id, bytes: own } satisfies Answer, [own.buffer]) },
      (error: unknown) => { port.postMessage({ id: said.id, failed: error instanceof Error ? error.message : 'failed' } satisfies Answer) },
    )
  })
  port.unref()
}
