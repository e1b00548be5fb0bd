import { createServer, type AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { aForge } from '../support/forge.js'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

test('should answer whoever asks as soon as the forge listens, and end what it is answering before it stops', async () => {
  const port = await freePort()
  const forge = await aForge({ port })
  try {
    const serving = forge.serve()
    let first: Response | undefined
    while (first === undefined) first = await fetch(`http://127.0.0.1:${port}/`).catch(() => undefined)
    expect(first.status).toBe(200)
    expect(await first.text()).toContain('</html>')
    const served = await serving
    // Express has taken the request when the server says so; the answer is still to come.
    const taken = new Promise((done) => served.server.once('request', done))
    const last = fetch(`${served.url}/recherche?q=semis`)
    await taken
    const stopped = served.stop()
    expect((await last).status).toBe(200)
    await stopped
    await expect(fetch(served.url)).rejects.toThrow()
  } finally { await forge.close() }
})
