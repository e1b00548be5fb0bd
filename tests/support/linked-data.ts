/** Reading linked data as others would: expansion, RDF, SHACL. Our contexts come from the code, as the forge serves them; nothing from the network. */
import jsonld from 'jsonld'
import { Parser, Store, type Quad } from 'n3'
import SHACLValidator from 'rdf-validate-shacl'
import { coreContext, profileContext } from '../../content-schema/jsonld.js'
import { contextUrl } from '../../content-schema/linked-data/namespaces.js'
import { PROFILES } from '../../content-schema/profiles.js'

export const site = 'https://forge.exemple.invalid'

const served = new Map<string, object>([[contextUrl(site), coreContext(site)], ...PROFILES.map((profile): [string, object] => [contextUrl(site, profile.prefix), profileContext(site, profile)])])

const documentLoader = async (url: string) => {
  const document = served.get(url)
  if (document === undefined) throw new Error(`${url} is not served by the forge`)
  return { document, documentUrl: url, contextUrl: undefined }
}

/** Expands strictly: a key or a value that would be dropped is an error. */
export const expand = (document: object): Promise<object[]> => jsonld.expand(document, { documentLoader, safe: true } as jsonld.Options.Expand)

export async function quadsOf(document: object): Promise<Quad[]> {
  const nquads = await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' } as jsonld.Options.ToRdf) as unknown as string
  return new Parser({ format: 'N-Quads' }).parse(nquads)
}

export const turtleQuads = (text: string): Quad[] => new Parser({ format: 'text/turtle' }).parse(text)

type Shapes = ConstructorParameters<typeof SHACLValidator>[0]

export const shapesFrom = (text: string): Shapes => new Store(turtleQuads(text))

/** Sentences of a validation, in French. */
export async function complaints(shapes: Shapes, data: readonly Quad[]): Promise<string[]> {
  const report = await new SHACLValidator(shapes).validate(new Store([...data]))
  return report.results.map((result) => {
    const messages = result.message as unknown as { language?: string; value: string }[]
    return messages.find(({ language }) => language === 'fr')?.value ?? `${result.sourceConstraintComponent?.value ?? '?'} ${result.path?.value ?? ''}`
  })
}
