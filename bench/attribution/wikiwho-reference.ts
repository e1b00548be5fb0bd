/** WikiWho’s own program (github.com/wikiwho/WikiWho, MIT), where a copy of it and Python 3 are at hand. */
import { execFile } from 'node:child_process'
import type { OriginsOf } from './wikiwho.js'

// One page a line comes in as a list of texts; one page a line goes out as a list of [token, revision].
const DRIVER = `
import json, sys
sys.path.insert(0, sys.argv[1])
from WikiWho.wikiwho import Wikiwho
from WikiWho.utils import iter_rev_tokens
for line in sys.stdin:
    page = Wikiwho('page')
    page.analyse_article([{'revid': i + 1, 'timestamp': str(i), 'userid': '1', 'user': 'x', '*': text} for i, text in enumerate(json.loads(line))])
    last = page.revisions[page.ordered_revisions[-1]] if page.ordered_revisions else None
    print(json.dumps([[word.value, word.origin_rev_id - 1] for word in iter_rev_tokens(last)] if last else []))
`

/** Runs the program found in this folder (the one that holds `WikiWho/wikiwho.py`). */
export function referenceIn(folder: string): OriginsOf {
  return (pages) => new Promise((resolve, reject) => {
    const child = execFile('python3', ['-c', DRIVER, folder], { maxBuffer: 2 ** 30 }, (error, stdout) => {
      if (error) reject(error)
      else resolve(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as [string, number][]).map(([token, revision]) => ({ token, revision }))))
    })
    child.stdin!.end(pages.map((texts) => `${JSON.stringify(texts)}\n`).join(''))
  })
}
