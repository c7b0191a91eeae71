import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { RedisMemory } from '@yiwang/platform'

/** As much of Redis as a subscriber sees (RESP 2). It ends the connection of its first subscription once that is answered. */
async function aServer() {
  const subscriptions: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    let count = 0
    sockets.add(socket)
    socket
      .on('error', () => undefined)
      .on('close', () => {
        sockets.delete(socket)
        if (count) subscriptions.push(count)
      })
    socket.on('data', (data) => {
      for (const [, name] of data
        .toString()
        .toLowerCase()
        .matchAll(/\*\d+\r\n\$\d+\r\n(\w+)\r\n/g)) {
        if (name === 'info') socket.write('$9\r\nloading:0\r\n')
        else if (name !== 'subscribe') socket.write('+OK\r\n')
        else {
          const [, channel] = data.toString().match(/subscribe\r\n\$\d+\r\n([^\r]+)/i) ?? []
          socket.write(`*3\r\n$9\r\nsubscribe\r\n$${channel?.length}\r\n${channel}\r\n:1\r\n`)
          if (++count === 1) server.emit('subscribed', socket)
        }
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, subscriptions, sockets, url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

describe('live updates between instances', () => {
  it('are subscribed to once on each connection, by who minds the answer: what nobody awaits would end the process', async () => {
    const { server, subscriptions, sockets, url } = await aServer()
    const memory = new RedisMemory(url)
    const [first] = await once(server, 'subscribed')
    first.end()
    await once(server, 'subscribed')
    await memory.close()
    await Promise.all([...sockets].map((socket) => once(socket, 'close')))
    server.close()
    expect(subscriptions).toEqual([1, 1])
  })
})
