/** Passages that one text shares with others, each of a family of its own, without any database. */
import { likelyPassages, provenPassages, type Proven } from '../../forge/attribution/reuse/evidence.js'
import { printsOf } from '../../forge/attribution/reuse/prints.js'
import { readWords } from '../../forge/attribution/reuse/read-words.js'

export interface InCommon extends Proven { readonly other: number }

export function inCommon(text: string, others: readonly string[], least = 20): readonly InCommon[] {
  const asked = readWords(text)
  const prints = printsOf(asked.hashes)
  const read = others.map(readWords)
  const candidates = read.map(({ hashes }, at) => ({
    family: String(at), words: hashes,
    seeds: printsOf(hashes).flatMap(({ print, place }) => prints.filter((one) => one.print === print).map((here) => [here.place, place] as const)),
  }))
  const { likely, isStock } = likelyPassages(asked, candidates, least)
  return read.flatMap((other, at) => provenPassages(asked, other, likely.filter(({ candidate }) => candidate === at).map(({ runs }) => runs), isStock, least).map((one) => ({ ...one, other: at })))
}
