import { areMinutes, minuteRangeOf, minutesOf, type MinuteRange } from './durations.js'
import { isRecord } from './header.js'
import type { Agent, Cover, Material, Source, Step, Variant } from './fiche-fields.js'

/** Every reader answers undefined for a value of another shape, and never throws. */
const EMAIL = /\s*[<(]?[^\s<>()@]{1,64}@[^\s<>()]{1,255}[>)]?/g
const ITEM_LIMIT = 500

export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim()
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return undefined
}

/** A list of words: a YAML list, or one string cut at commas and semicolons. */
export function readWords(value: unknown): string[] | undefined {
  if (typeof value === 'string') return value.split(/[,;\n]/).map(word => word.trim()).filter(word => word !== '').slice(0, ITEM_LIMIT)
  return readTexts(value)
}

/** A list of sentences: a YAML list, or one string kept whole. Items may be `{titre|texte|nom|name}`. */
export function readTexts(value: unknown): string[] | undefined {
  const single = readText(value)
  if (single !== undefined) return [single]
  if (!Array.isArray(value)) return undefined
  const texts: string[] = []
  for (const item of value.slice(0, ITEM_LIMIT)) {
    const text = readText(item) ?? (isRecord(item) ? pick(item, 'titre', 'texte', 'nom', 'title', 'text', 'name', 'label') : undefined)
    if (text !== undefined) texts.push(text)
  }
  return value.length > 0 && texts.length === 0 ? undefined : texts
}

export function readDuration(value: unknown): MinuteRange | undefined {
  if (typeof value === 'number') return areMinutes(value) ? { minMinutes: Math.round(value), maxMinutes: Math.round(value) } : undefined
  if (typeof value === 'string') return minuteRangeOf(value)
  if (!isRecord(value)) return undefined
  const range: MinuteRange = {}
  const min = oneDuration(value['min'] ?? value['minimum'])
  const max = oneDuration(value['max'] ?? value['maximum'])
  if (min !== undefined) range.minMinutes = min
  if (max !== undefined) range.maxMinutes = max
  return min === undefined && max === undefined ? undefined : range
}

function oneDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return areMinutes(value) ? Math.round(value) : undefined
  return typeof value === 'string' ? minutesOf(value) : undefined
}

export function readRange(value: unknown): { min?: number; max?: number } | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? { min: Math.round(value), max: Math.round(value) } : undefined
  if (typeof value === 'string') {
    const text = value.trim().slice(0, 60)
    const more = /^(?:plus de|more than)\s+(\d{1,6})(?:\s+\p{L}+)?$/iu.exec(text)
    if (more) return { min: Number(more[1]) + 1 }
    const two = /^(?:de\s+|entre\s+)?(\d{1,6})\s*(?:-|–|à|et|to)\s*(\d{1,6})(\+?)(?:\s+\p{L}+)?$/iu.exec(text)
    if (two) return two[3] ? { min: Number(two[1]) } : { min: Number(two[1]), max: Number(two[2]) }
    const one = /^(\d{1,6})\s*(\+?)(?:\s+\p{L}+)?$/u.exec(text)
    if (!one) return undefined
    return one[2] ? { min: Number(one[1]) } : { min: Number(one[1]), max: Number(one[1]) }
  }
  if (!isRecord(value)) return undefined
  const range: { min?: number; max?: number } = {}
  for (const end of ['min', 'max'] as const) {
    const number = Number(value[end])
    if (value[end] !== null && value[end] !== undefined && value[end] !== '' && Number.isFinite(number)) range[end] = Math.round(number)
  }
  return range.min === undefined && range.max === undefined ? undefined : range
}

/** Names without their e-mail addresses: a header is public, an address is not. */
export function readAgents(value: unknown): Agent[] | undefined {
  const items = Array.isArray(value) ? value.slice(0, ITEM_LIMIT) : typeof value === 'string' || isRecord(value) ? [value] : undefined
  if (!items) return undefined
  const agents: Agent[] = []
  for (const item of items) {
    if (isRecord(item)) {
      const nom = bareName(pick(item, 'nom', 'name', 'titre', 'title'))
      if (nom === undefined) continue
      agents.push({ nom, ...optional('role', pick(item, 'role', 'rôle')), ...optional('structure', pick(item, 'structure', 'organization', 'affiliation')), ...optional('uri', pick(item, 'uri', 'url', 'orcid', 'github')) })
    } else {
      const nom = bareName(readText(item))
      if (nom !== undefined) agents.push({ nom })
    }
  }
  return items.length > 0 && agents.length === 0 && !items.every(item => item === '' || item === null) ? undefined : agents
}

function bareName(name: string | undefined): string | undefined {
  const bare = name?.replace(EMAIL, '').trim()
  return bare === '' ? undefined : bare
}

/** A licence may be written as a text, as `{id|nom|url}`, or as a list of one. */
export function readLicence(value: unknown): string | undefined {
  const text = readText(value)
  if (text !== undefined) return text
  if (Array.isArray(value)) return value.length === 1 ? readLicence(value[0]) : value.length > 1 ? readWords(value)?.join(' AND ') : undefined
  if (!isRecord(value)) return undefined
  for (const key of ['id', 'spdx', 'url', 'uri', 'nom', 'name', 'titre', 'title']) {
    const one = Object.hasOwn(value, key) ? readText(value[key]) : undefined
    if (one !== undefined) return one
  }
  return undefined
}

export function readMaterials(value: unknown): Material[] | undefined {
  return readItems(value, text => ({ nom: text }), item => {
    const nom = pick(item, 'nom', 'name', 'titre', 'title')
    return nom === undefined ? undefined : { nom, ...optional('quantite', pick(item, 'quantite', 'quantity')), ...optional('lien', pick(item, 'lien', 'url', 'link')) }
  })
}

export function readSources(value: unknown): Source[] | undefined {
  return readItems(value,
    text => /^https?:\/\/\S+$/.test(text) ? { titre: text, url: text } : { titre: text },
    item => {
      const url = pick(item, 'url', 'uri', 'link', 'lien')
      const titre = pick(item, 'titre', 'title', 'description', 'nom', 'name') ?? url
      return titre === undefined ? undefined : { titre, ...optional('url', url) }
    })
}

export function readSteps(value: unknown): Step[] | undefined {
  return readItems(value, text => ({ titre: '', texte: text }), item => {
    const titre = pick(item, 'titre', 'title', 'nom', 'name') ?? ''
    const texte = pick(item, 'texte', 'text', 'description', 'contenu') ?? ''
    if (titre === '' && texte === '') return undefined
    const duree = pick(item, 'duree', 'duration', 'time')
    const minutes = duree === undefined ? undefined : minutesOf(duree)
    return { titre, texte, ...optional('duree', duree), ...(minutes === undefined ? {} : { minutes }) }
  })
}

export function readVariants(value: unknown): Variant[] | undefined {
  return readItems(value, text => ({ titre: '', texte: text }), item => {
    const titre = pick(item, 'titre', 'title', 'nom', 'name') ?? ''
    const texte = pick(item, 'texte', 'text', 'description') ?? ''
    return titre === '' && texte === '' ? undefined : { titre, texte }
  })
}

export function readCover(value: unknown): Cover | undefined {
  const file = typeof value === 'string' ? readText(value) : undefined
  if (file !== undefined) return { fichier: file }
  if (!isRecord(value)) return undefined
  const fichier = pick(value, 'fichier', 'file', 'src', 'url', 'path')
  return fichier === undefined ? undefined : { fichier, ...optional('alt', pick(value, 'alt')), ...optional('credit', pick(value, 'credit', 'crédit')) }
}

function readItems<T>(value: unknown, ofText: (text: string) => T, ofRecord: (item: Record<string, unknown>) => T | undefined): T[] | undefined {
  const items = Array.isArray(value) ? value.slice(0, ITEM_LIMIT) : typeof value === 'string' || isRecord(value) ? [value] : undefined
  if (!items) return undefined
  const read: T[] = []
  for (const item of items) {
    const text = readText(item)
    const one = text === undefined ? (isRecord(item) ? ofRecord(item) : undefined) : ofText(text)
    if (one !== undefined) read.push(one)
  }
  return items.some(item => item !== null && item !== '') && read.length === 0 ? undefined : read
}

function pick(item: Record<string, unknown>, ...keys: string[]): string | undefined {
  for (const key of keys) {
    const text = Object.hasOwn(item, key) ? readText(item[key]) : undefined
    if (text !== undefined) return text
  }
  return undefined
}

function optional<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return value === undefined ? {} : { [key]: value } as { [key in K]?: string }
}
