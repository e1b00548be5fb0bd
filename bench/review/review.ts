/** A proposition of 200 changes over 10 files, read and answered in a real browser: how long before its reader sees and can act. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { chromium, type Page } from 'playwright-core'
import { Instance } from '../kills/instance.js'
import { emptyResource } from '../real/repositories.js'
import { ficheText, git } from '../transport/fixture.js'

const files = 10
const changesPerFile = 20

const paragraphs = (file: number, at: (n: number) => string): string => Array.from({ length: changesPerFile * 3 }, (_, n) => `Paragraphe ${n} du texte ${file}${n % 3 === 1 ? at(n) : ''}. Chaque personne dit en une phrase ce qu’elle garde, ce qu’elle laisse et ce qu’elle demande au groupe.`).join('\n\n')

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
const worst = (values: readonly number[]): number => Math.max(...values)

/** A reader of their own, as anybody becomes one. */
async function signUp(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/inscription`)
  await page.getByLabel('Identifiant').fill('noe')
  await page.getByLabel('Adresse électronique').fill('noe@exemple.invalid')
  await page.getByLabel('Nom affiché').fill('Noé')
  await page.getByLabel('Mot de passe').fill('le chat dort au soleil')
  await Promise.all([page.waitForURL((address) => !address.pathname.startsWith('/inscription')), page.getByRole('button', { name: 'Créer mon compte' }).click()])
  await page.close()
}

export async function benchReview(input: { readonly program: string; readonly folder: string; readonly rounds: number; note(sentence: string): void }): Promise<string> {
  const { folder, note } = input
  const instance = new Instance(input.program, path.join(folder, 'data'))
  const steward = await instance.account('garance')
  const proposer = await instance.account('lea')
  await instance.start()
  try {
    await emptyResource(instance.url, steward, 'relire')
    const dir = path.join(folder, 'copie')
    mkdirSync(dir)
    const write = (at: (n: number) => string) => {
      writeFileSync(path.join(dir, 'README.md'), `${ficheText('Relire')}\n${paragraphs(0, at)}\n`)
      for (let file = 1; file < files; file++) writeFileSync(path.join(dir, `texte-${file}.md`), `# Texte ${file}\n\n${paragraphs(file, at)}\n`)
    }
    await git(dir, 'init', '-q', '-b', 'main')
    write(() => '')
    await git(dir, 'add', '.')
    await git(dir, 'commit', '-qm', 'Première version')
    const remote = (account: { handle: string; token: string }) => `${instance.url.replace('://', `://${account.handle}:${account.token}@`)}/garance/relire.git`
    await git(dir, 'push', '-q', remote(steward), 'HEAD:refs/heads/main')
    const proposals = Math.max(2, input.rounds)
    // Each round reads a text that nobody has rendered yet: one iteration more of the same proposition.
    for (let n = 1; n <= proposals; n++) {
      write((at) => `, revu ${n} au point ${at}`)
      await git(dir, 'commit', '-qam', `Proposition ${n}`)
      await git(dir, 'push', '-q', remote(proposer), 'HEAD:refs/for/main', '-o', `title=Proposition ${n}`)
      await git(dir, 'reset', '-q', '--hard', 'HEAD~1')
    }
    note('the browser starts')
    const browser = await chromium.launch({ executablePath: process.env.COMMUNS_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
    try {
      const [cold, warm, act, weights]: number[][] = [[], [], [], []]
      let changes = 0
      let html = 0
      const context = await browser.newContext({ locale: 'fr-FR', reducedMotion: 'reduce' })
      await signUp(await context.newPage(), instance.url)
      for (let round = 1; round <= proposals; round++) {
        const page = await context.newPage()
        const scripts: Promise<Buffer>[] = []
        page.on('response', (response) => { if (response.url().includes('/assets/') && response.url().endsWith('.js')) scripts.push(response.body()) })
        const address = `${instance.url}/garance/relire/propositions/1?version=${round}`
        const paint = async () => {
          await page.goto(address, { waitUntil: 'load' })
          return page.evaluate(() => new Promise<number>((resolve) => {
            const painted = performance.getEntriesByName('first-contentful-paint')[0]
            if (painted) resolve(painted.startTime)
            else new PerformanceObserver((list) => { resolve(list.getEntries()[0]?.startTime ?? NaN) }).observe({ type: 'paint', buffered: true })
          }))
        }
        cold?.push(await paint())
        warm?.push(await paint())
        changes = await page.locator('.review-change').count()
        html = gzipSync(await page.content()).length
        weights?.push((await Promise.all(scripts)).reduce((sum, script) => sum + gzipSync(script).length, 0) / 2)
        if (round === proposals) {
          for (let n = 1; n <= 20; n++) {
            const took = await page.evaluate(async (id) => {
              const section = document.getElementById(id)
              const button = section?.querySelector<HTMLButtonElement>('[data-key=A]')
              const from = performance.now()
              button?.click()
              while (section?.dataset.state === 'todo' && performance.now() - from < 5000) await new Promise((resolve) => { setTimeout(resolve, 1) })
              return performance.now() - from
            }, `c${n}`)
            act?.push(took)
          }
        }
        await page.close()
      }
      return [
        `| a proposition of ${changes} changes over ${files} files | median | worst | target |`, '|---|---|---|---|',
        `| first paint, never rendered before | ${median(cold ?? []).toFixed(0)} ms | ${worst(cold ?? []).toFixed(0)} ms | ≤ 1 000 ms |`,
        `| first paint, rendered before | ${median(warm ?? []).toFixed(0)} ms | ${worst(warm ?? []).toFixed(0)} ms | – |`,
        `| one change answered, seen on the page | ${median(act ?? []).toFixed(0)} ms | ${worst(act ?? []).toFixed(0)} ms | ≤ 100 ms |`,
        `| script of the page, gzipped | ${(median(weights ?? []) / 1000).toFixed(1)} kB | | ≤ 30 kB |`,
        `| page, gzipped | ${(html / 1000).toFixed(0)} kB | | – |`, '',
      ].join('\n')
    } finally { await browser.close() }
  } finally { await instance.kill('SIGTERM') }
}
