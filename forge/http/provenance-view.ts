/** « Qui a écrit quoi » as machines read it: on the page's own address and in the API (forge/contract/provenance-view.ts). */
import type { ProvenanceView } from '../contract/provenance-view.js'
import type { ProvenanceReading } from '../use-cases/readProvenance.js'

/** Git dates can hold anything. */
const iso = (at: number): string | null => (Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : null)

export function provenanceView({ version, path, state, writers, origins, runs, notCovered }: ProvenanceReading): ProvenanceView {
  return {
    version: version.commit, path, state: state.kind, progress: state.kind === 'under_way' ? { done: state.done, total: state.total } : null, notCovered,
    people: writers.map(({ person, words, share }) => ({ name: person.name, handle: person.handle ?? null, words, share })),
    origins: origins.map((origin) => ({
      commit: origin.commit, at: iso(origin.at), title: origin.title, path: origin.path, how: origin.how, words: origin.words, people: origin.writers.map((number) => number - 1),
      bornIn: origin.bornIn === undefined ? null : { title: origin.bornIn.title, path: origin.bornIn.path ?? null }, licence: origin.licence ?? null, confidence: origin.confidence,
      since: origin.since.map(({ how, commit, at, path: through }) => ({ how, commit, at: iso(at), path: through })),
    })),
    runs: runs.map(([start, end, origin]) => ({ start, end, origin })),
  }
}
