/**
 * Site generators (Jekyll) write the addresses of a site's own files as `{{ site.baseurl }}/media/a.png`, or
 * `{{ "/media/a.png" | relative_url }}`: from the root of its repository. With its blanks the first is not even an address for Markdown.
 */
const base = String.raw`(?:\{\{-?[ \t]{0,3}site\.(?:base)?url[ \t]{0,3}-?\}\}){1,2}\/?`
const filtered = String.raw`\{\{-?[ \t]{0,3}(?:"\/?([^"{}\n]{1,300})"|'\/?([^'{}\n]{1,300})')[ \t]{0,3}\|[ \t]{0,3}(?:relative|absolute)_url[ \t]{0,3}-?\}\}`
/** Where an address begins: of a link or a picture in Markdown, in HTML, in a definition, in a header. */
const begins = String.raw`(\]\([ \t]{0,3}<?|\b(?:src|href)[ \t]{0,3}=[ \t]{0,3}["']?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,3}<?|^[\w-]{1,60}:[ \t]{0,3}["']?)`
const written = new RegExp(`${begins}(?:${base}|${filtered})`, 'g')
const fence = /^ {0,3}(`{3,}|~{3,})/

/** The same text, with such addresses written from the root (`/media/a.png`). What stands in a block of code stays. Lines keep their numbers. */
export function siteRooted(text: string): string {
  if (!text.includes('{{')) return text
  let open: string | undefined
  return text.split('\n').map((line) => {
    const marks = fence.exec(line)?.[1]
    if (marks !== undefined && open === undefined) open = marks
    else if (marks !== undefined && open !== undefined && marks.startsWith(open)) open = undefined
    return open !== undefined || !line.includes('{{') ? line : line.replace(written, (_all, before: string, double?: string, single?: string) => `${before}/${double ?? single ?? ''}`)
  }).join('\n')
}
