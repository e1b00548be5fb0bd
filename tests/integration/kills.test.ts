import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { killRounds } from '../../bench/kills/rounds.js'
import { projectRoot } from '../../forge/config.js'

test('should lose nothing acknowledged when the server is killed at random moments', { timeout: 400_000 }, async ({ signal }) => {
  const dataDir = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'kills-')))
  onTestFinished(() => { rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }) })
  const report = await killRounds({ program: path.join(projectRoot, 'dist/cli/main.js'), dataDir, rounds: 12, workers: 4, thoroughEvery: 12, gestures: 4, signal, note: () => undefined })
  expect(report.problems).toEqual([])
  expect(report.acknowledged).toBeGreaterThan(0)
})
