import { fork, type ChildProcess } from 'node:child_process'
import { compiled } from '../../config.js'
import type { Preparation } from '../../domain/picture.js'
import type { PictureAnswer, PictureQuestion } from './main.js'

/** After the last picture, the process (and the memory of the library) goes. */
const idleMs = 60_000
/** Past what the library allows itself for each of its passes: it is stuck. */
const answerWithinMs = 120_000
const unreadable: Preparation = { kind: 'refused', why: 'damaged' }

/** Asks the process of `main.ts`, started at the first picture, one question at a time. A file it does not survive is damaged, whatever it is. */
export function pictureProcess(): (question: PictureQuestion) => Promise<Preparation> {
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  const started = (): ChildProcess => {
    const made = fork(compiled('forge/adapters/images/main.ts'), [], {
      execArgv: ['--max-old-space-size=256'], serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'], SystemRoot: process.env['SystemRoot'] },
    })
    made.once('exit', () => { if (child === made) child = undefined })
    return made
  }
  return async (question) => {
    clearTimeout(idle)
    const asked = child?.connected === true ? child : (child = started())
    asked.ref()
    asked.channel?.ref()
    const answer = await new Promise<Preparation>((resolve) => {
      const late = setTimeout(() => { asked.kill('SIGKILL') }, answerWithinMs)
      const end = (done: Preparation) => { clearTimeout(late); asked.off('message', told).off('exit', gone).off('error', gone); resolve(done) }
      const told = (done: unknown) => { end(done as PictureAnswer) }
      const gone = () => { end(unreadable) }
      asked.once('message', told).once('exit', gone).once('error', gone)
      asked.send(question, (error) => { if (error) gone() })
    })
    // Nothing is due: the server may stop without waiting for it.
    asked.unref()
    asked.channel?.unref()
    idle = setTimeout(() => { if (asked.connected) asked.disconnect() }, idleMs)
    idle.unref()
    return answer
  }
}
