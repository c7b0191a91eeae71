import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import mongoose from 'mongoose'
import { isUnreachable } from './faults'

const { MongoNetworkError, MongoServerError } = mongoose.mongo

/** What a write says over a connection that the other end has closed. */
async function saidOver(spoil: (socket: Socket) => void): Promise<Error> {
  const server = createServer((socket) => socket.on('error', () => undefined).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket.resume(), 'end')
  const said = new Promise<Error>((resolve) => socket.once('error', resolve))
  spoil(socket)
  socket.write('insert')
  const error = await said
  socket.destroy()
  server.close()
  return error
}

describe('the store cannot be reached', () => {
  it('where the driver says so, or a server that is on its way out', () => {
    expect(isUnreachable(new MongoNetworkError('connection 1 closed'))).toBe(true)
    expect(isUnreachable(new MongoServerError({ message: 'shutting down', code: 91 }))).toBe(true)
  })

  it('where the driver passes on what its socket said', async () => {
    expect(isUnreachable(await saidOver(() => undefined))).toBe(true)
    expect(isUnreachable(await saidOver((socket) => socket.end()))).toBe(true)
  })

  it('but not where the store refuses, or the fault is ours', () => {
    expect(isUnreachable(new MongoServerError({ message: 'no such command', code: 59 }))).toBe(false)
    expect(isUnreachable(new TypeError('undefined is not a function'))).toBe(false)
    expect(isUnreachable('a string')).toBe(false)
  })
})
