import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { conceptOf, FIELDS } from '../../content-schema/fields.js'
import { parseFiche, REQUIRED_FIELDS, type Fiche } from '../../content-schema/fiche.js'
import { profileOf, PROFILES } from '../../content-schema/profiles.js'
import { isHandle, isSlug } from '../../content-schema/slug.js'
import { demoCommunities, demoPeople, demoSteps, materialise, type DemoStep, type MaterialisedStep } from '../../forge/demo/timeline.js'

const contentFolder = fileURLToPath(new URL('../../forge/demo/content', import.meta.url))
const readContent = (file: string): string => readFileSync(path.join(contentFolder, file), 'utf8')
const steps = materialise(readContent)

const NBSP = '\u00a0'
const THIN = '\u202f'

/** One text a step gives, with a name to find it again. */
interface NamedText { readonly name: string; readonly fiche: string; readonly text: string }
const slugOfStep = (step: DemoStep): string => step.kind === 'adapt' ? step.to.slug : step.fiche
const texts: readonly NamedText[] = steps.flatMap(step => step.fullText === undefined ? [] : [{ name: `${slugOfStep(step)} ${step.kind} ${step.at.slice(0, 10)}`, fiche: slugOfStep(step), text: step.fullText }])
const fiches: readonly (NamedText & { fiche: string; read: Fiche })[] = texts.map(text => ({ ...text, read: parseFiche(text.text) }))

const ofKind = <K extends DemoStep['kind']>(kind: K): readonly Extract<MaterialisedStep, { kind: K }>[] =>
  steps.filter((step): step is Extract<MaterialisedStep, { kind: K }> => step.kind === kind)
const published = ofKind('publish')
const published1 = (fiche: string) => published.find(step => step.fiche === fiche)
const ownerOf = (fiche: string): string | undefined => published1(fiche)?.owner ?? ofKind('adapt').find(step => step.to.slug === fiche)?.to.owner
const ruleOf = (fiche: string): string => published1(fiche)?.rule ?? demoCommunities.find(community => community.slug === ownerOf(fiche))?.defaultRule ?? 'garant·es'
const membersOf = (owner: string): readonly string[] => {
  const community = demoCommunities.find(one => one.slug === owner)
  return community ? [...community.stewards, ...community.members] : [owner]
}
const files = readdirSync(contentFolder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).map(entry => path.relative(contentFolder, path.join(entry.parentPath, entry.name)))

describe('the demonstration’s people and communities', () => {
  test('should be at least seven fictitious people with three forms of address and addresses that receive nothing', () => {
    expect(demoPeople.length).toBeGreaterThanOrEqual(7)
    expect(new Set(demoPeople.map(person => person.formOfAddress)).size).toBe(3)
    expect(demoPeople.filter(person => !person.email.endsWith('@exemple.invalid'))).toEqual([])
    expect(demoPeople.filter(person => !isHandle(person.handle))).toEqual([])
  })

  test('should give every handle once, among persons and communities', () => {
    const handles = [...demoPeople.map(person => person.handle), ...demoCommunities.map(community => community.slug)]
    expect(new Set(handles).size).toBe(handles.length)
  })

  test('should name only known people', () => {
    const known = new Set(demoPeople.map(person => person.handle))
    const named = [
      ...demoCommunities.flatMap(community => [...community.stewards, ...community.members]),
      ...demoSteps.flatMap(step => [step.by, ...('coAuthors' in step ? step.coAuthors ?? [] : [])]),
    ]
    expect(named.filter(handle => !known.has(handle))).toEqual([])
  })
})

describe('the demonstration’s history', () => {
  test('should be sorted, in 2026, at hours when people are awake, with the offset of Paris', () => {
    const times = demoSteps.map(step => Date.parse(step.at))
    expect(times).toEqual([...times].sort((a, b) => a - b))
    for (const step of demoSteps) {
      expect(step.at, step.at).toMatch(/^2026-(0[3-9]|1[01])-\d\dT(0[6-9]|1\d|2[0-3]):\d\d:00\+0[12]:00$/)
      const summer = step.at >= '2026-03-29T02' && step.at < '2026-10-25T03'
      expect(step.at.slice(-6), step.at).toBe(summer ? '+02:00' : '+01:00')
    }
  })

  test('should give three to six versions to every original fiche, each said in a sentence', () => {
    for (const { fiche } of published) {
      const versions = steps.filter(step => step.fiche === fiche && ['publish', 'improve', 'integrate'].includes(step.kind))
      expect(versions.length, fiche).toBeGreaterThanOrEqual(3)
      expect(versions.length, fiche).toBeLessThanOrEqual(6)
    }
    for (const step of steps) if ('reason' in step && step.kind !== 'adapt') expect(step.reason.length, step.reason).toBeGreaterThan(20)
  })

  test('should change the text at every version and every iteration', () => {
    const last = new Map<string, string>()
    for (const step of steps) {
      if (step.fullText === undefined) continue
      const key = step.kind === 'propose' || step.kind === 'update' ? `${step.fiche} ${step.proposal}` : slugOfStep(step)
      expect(step.fullText, `${step.kind} ${key}`).not.toBe(last.get(key))
      last.set(key, step.fullText)
    }
  })

  test('should publish only where the rule lets that person publish', () => {
    for (const step of ofKind('publish')) expect(membersOf(step.owner), step.fiche).toContain(step.by)
    for (const step of ofKind('adapt')) expect(membersOf(step.to.owner), step.to.slug).toContain(step.by)
    for (const step of ofKind('improve')) {
      if (ruleOf(step.fiche) === 'ouverte') expect(membersOf(ownerOf(step.fiche) ?? ''), step.fiche).toContain(step.by)
      else expect(published1(step.fiche)?.by ?? ownerOf(step.fiche), step.fiche).toBe(step.by)
    }
  })

  test('should integrate by a garant·e, never by who proposed, and with no objection left', () => {
    for (const step of ofKind('integrate')) {
      const about = steps.filter(other => 'proposal' in other && other.fiche === step.fiche && other.proposal === step.proposal && Date.parse(other.at) <= Date.parse(step.at))
      expect(about.find(other => other.kind === 'propose')?.by).not.toBe(step.by)
      expect(published1(step.fiche)?.by).toBe(step.by)
      const objecting = about.filter(other => other.kind === 'verdict' && other.verdict === 'objection').map(other => other.by)
      const lifted = about.filter(other => other.kind === 'lift').map(other => other.of ?? other.by)
      expect(objecting.filter(handle => !lifted.includes(handle)), step.fiche).toEqual([])
    }
  })

  test('should end a proposition once and leave it alone afterwards', () => {
    const ended = new Set<string>()
    for (const step of steps) {
      if (!('proposal' in step)) continue
      const key = `${step.fiche} ${step.proposal}`
      expect(ended.has(key), key).toBe(false)
      if (['integrate', 'decline', 'withdraw'].includes(step.kind)) ended.add(key)
    }
  })

  test('should hold a real disagreement: an objection lifted after an update, on a fiche kept by garant·es, then integrated', () => {
    const lift = ofKind('lift').find(step => ruleOf(step.fiche) === 'garant·es')
    expect(lift).toBeDefined()
    const story = steps.filter(step => 'proposal' in step && step.fiche === lift?.fiche && step.proposal === lift.proposal).map(step => step.kind)
    expect(story.indexOf('update')).toBeGreaterThan(story.indexOf('verdict'))
    expect(story.indexOf('lift')).toBeGreaterThan(story.indexOf('update'))
    expect(story.at(-1)).toBe('integrate')
    expect(ofKind('verdict').filter(step => step.verdict === 'objection' && !step.liftCondition)).toEqual([])
  })

  test('should leave one proposition waiting in each community, and have one declined and one withdrawn', () => {
    const ended = (fiche: string, proposal: string): boolean => steps.some(step => ['integrate', 'decline', 'withdraw'].includes(step.kind) && 'proposal' in step && step.fiche === fiche && step.proposal === proposal)
    const waiting = ofKind('propose').filter(step => !ended(step.fiche, step.proposal)).map(step => ownerOf(step.fiche))
    expect([...waiting].sort()).toEqual(['cooperation', 'resilience-alimentaire'])
    expect(ofKind('decline')).toHaveLength(1)
    expect(ofKind('withdraw')).toHaveLength(1)
  })

  test('should hold a proposition by somebody who is not a member', () => {
    expect(ofKind('propose').filter(step => !membersOf(ownerOf(step.fiche) ?? '').includes(step.by)).length).toBeGreaterThan(0)
  })

  test('should hold adaptations whose origin has moved since, and citable versions that are no longer the last', () => {
    const movedSince = (fiche: string, at: string): boolean => steps.some(step => step.fiche === fiche && ['improve', 'integrate'].includes(step.kind) && Date.parse(step.at) > Date.parse(at))
    expect(ofKind('adapt').length).toBeGreaterThan(0)
    expect(ofKind('adapt').filter(step => !movedSince(step.fiche, step.at))).toEqual([])
    expect(ofKind('tag').filter(step => movedSince(step.fiche, step.at)).length).toBeGreaterThanOrEqual(2)
  })

  test('should refuse data that makes no sense, naming the step', () => {
    const [first] = ofKind('publish')
    if (!first) throw new Error('no first step')
    const edit = (find: string): DemoStep => ({ kind: 'improve', at: '2026-04-01T10:00:00+02:00', by: first.by, fiche: first.fiche, reason: 'x', text: { edits: [{ find, replace: '' }] } })
    expect(() => materialise(readContent, [first, edit('nowhere in the text')])).toThrow(`improve ${first.fiche}`)
    expect(() => materialise(readContent, [first, edit('e')])).toThrow('times')
    expect(() => materialise(readContent, [edit('e')])).toThrow('no such fiche yet')
    expect(() => materialise(readContent, [first, { kind: 'integrate', at: first.at, by: first.by, fiche: first.fiche, proposal: 'none' }])).toThrow('no proposition none')
  })
})

describe('the demonstration’s files', () => {
  test('should all be used, and be light', () => {
    const used = new Set(demoSteps.flatMap(step => [
      ...('text' in step && step.text && 'file' in step.text ? [step.text.file] : []),
      ...('media' in step ? Object.values(step.media ?? {}) : []),
    ]))
    expect([...used].sort()).toEqual([...files].sort())
    expect(files.filter(file => statSync(path.join(contentFolder, file)).size > 40_000)).toEqual([])
  })

  test('should be in the repository of the fiche before its text shows them', () => {
    const held = new Map<string, Set<string>>()
    for (const step of steps) {
      const slug = slugOfStep(step)
      const mine = held.get(slug) ?? new Set(step.kind === 'adapt' ? held.get(step.fiche) : [])
      held.set(slug, mine)
      if ('media' in step) for (const file of Object.keys(step.media ?? {})) mine.add(file)
      if (step.fullText === undefined) continue
      const shown = [...step.fullText.matchAll(/\]\(((?:media|pieces)\/[^)]+)\)|fichier: ([^\s,}]+)/g)].map(match => match[1] ?? match[2] ?? '')
      expect(shown.filter(file => !mine.has(file)), slug).toEqual([])
    }
  })
})

describe('the demonstration’s fiches', () => {
  test('should be a dozen or a little more, of at least five types, under slugs used once', () => {
    expect(published.length).toBeGreaterThanOrEqual(12)
    const slugs = [...published.map(step => step.fiche), ...ofKind('adapt').map(step => step.to.slug)]
    expect(new Set(slugs).size).toBe(slugs.length)
    expect(slugs.filter(slug => !isSlug(slug))).toEqual([])
    expect(new Set(fiches.map(fiche => fiche.read.header['type'])).size).toBeGreaterThanOrEqual(5)
  })

  test.each(fiches)('should be whole: $name', ({ read }) => {
    expect(read.hasHeader).toBe(true)
    expect(read.yamlProblem).toBeUndefined()
    for (const field of [...REQUIRED_FIELDS, 'langue', 'thematiques', 'auteurs', 'statut', 'valeur_ajoutee']) expect(read.header, field).toHaveProperty(field)
    expect(String(read.header['resume']).trim().length, 'resume').toBeLessThanOrEqual(500)
    expect(String(read.header['valeur_ajoutee']).length, 'valeur_ajoutee').toBeLessThanOrEqual(160)
    for (const computed of ['id', 'version', 'dates']) expect(read.header).not.toHaveProperty(computed)
    const cover = read.header['couverture']
    if (cover !== undefined) expect(cover).toMatchObject({ fichier: expect.any(String), alt: expect.stringMatching(/\S{3}/), credit: expect.any(String) })
    expect(read.body).not.toMatch(/!\[\s*\]/)
    expect(read.body.match(/^## /gm)?.length ?? 0).toBeGreaterThanOrEqual(2)
  })

  test('should be of types, under licences and with the fields that their community asks for', () => {
    for (const { name, fiche, read } of fiches) {
      const profile = profileOf(ownerOf(fiche) ?? '')
      if (profile.types.length > 0) expect(profile.types, name).toContain(read.header['type'])
      if (profile.licences.length > 0) expect(profile.licences, name).toContain(read.header['licence'])
      if (profile.rules.experimentRequired) expect(read.header, name).toHaveProperty('experimente_par')
      if (read.header['type'] === 'pratique-agricole') expect(read.header, name).toHaveProperty('saisons')
    }
  })

  test.each(fiches)('should use only terms of the vocabularies: $name', ({ read }) => {
    const unknown: string[] = []
    const check = (label: string, vocabulary: string, value: unknown): void => {
      for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && !conceptOf(vocabulary, String(one))) unknown.push(`${label}: ${String(one)}`)
    }
    for (const field of FIELDS) if (field.vocabulary) check(field.key, field.vocabulary, read.header[field.key])
    for (const agent of asList(read.header['auteurs']).concat(asList(read.header['contributeurs']))) check('role', 'role-contribution', agent['role'])
    for (const module of asList(read.header['modules'])) for (const step of asList(module['etapes'])) check('modalite', 'modalite', step['modalite'])
    for (const profile of PROFILES) {
      const own = asRecord(asRecord(read.header['ext'])[profile.prefix])
      for (const key of Object.keys(own)) if (!profile.fields.some(field => field.key === key)) unknown.push(`ext.${profile.prefix}.${key}`)
      for (const field of profile.fields) if (field.vocabulary) check(field.key, field.vocabulary, own[field.key])
    }
    expect(unknown).toEqual([])
  })

  test.each(fiches)('should link only to fiches of the demonstration: $name', ({ text, fiche }) => {
    const links = [...text.matchAll(/\]\(\.\.\/(?:\.\.\/([^/)#]+)\/)?([^/)#]+)\)/g)]
    expect(links.length).toBe(text.split('](..').length - 1)
    expect(links.filter(([, owner, slug = '']) => ownerOf(slug) !== (owner ?? ownerOf(fiche))).map(([link]) => link)).toEqual([])
    const references = [...text.matchAll(/ref: ([^\s,}]+)|voir_aussi: \[([^\]]*)\]/g)].flatMap(match => (match[1] ?? match[2] ?? '').split(', '))
    expect(references.filter(reference => ownerOf(reference.split('/')[1] ?? '') !== reference.split('/')[0])).toEqual([])
  })

  test('should pin a path to versions that exist', () => {
    const pinned = texts.flatMap(({ text }) => [...text.matchAll(/ref: [^\s/]+\/([^\s,}]+), version: "([^"]+)"/g)].map(match => `${match[1]} ${match[2]}`))
    const tagged = new Set(ofKind('tag').map(step => `${step.fiche} ${step.version}`))
    expect(pinned.length).toBeGreaterThan(0)
    expect(pinned.filter(pin => !tagged.has(pin))).toEqual([])
  })

  test('should show varied Markdown: tables, nested lists, quotations, a footnote, pictures, task lists', () => {
    const all = texts.map(({ text }) => text).join('\n')
    for (const form of [/^\|[-:| ]+\|$/m, /^ {2,3}- /m, /^> /m, /\[\^\w+\]:/, /!\[[^\]]+\]\(media\//, /^- \[ \] /m, /^1\. /m]) expect(all).toMatch(form)
  })
})

describe('the demonstration’s French', () => {
  const said: readonly NamedText[] = [
    ...texts,
    ...files.filter(file => file.endsWith('.md') && !/v\d+\.md$/.test(file)).map(file => ({ name: file, fiche: '', text: readContent(file) })),
    ...steps.flatMap(step => Object.entries(step).flatMap(([key, value]) => ['reason', 'message', 'title', 'explanation', 'liftCondition'].includes(key) ? [{ name: `${step.kind} ${step.fiche} ${step.at} ${key}`, fiche: step.fiche, text: String(value) }] : [])),
    ...demoPeople.map(person => ({ name: person.handle, fiche: '', text: person.bio ?? '' })),
    ...demoCommunities.map(community => ({ name: community.slug, fiche: '', text: community.description })),
  ]

  test.each(said)('should follow French typography: $name', ({ text }) => {
    const prose = withoutMachineText(text)
    expect(prose.match(/.{0,30}'.{0,20}/g) ?? [], 'straight apostrophes').toEqual([])
    expect(prose.match(/.{0,30}\.\.\..{0,20}/g) ?? [], 'three dots').toEqual([])
    expect(prose.match(/.{0,30} [:;!?»](?!\[)(?=\W|$).{0,20}/gm) ?? [], 'ordinary space before a double mark').toEqual([])
    expect(prose.match(/.{0,20}« .{0,20}/g) ?? [], 'ordinary space after «').toEqual([])
    expect(prose.match(new RegExp(`.{0,30}[^\\s${NBSP}${THIN}«(][;!?»](?=\\s|$).{0,20}`, 'gm')) ?? [], 'no space before a double mark').toEqual([])
    expect(prose.match(new RegExp(`«[^${NBSP}${THIN}].{0,20}`, 'g')) ?? [], 'no space after «').toEqual([])
  })
})

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Readonly<Record<string, unknown>> : {}
}

function asList(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.map(asRecord) : []
}

/** The prose a person reads: without code, addresses of links, table rulers, and the keys and quotes of YAML. */
function withoutMachineText(text: string): string {
  return text
    .replace(/`[^`\n]*`/g, '')
    .replace(/\]\([^)\n]*\)/g, ']')
    .replace(/https?:\/\/\S+/g, '')
    .replace(/^\|[-:| ]+\|$/gm, '')
}

test('the content folder should hold Markdown and pictures only', () => {
  expect(existsSync(contentFolder)).toBe(true)
  expect(files.filter(file => !/\.(md|png)$/.test(file))).toEqual([])
})
