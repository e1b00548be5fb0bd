import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let reader: Visitor
const evil = '<script>alert(1)</script>'
const breakers = `"><img src=x onerror=alert(1)>${evil}`
const address = '/mallory/piege'

beforeAll(async () => {
  forge = await aForge()
  const { person } = await forge.person('mallory', { displayName: breakers.slice(0, 80) })
  await forge.deps.people.update(person.id, { bio: `${breakers}\n\n</textarea>${evil}` })
  await forge.resource({
    by: person, slug: 'piege',
    text: `---
titre: ${JSON.stringify(breakers)}
valeur_ajoutee: ${JSON.stringify(breakers)}
type: ${JSON.stringify(breakers)}
resume: ${JSON.stringify(`</script>${evil}`)}
langue: '"><script>'
besoins: [${JSON.stringify(breakers)}]
mots_cles: [${JSON.stringify(breakers)}, "javascript:alert(1)"]
auteurs: [{ nom: ${JSON.stringify(breakers)}, structure: ${JSON.stringify(breakers)} }]
materiel: [{ nom: ${JSON.stringify(breakers)}, lien: "javascript:alert(1)" }]
sources: [{ titre: ${JSON.stringify(breakers)}, url: "javascript:alert(1)" }, { titre: b, url: "data:text/html,x" }]
objectifs: [${JSON.stringify(breakers)}]
deroule: [{ titre: ${JSON.stringify(breakers)}, duree: ${JSON.stringify(breakers)}, texte: ${JSON.stringify(breakers)} }]
variantes: [{ titre: ${JSON.stringify(breakers)}, texte: ${JSON.stringify(`[x](javascript:alert(1)) ${breakers}`)} }]
licence: ${JSON.stringify(breakers)}
inconnu: { ${JSON.stringify('clé<b>')}: ${JSON.stringify(`${breakers} une phrase assez longue pour être de la prose`)} }
---

# ${breakers}

${evil} <a href="javascript:alert(1)" onclick="x()">a</a> [b](javascript:alert(1)) [c](JaVaScRiPt&#58;alert(1)) ![d](javascript:x) <svg onload=alert(1)> <iframe src=//x></iframe>
<base href="//evil"><form action="/deconnexion"><input name=_csrf></form><style>*{display:none}</style><img src="https://evil.invalid/pixel.gif" alt="pixel"> <div id="contenu">x</div>
`,
    files: {
      'a.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'page.html': `<html>${evil}</html>`, 'x"><script>.md': '# ok', 'faux.png': `<html>${evil}</html>`,
      'nom Set-Cookie: x=1.txt': 'x', '--help': 'x', 'été/à b.md': `# ${evil}`, 'script.js': 'alert(1)',
    },
  })
  reader = aVisitor((await forge.serve()).url)
}, 120_000)
afterAll(() => forge?.close())

const pages = ['/', '/recherche?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&type=%22%3E%3Cscript%3E&besoin=%3Cscript%3E', address, `${address}/historique`, `${address}/comparer`, `${address}/contributions`, `${address}/citer`, `${address}/adaptations`, `${address}/fichiers`,
  `${address}/fichiers/%C3%A9t%C3%A9/%C3%A0%20b.md`, `${address}/fichiers/page.html`, `${address}/fichiers/a.svg`, `${address}/fichiers/x%22%3E%3Cscript%3E.md`, `${address}/fichiers/--help`, '/@mallory']

test.each(pages)('should let nothing act that a person wrote: %s', async (page) => {
  const { status, text, headers } = await reader.get(page)
  expect(status).toBe(200)
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1]
  for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) expect(tag === '<script type="application/ld+json">' || tag.includes(`nonce="${nonce}"`), tag).toBe(true)
  const tags = [...text.replace(/<textarea[^]*?<\/textarea>/g, '').replace(/<script type="application\/ld\+json">[^]*?<\/script>/g, '').matchAll(/<[a-z][^>]*>/gi)].map(([tag]) => tag)
  for (const tag of tags) {
    const bare = tag.replace(/"[^"]*"/g, '""')
    expect(bare).not.toMatch(/\son[a-z]+\s*=/i)
    expect(tag).not.toMatch(/(?:href|src|action)="\s*(?:javascript|data|vbscript):/i)
    expect(bare).not.toMatch(/<(?:iframe|object|embed|base|style|svg)\b/i)
  }
  expect(text.match(/<form\b/g)?.length ?? 0).toBeLessThanOrEqual(1)
  expect(text.match(/id="contenu"/g)).toHaveLength(1)
  // Nothing is fetched from elsewhere: a picture of another site is at most a link that a person may follow.
  expect(tags.filter((tag) => tag.includes('evil.invalid') && !/^<a href="[^"]*" rel="nofollow noopener">$/.test(tag))).toEqual([])
  expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*base-uri 'none'/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('should close the JSON-LD of a page only where it ends', async () => {
  const { text } = await reader.get(address)
  const inside = /<script type="application\/ld\+json">([^]*?)<\/script>/.exec(text)?.[1] ?? ''
  expect(() => JSON.parse(inside) as unknown).not.toThrow()
})

test.each([['a.svg', 'image/svg+xml'], ['page.html', 'application/octet-stream'], ['script.js', 'application/octet-stream'], ['README.md', 'application/octet-stream'], ['x%22%3E%3Cscript%3E.md', 'application/octet-stream']])('should give %s as a download that cannot act', async (file, type) => {
  const { headers } = await reader.get(`${address}/fichiers/${file}?brut=1`)
  expect(headers.get('content-type')).toBe(type)
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[^"\r\n]*"; filename\*=UTF-8''[^"\s]+$/)
  expect(headers.get('content-security-policy')).toContain('sandbox')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test('should give a false picture the type its name says, and never another', async () => {
  const { headers } = await reader.get(`${address}/fichiers/faux.png?brut=1`)
  expect(headers.get('content-type')).toBe('image/png')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
})

test.each(['../../../etc/passwd', '..%2f..%2f..%2fetc%2fpasswd', '%2e%2e/%2e%2e/config', '.git/config', '..%5c..%5cx', '%00', 'README.md/', 'README.md%00.png', '//README.md', 'a'.repeat(3000), '%', '%ff%fe'])('should find no file outside the resource: %s', async (file) => {
  for (const suffix of ['', '?brut=1']) expect([400, 404, 422]).toContain((await reader.get(`${address}/fichiers/${file}${suffix}`)).status)
})

test('should answer odd questions with a page, never with an accident', async () => {
  for (const odd of ['/recherche?q[]=a&q[b]=c&page=-1', '/recherche?q=a&q=b&page=1e9&tri[]=x', `/recherche?q=${'('.repeat(500)}`, '/recherche?type=__proto__&besoin=constructor', '/?q=%E2%80%AE', `${address}?version=%00`, `${address}/historique?page=0x10`, `${address}/historique?page=999999`]) {
    expect((await reader.get(odd)).status, odd).toBeLessThan(500)
  }
})
