import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where what was fetched or built is kept, outside every checkout. */
export const cache = process.env.YIWANG_CACHE ?? join(homedir(), '.cache', 'yiwang', 'real')

const given = new Set()

/** A free port of 127.0.0.1, and another one each time: whoever was given one may not listen yet. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (given.has(port)) return freePort()
  given.add(port)
  return port
}

/** Until the port answers; throws where the process ended before, or after `seconds`. */
export async function answering(child, port, seconds = 60) {
  for (const until = Date.now() + seconds * 1000; Date.now() < until; ) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
    const there = await new Promise((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(true))
      socket.once('error', () => resolve(false)).once('connect', () => socket.destroy())
    })
    if (there) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nothing answers at port ${port}`)
}
