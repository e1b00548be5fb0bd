/**
 * The HTTP API said once: each endpoint is a value that gives the server its validation, the CLI and islands their typed calls, and
 * the documentation its OpenAPI description.
 */
import type { z } from 'zod'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Endpoint<Body extends z.ZodType = z.ZodType, Reply extends z.ZodType = z.ZodType> {
  readonly method: Method
  /** `/api/v1/resources/:owner/:slug` */
  readonly path: string
  readonly summary: string
  /** What the caller must be: anybody, or somebody with a token that may write. */
  readonly access: 'public' | 'write'
  readonly query?: z.ZodType
  readonly body?: Body
  /** The name of the file the body carries beside its fields: it is then a form (multipart/form-data). */
  readonly file?: string
  readonly reply: Reply
  /** Status of success. */
  readonly status: 200 | 201 | 202
}

export function endpoint<Body extends z.ZodType, Reply extends z.ZodType>(
  method: Method, path: string, said: { summary: string; access?: 'public' | 'write'; query?: z.ZodType; body?: Body; file?: string; reply: Reply; status?: 200 | 201 | 202 },
): Endpoint<Body, Reply> {
  return { method, path, summary: said.summary, access: said.access ?? (method === 'GET' ? 'public' : 'write'), reply: said.reply, status: said.status ?? 200, ...(said.query && { query: said.query }), ...(said.body && { body: said.body }), ...(said.file !== undefined && { file: said.file }) }
}

/** The address of a call: `:name` parts replaced, encoded. */
export function addressFor(path: string, params: Readonly<Record<string, string | number>>): string {
  return path.replace(/:([a-z]+)/gi, (_all, name: string) => encodeURIComponent(String(params[name] ?? '')))
}
