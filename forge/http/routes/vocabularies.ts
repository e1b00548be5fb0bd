/** The words of fiches: pages for people, and the same as Turtle, JSON-LD and JSON, by address and by `Accept`; contexts and shapes. */
import { Router, type Request, type Response } from 'express'
import { coreContext, profileContext } from '../../../content-schema/jsonld.js'
import { graphJsonLd, turtle, type Subject } from '../../../content-schema/linked-data/graph.js'
import { DCT, RDFS, termBase } from '../../../content-schema/linked-data/namespaces.js'
import { ownTermsGraph } from '../../../content-schema/linked-data/own-terms.js'
import { ficheShapes, profileShapes, SHACL_PREFIXES } from '../../../content-schema/linked-data/shacl.js'
import { conceptGraph, SKOS_PREFIXES, vocabularyGraph } from '../../../content-schema/linked-data/skos.js'
import type { Profile } from '../../../content-schema/profile.js'
import { ownTermsPage, vocabulariesPage } from '../../../web/pages/vocabularies.js'
import { vocabularyPage } from '../../../web/pages/vocabulary.js'
import { ForgeError } from '../../domain/errors.js'
import { mayOpenList, openList } from '../../use-cases/openWords.js'
import { readVocabulary } from '../../use-cases/readVocabulary.js'
import type { HttpParts } from '../context.js'
import { vocabularyList, vocabularyView } from '../vocabulary-view.js'
import { doneThen } from '../replies.js'
import { readingUi, reads } from './reading.js'

type Form = 'ttl' | 'jsonld' | 'json'
const contentTypes: Readonly<Record<Form, string>> = { ttl: 'text/turtle; charset=utf-8', jsonld: 'application/ld+json; charset=utf-8', json: 'application/json; charset=utf-8' }
const accepted = ['html', 'text/turtle', 'application/ld+json', 'application/json']
const formOf: Readonly<Record<string, Form>> = { 'text/turtle': 'ttl', 'application/ld+json': 'jsonld', 'application/json': 'json' }
const inForm = '(?:\\.(?<form>ttl|jsonld|json))?'
const scheme = '(?<scheme>(?:[a-z0-9-]|:|%3[Aa])+)'

/** The form an address or a header asks for; undefined: a page for people. */
function askedForm(req: Request, res: Response): Form | undefined {
  const { form } = req.params as { form?: Form }
  if (form !== undefined) return form
  res.vary('Accept')
  const wanted = req.accepts(accepted)
  return wanted === false ? undefined : formOf[wanted]
}

/** What any site may read, and keep for a while. */
function sendOpen(res: Response, form: Form, body: string): void {
  res.set({ 'Content-Type': contentTypes[form], 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': form === 'json' ? 'public, no-cache' : 'public, max-age=3600' }).send(body)
}

export function vocabularyRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const site = deps.settings.baseUrl
  const lexicon = () => deps.words.inForce().lexicon
  const profileNamed = (prefix: string): Profile => {
    const profile = lexicon().profiles.find((one) => one.prefix === prefix)
    if (!profile) throw new ForgeError('not_found', 'not_found.page')
    return profile
  }
  const skos = (form: 'ttl' | 'jsonld', graph: readonly Subject[]): string => written(form, SKOS_PREFIXES, graph)

  router.get(new RegExp(`^/vocabulaires${inForm}$`), reads(parts, async (req, res) => {
    const form = askedForm(req, res)
    if (form === undefined) return { body: vocabulariesPage(readingUi(req, parts), { communities: await deps.communities.all() }), tags: ['listing'], isNegotiated: true }
    sendOpen(res, form, form === 'json' ? JSON.stringify({ items: vocabularyList(site, lexicon()) }, undefined, 1) : skos(form, lexicon().all.flatMap((one) => vocabularyGraph(site, one))))
    return undefined
  }))

  router.get(new RegExp(`^/vocabulaires/termes(?:/(?<prefix>[a-z0-9-]+))?${inForm}$`), reads(parts, async (req, res) => {
    const { prefix } = req.params as { prefix?: string }
    const profile = prefix === undefined ? undefined : profileNamed(prefix)
    const form = askedForm(req, res)
    const graph = ownTermsGraph(site, profile)
    if (form === undefined) return { body: ownTermsPage(readingUi(req, parts), { graph, profile }), tags: [], isNegotiated: true }
    const prefixes = { rdfs: RDFS, dct: DCT, [prefix ?? 'cc']: termBase(site, prefix) }
    sendOpen(res, form, written(form === 'json' ? 'jsonld' : form, prefixes, graph))
    return undefined
  }))

  router.get(new RegExp(`^/vocabulaires/${scheme}${inForm}$`), reads(parts, async (req, res) => {
    const reading = await readVocabulary(deps, (req.params as Record<string, string>).scheme ?? '')
    const form = askedForm(req, res)
    if (form === undefined) return { body: vocabularyPage(readingUi(req, parts), { ...reading, mayOpen: await mayOpenList(deps, req.forge.actor, reading.vocabulary.id) }), tags: ['listing'], isNegotiated: true }
    sendOpen(res, form, form === 'json' ? JSON.stringify(vocabularyView(site, reading), undefined, 1) : skos(form, vocabularyGraph(site, reading.vocabulary)))
    return undefined
  }))

  router.post(new RegExp(`^/vocabulaires/${scheme}/ouvrir$`), async (req, res) => {
    const { owner, slug } = await openList(deps, req.forge.actor, { id: (req.params as Record<string, string>).scheme ?? '' })
    doneThen(req, res, req.forge.m.vocabularies.opened, `/${owner}/${slug}`)
  })

  // A term's own address: people are led to its place on the page, tools to its description (303, as a thing is not a document).
  router.get(new RegExp(`^/vocabulaires/${scheme}/(?<notation>[^/.]+)${inForm}$`), async (req, res) => {
    const { notation = '', scheme: id = '', form: named } = req.params as Record<string, string | undefined>
    const reading = await readVocabulary(deps, id)
    const concept = reading.vocabulary.concepts.find((one) => one.notation === notation)
    if (!concept) throw new ForgeError('not_found', 'not_found.page')
    const form = askedForm(req, res)
    res.set({ 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' })
    if (form === undefined) res.redirect(303, `/vocabulaires/${id}#${notation}`)
    else if (named === undefined) res.redirect(303, `/vocabulaires/${id}/${notation}.${form}`)
    else sendOpen(res, form, form === 'json' ? JSON.stringify(vocabularyView(site, reading).concepts.find((one) => one.notation === notation), undefined, 1) : skos(form, [conceptGraph(site, reading.vocabulary, concept)]))
  })

  router.get(/^\/contextes\/(?<name>[a-z0-9-]+)\.jsonld$/, (req, res) => {
    const { name = '' } = req.params as Record<string, string>
    sendOpen(res, 'jsonld', JSON.stringify(name === 'fiche' ? coreContext(site) : profileContext(site, profileNamed(name)), undefined, 1))
  })

  router.get(/^\/formes\/(?<name>[a-z0-9-]+)\.ttl$/, (req, res) => {
    const { name = '' } = req.params as Record<string, string>
    sendOpen(res, 'ttl', turtle(SHACL_PREFIXES(site), name === 'fiche' ? ficheShapes(site, lexicon()) : profileShapes(site, profileNamed(name))))
  })

  return router
}

const written = (form: 'ttl' | 'jsonld', prefixes: Readonly<Record<string, string>>, graph: readonly Subject[]): string =>
  form === 'ttl' ? turtle(prefixes, graph) : JSON.stringify(graphJsonLd(prefixes, graph), undefined, 1)
