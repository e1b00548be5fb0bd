#!/usr/bin/env node
/**
 * Makes `content-schema/licences/data/texts.ts` from a folder of licence texts: files named by the id they are the text of
 * (`CC-BY-4.0.txt`, `LicenseRef-CC-BY-3.0-FR.html`; a language after a space is the same licence in translation,
 * `CC-BY-4.0 fr.html`). The SPDX list and creativecommons.org publish them. Only hashes are kept.
 *
 *     node scripts/licence-texts.mjs FOLDER > content-schema/licences/data/texts.ts
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const [folder] = process.argv.slice(2)
if (folder === undefined) { console.error('usage: node scripts/licence-texts.mjs FOLDER'); process.exit(2) }
const built = await build({ entryPoints: ['content-schema/licences/exact-text.ts'], bundle: true, format: 'esm', write: false })
const { ANCHOR, hashOf, textWords } = await import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString('base64')}`)

/** Under this many words a licence is compared whole; above, without what often varies at both ends. */
const short = 400
/** Creative Commons 4.0 texts open with advice that is written in several ways. */
const afterAdvice = 0.22

const lines = readdirSync(folder).sort().map((file) => {
  const id = path.basename(file, path.extname(file)).split(' ')[0]
  const text = readFileSync(path.join(folder, file), 'utf8').replace(/END OF TERMS AND CONDITIONS[\s\S]*$/, '').replace(/\n\s*ADDENDUM: How to use this License[\s\S]*$/, '')
  const whole = textWords(text)
  const isWhole = whole.length < short
  const words = isWhole ? textWords(text.split('\n').filter((line, i) => i > 12 || !/^\s*(?:.{0,60}licen[cs]e:?\s*$|copyright\s*(?:\(c\)|©|<|\d)|\(c\)|all rights reserved)/i.test(line)).join('\n')) : whole.slice(Math.floor(whole.length * (/^CC-.*4\.0/.test(id) ? afterAdvice : 0.1)), Math.floor(whole.length * 0.88))
  return [id, hashOf(words, 0, ANCHOR).toString(36), words.length.toString(36), hashOf(words, 0, words.length).toString(36), ...(isWhole ? ['w'] : [])].join(' ')
})
console.log(`/**
 * Licence texts known word for word: id, hash of the first words, how many words (all in base 36), their hash; \`w\` when it is the
 * whole text. Made by \`scripts/licence-texts.mjs\`.
 */
export const LICENCE_TEXTS = \`
${[...new Set(lines)].join('\n')}
\``)
