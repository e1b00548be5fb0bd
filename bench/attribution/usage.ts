/** A run of the program, as anybody runs it, and what it cost. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Usage { readonly stdout: string; readonly cpuMs: number; readonly wallMs: number; readonly peakMb: number }

/** Processor time of the whole process, its start included (not that of the Git it asks); memory is the most it ever held. */
export async function usage(program: string, args: readonly string[], folder: string): Promise<Usage> {
  const report = path.join(folder, `usage-${process.pid}.json`)
  const told = `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); writeFileSync(${JSON.stringify(report)}, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: Math.round(maxRSS / 1024) })) })`
  const start = performance.now()
  const { stdout } = await run(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(told)}`, program, ...args], { maxBuffer: 2 ** 30 })
  const wallMs = performance.now() - start
  return { stdout, wallMs, ...(JSON.parse(readFileSync(report, 'utf8')) as { cpuMs: number; peakMb: number }) }
}
