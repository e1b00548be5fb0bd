import { constants, open } from 'node:fs'
import { Socket } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import type { PipeName } from './hooks.js'

const openFile = promisify(open)

/** Our ends of a push's named pipes. Nothing here ever waits in the thread pool, and nothing hangs when the hook dies. */
export class TalkPipes {
  readonly #sockets = new Set<Socket>()
  #isClosed = false
  constructor(private readonly folder: string) {}

  /**
   * Bytes the hook sends. Opened read-write, so that opening does not wait for the hook and its closing is no end of file:
   * every question has an end mark of its own.
   */
  async read(name: PipeName): Promise<Socket> {
    return this.#keep(new Socket({ fd: await openFile(path.join(this.folder, name), constants.O_RDWR | constants.O_NONBLOCK), readable: true, writable: false }))
  }

  /** Our end of an answer; ending it is its end of file. Waits until the hook has opened its own: what is written before would be lost. */
  async writer(name: PipeName): Promise<Socket | undefined> {
    const file = path.join(this.folder, name)
    while (!this.#isClosed) {
      try {
        return this.#keep(new Socket({ fd: await openFile(file, constants.O_WRONLY | constants.O_NONBLOCK), readable: false, writable: true }))
      } catch (error) {
        // No reader yet (ENXIO), or the push is over and its folder gone.
        if ((error as NodeJS.ErrnoException).code !== 'ENXIO') return undefined
        await new Promise((soon) => setTimeout(soon, 1))
      }
    }
    return undefined
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket)
    socket.on('error', () => { /* the hook went away; the push's end tells the rest */ })
    socket.on('close', () => { this.#sockets.delete(socket) })
    if (this.#isClosed) socket.destroy()
    return socket
  }

  close(): void {
    this.#isClosed = true
    for (const socket of this.#sockets) socket.destroy()
  }
}
