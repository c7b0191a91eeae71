import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { connectionOptions } from './connections'

const patience = { headersMs: 100, requestMs: 150, betweenMs: 100, idleMs: 300, checkEveryMs: 20 }

describe('a connection that does not get on', () => {
  let server: FastifyInstance
  beforeAll(async () => {
    server = Fastify(connectionOptions(patience) as object)
    server.get('/', async () => 'an answer')
    server.get('/long', async () => 'x'.repeat(50_000_000))
    server.addContentTypeParser('*', async (_request: unknown, payload: AsyncIterable<Buffer>) => {
      for await (const _ of payload);
    })
    server.post('/', async () => 'an answer')
    await server.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => server.close())

  /** Says this, never ends its own half, and reads what comes until the other end has closed. */
  async function say(text: string): Promise<{ answer: string; open: Socket }> {
    const socket = connect({ port: (server.server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('error', () => undefined)
    if (text) socket.write(text)
    await once(socket, 'end').catch(() => undefined)
    return { answer, open: socket }
  }

  const connections = () => new Promise<number>((resolve) => server.server.getConnections((_, count) => resolve(count)))
  afterEach(async () => {
    while (await connections()) await new Promise((resolve) => setTimeout(resolve, 5))
  })

  it.each([
    ['says nothing', '', /^HTTP\/1.1 408 /],
    ['stops in its headers', 'GET / HTTP/1.1\r\nhost: x\r\nx-', /^HTTP\/1.1 408 [\s\S]*application\/problem\+json/],
    ['stops in its body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: a/b\r\ncontent-length: 9\r\n\r\n12', /^HTTP\/1.1 408 /],
    ['stops in a chunk', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-type: a/b\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12', /^HTTP\/1.1 408 /],
    ['has its answer and asks no more', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n', /^HTTP\/1.1 200 [\s\S]*an answer$/],
    ['asks again, and stops in its headers', 'GET / HTTP/1.1\r\nhost: x\r\n\r\nGET / HTTP/1.1\r\nx-', /^HTTP\/1.1 200 [\s\S]*HTTP\/1.1 408 /],
    ['speaks no HTTP', 'hello\r\n\r\n', /^HTTP\/1.1 400 /],
  ])('is closed where it %s, also by whom it does not close', async (_, text, expected) => {
    const { answer, open } = await say(text)
    expect(answer).toMatch(expected)
    while (await connections()) await new Promise((resolve) => setTimeout(resolve, 5))
    open.destroy()
  })

  it('is closed where nobody takes the answer', async () => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
    socket.write('GET /long HTTP/1.1\r\nhost: x\r\n\r\n')
    await once(socket, 'connect')
    socket.pause()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await connections()).toBe(1)
    while (await connections()) await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
  })
})
