/** A form that carries a picture, sent as a browser does: fields in the order of the page, the file among them. */
import { csrfOf, type Answer, type Visitor } from './visitor.js'

export interface SentFile { readonly bytes: Uint8Array; readonly name?: string; readonly type?: string }

export async function sendForm(visitor: Visitor, path: string, fields: readonly (readonly [string, string])[], file?: SentFile, headers: Record<string, string> = {}): Promise<Answer> {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  form.append('image', file ? new Blob([Buffer.from(file.bytes)], { type: file.type ?? 'image/jpeg' }) : new Blob([], { type: 'application/octet-stream' }), file ? file.name ?? 'IMG_0042.JPG' : '')
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const response = await fetch(new URL(path, visitor.base), { method: 'POST', body: form, redirect: 'manual', headers: { accept: 'text/html', 'accept-language': 'fr', cookie, origin: visitor.base, 'sec-fetch-site': 'same-origin', ...headers } })
  return { status: response.status, url: response.url, text: await response.text(), headers: response.headers, location: response.headers.get('location') ?? undefined }
}

/** Opens the page of the form, and sends what is said of a picture, as « Ajouter une image » asks for it. */
export async function sendPicture(visitor: Visitor, path: string, said: Readonly<Record<string, string>>, file?: SentFile): Promise<Answer> {
  const page = await visitor.get(path)
  return sendForm(visitor, path, [['_csrf', csrfOf(page.text)], ...Object.entries({ 'image-auteur': 'moi', 'image-licence': 'fiche', 'image-place': 'end', ...said })], file)
}

export const keptIn = (page: string): string | undefined => /name="image-gardee" value="([0-9a-z]{26})"/.exec(page)?.[1]
