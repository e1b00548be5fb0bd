import { defaultSchema, type Schema } from 'hast-util-sanitize'

/**
 * What HTML may come out of anything a person wrote. GitHub's schema, narrowed: no address leaves without having been resolved by us
 * (`picture`, `source`, `cite` and `longDesc` go), two protocols more (`tel:`), four less (IRC, XMPP), and the attributes our own renderer adds.
 */
export function safeSchema(idPrefix: string): Schema {
  const refusedTags = new Set(['picture', 'source'])
  return {
    ...defaultSchema,
    tagNames: [...(defaultSchema.tagNames ?? []).filter((tag) => !refusedTags.has(tag)), 'abbr', 'mark', 'small', 'u', 'figure', 'figcaption'],
    attributes: {
      ...defaultSchema.attributes,
      '*': (defaultSchema.attributes?.['*'] ?? []).filter((name) => name !== 'longDesc' && name !== 'cite'),
      a: [...(defaultSchema.attributes?.['a'] ?? []), ['rel', 'nofollow', 'noopener'], 'title'],
      abbr: ['title'],
      blockquote: [],
      del: [],
      ins: [],
      q: [],
      img: ['src', 'alt', 'title', 'width', 'height', ['loading', 'lazy'], ['decoding', 'async']],
      input: [['type', 'checkbox'], ['disabled', true], 'checked', 'ariaLabel'],
      div: [['className', 'table-scroll'], ['tabIndex', 0], ['role', 'region'], 'ariaLabel'],
      // `open` would be harmless, but a reader's page starts folded where its author folded it.
      details: ['open'],
    },
    protocols: { href: ['http', 'https', 'mailto', 'tel'], src: ['http', 'https'] },
    clobberPrefix: idPrefix,
    strip: ['script', 'style', 'template', 'noscript', 'iframe', 'object', 'embed', 'svg', 'math', 'textarea', 'title', 'xmp', 'noembed', 'noframes'],
  }
}

/** Escapes a text for HTML content and double-quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? character)
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

/** True for an address that browsers may execute or that carries its own content, however it is spelt (spaces, controls, case). */
export function isHostileUrl(url: string): boolean {
  const bare = url.replace(/[\u0000-\u0020\u007F-\u00A0\u00AD\u200B-\u200F\u2028-\u202F\u2060\uFEFF]/g, '').toLowerCase()
  const protocol = /^([a-z][a-z0-9+.-]*):/.exec(bare)?.[1]
  return protocol !== undefined && !['http', 'https', 'mailto', 'tel'].includes(protocol)
}
