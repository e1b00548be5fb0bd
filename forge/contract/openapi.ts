import { z } from 'zod'
import * as api from './api.js'
import type { Endpoint } from './endpoint.js'
import * as pages from './pages.js'
import { ProblemView } from './views.js'

/** Every endpoint by its name in the contract, and the machine forms of pages. */
export const endpoints: Readonly<Record<string, Endpoint>> = { ...api, ...pages }

/** The fields of a form that carries a file, and the file, which must be there. */
const withFile = ({ properties, ...rest }: Record<string, unknown>, file: string): object => ({ ...rest, properties: { ...(properties as object), [file]: { type: 'string', format: 'binary' } }, required: [file] })

/** The OpenAPI 3.1 description of the whole API, from the contract alone. */
export function openApi(server: { readonly url: string; readonly title: string; readonly version: string }): object {
  const paths: Record<string, Record<string, unknown>> = {}
  const schema = (type: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _dialect, ...rest } = z.toJSONSchema(type, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Record<string, unknown>
    return rest
  }
  for (const [name, each] of Object.entries(endpoints)) {
    const path = each.path.replace(/:([a-z]+)/gi, '{$1}')
    const inPath = [...each.path.matchAll(/:([a-z]+)/gi)].map(([, parameter]) => ({ name: parameter, in: 'path', required: true, schema: { type: 'string' } }))
    const query = each.query === undefined ? [] : Object.entries((schema(each.query, 'input').properties ?? {}) as Record<string, unknown>).map(([parameter, type]) => ({ name: parameter, in: 'query', schema: type }))
    ;(paths[path] ??= {})[each.method.toLowerCase()] = {
      operationId: name, summary: each.summary,
      ...(each.access === 'write' && { security: [{ bearer: [] }, { basic: [] }] }),
      ...(inPath.length + query.length > 0 && { parameters: [...inPath, ...query] }),
      ...(each.body && { requestBody: { required: !each.body.safeParse(undefined).success, content: each.file === undefined ? { 'application/json': { schema: schema(each.body, 'input') } } : { 'multipart/form-data': { schema: withFile(schema(each.body, 'input'), each.file) } } } }),
      responses: {
        [each.status]: { description: 'Done', content: { 'application/json': { schema: schema(each.reply, 'output') } } },
        ...(each.path.includes('/:slug') && { [each.path.startsWith('/api/') ? 308 : 301]: { description: 'The resource was renamed or moved: the same request is for the address in Location' } }),
        default: { description: 'A refusal that explains itself (RFC 9457)', content: { 'application/problem+json': { schema: schema(ProblemView, 'output') } } },
      },
    }
  }
  return {
    openapi: '3.1.0', info: { title: server.title, version: server.version, license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } }, servers: [{ url: server.url }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' }, basic: { type: 'http', scheme: 'basic' } } }, paths,
  }
}
