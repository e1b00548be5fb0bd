/** Bars and dashes under the head of a GFM table (https://github.github.com/gfm/#tables-extension-). */
const rule = /^ {0,3}\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\r?\n$/
const fence = /^ {0,3}(?:```|~~~)/gm

/** Whether this text begins with what may be a row of a table. */
export const isRow = (text: string): boolean => /^[^\n]*\|/.test(text)

/** The two lines that head the table a text ends in; empty where what follows is no more of a table. */
export function tableHeadAt(text: string): string {
  if (!text.endsWith('\n')) return ''
  const block = text.slice(/[^]*\n[ \t]*\r?\n/.exec(text)?.[0].length ?? 0).match(/[^\n]*\n/g) ?? []
  const at = block.findIndex((line, index) => index > 0 && rule.test(line) && line.includes('|') && isRow(block[index - 1]!))
  return at < 1 || (text.match(fence)?.length ?? 0) % 2 === 1 ? '' : block[at - 1]! + block[at]!
}
