import { EventEmitter } from 'node:events'
import { Logger } from '@nestjs/common'
import { z } from 'zod'
import { RedisBroadcast } from './redis-broadcast'

const list = { name: 'list', message: z.object({ n: z.number(), who: z.array(z.string()) }) }
const from = 'another instance'

describe("Redis's channel", () => {
  const listening = Object.assign(new EventEmitter(), { subscribe: async () => 1 })
  const broadcast = new RedisBroadcast({ publish: async () => 1 } as never, listening as never, 'yiwang:broadcast')
  const heard: unknown[] = []
  broadcast.messages(list).subscribe((message) => heard.push(message))
  const say = (text: string) => listening.emit('message', 'yiwang:broadcast', text)
  const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation()
  afterAll(() => warn.mockRestore())

  it('brings what another instance says, and what a newer one adds to it', () => {
    say(JSON.stringify({ from, channel: 'list', message: { n: 1, who: [], more: true }, more: true }))
    expect(heard.splice(0)).toEqual([{ n: 1, who: [] }])
  })

  it.each([
    'x',
    '',
    'null',
    '7',
    '[]',
    '"x"',
    '{}',
    '{"from":null,"channel":null,"message":null}',
    JSON.stringify({ from, channel: 'list' }),
    JSON.stringify({ from, channel: 'list', message: null }),
    JSON.stringify({ from, channel: 'list', message: {} }),
    JSON.stringify({ from, channel: 'list', message: { n: 1, who: [7] } }),
    JSON.stringify({ from, channel: { name: 'list' }, message: { n: 1, who: [] } }),
    '['.repeat(60_000),
    `{"from":"x","channel":"list","message":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    JSON.stringify({ from, channel: 'list', message: { n: 1, who: ['x'.repeat(70_000)] } }),
  ])('hands on nothing of %.60s', (text) => {
    expect(() => say(text)).not.toThrow()
    expect(heard).toEqual([])
  })

  it('tells that something was missed: by a number that was left out, and by a connection that is made anew', async () => {
    const missed = jest.fn()
    broadcast.missed.subscribe(missed)
    const numbered = (n?: number, of = from) => say(JSON.stringify({ from: of, n, channel: 'list', message: { n: 0, who: [] } }))
    numbered(7)
    numbered(1, 'a third')
    numbered(8)
    numbered()
    numbered(9)
    expect(missed).toHaveBeenCalledTimes(0)
    numbered(11)
    expect(missed).toHaveBeenCalledTimes(1)
    numbered(12)
    listening.emit('ready')
    await new Promise(setImmediate)
    expect(missed).toHaveBeenCalledTimes(1)
    listening.emit('ready')
    await new Promise(setImmediate)
    expect(missed).toHaveBeenCalledTimes(2)
    numbered(20)
    expect(missed).toHaveBeenCalledTimes(2)
    heard.splice(0)
  })

  it('is silent about what is said to others', () => {
    for (const channel of ['toString', '__proto__', 'other list']) say(JSON.stringify({ from, channel, message: {} }))
    expect(heard).toEqual([])
  })

  it('is warned of once, not for each line', () => {
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^1 messages on Redis's channel yiwang:broadcast were none of ours/)]])
  })
})
