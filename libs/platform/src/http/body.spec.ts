import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { Body, Controller, Global, HttpCode, Logger, Module, Post } from '@nestjs/common'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { ThrottlerStorageService } from '@nestjs/throttler'
import { AuthModule, May, makeKeyPair, Public, PublicKeys, signAccessToken } from '@yiwang/auth'
import { Clock } from '@yiwang/domain'
import { Store } from '@yiwang/persistence/stores'
import { Text } from '../fields/text'
import { LocalTallies } from '../memory/tallies'
import { holdBodies, readBody } from './body'
import { Budgets } from './budget'
import { HttpModule } from './http.module'
import { FormEncoded } from './read-body.guard'

class Form {
  @Text({ max: 300_000 }) text: string
}

@Controller()
@May('callers.identify')
class Doors {
  @Post('closed') @HttpCode(200) closed(@Body() { text }: Form) {
    return { length: text.length }
  }
  @Post('open') @Public() @HttpCode(200) open(@Body() { text }: Form) {
    return { length: text.length }
  }
  @Post('form') @Public() @HttpCode(200) @FormEncoded() form(@Body() form: Form) {
    return form
  }
  @Post('bodiless') @HttpCode(200) bodiless() {
    return {}
  }
}

@Global()
@Module({
  providers: [
    { provide: Clock, useValue: new Clock() },
    { provide: Store, useValue: {} },
    { provide: Budgets, useValue: new Budgets(new LocalTallies(), new Clock()) },
  ],
  exports: [Clock, Store, Budgets],
})
class Surroundings {}

const pair = makeKeyPair()
const staff = { id: 'staff-1', account: 'operator', name: '王小明', role: 'operator', areaCode: '320600000000' } as const
const token = `authorization: Bearer ${signAccessToken(pair.privateKey, 'k1', staff, { now: new Date(), seconds: 900 })}`
const KB = 1024

describe('a body that does not get on', () => {
  it('is given half a minute', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] })
    const raw = Object.assign(new PassThrough(), { headers: {} })
    const read = readBody({ raw } as never, {} as never, 100)
    raw.write('{')
    jest.advanceTimersByTime(29_000)
    raw.write('"a":')
    jest.advanceTimersByTime(1_000)
    await expect(read).rejects.toMatchObject({ status: 408 })
    jest.useRealTimers()
  })
})

describe('a body', () => {
  let app: NestFastifyApplication
  beforeAll(async () => {
    const imports = [Surroundings, AuthModule.forRoot(), HttpModule.forRoot(new ThrottlerStorageService())]
    const module = await Test.createTestingModule({ imports, controllers: [Doors] }).compile()
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { bodyParser: false })
    holdBodies(app.getHttpAdapter().getInstance() as never)
    await app.listen(0, '127.0.0.1')
    app.get(PublicKeys).add({ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' } as never)
  })
  afterAll(() => app.close())

  /** A connection on which a request has begun. */
  function begin(path: string, ...headers: string[]) {
    const socket = connect((app.getHttpServer().address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
    let read = ''
    socket.on('data', (chunk) => {
      read += chunk
    })
    const ask = (...more: string[]) =>
      socket.write([`POST ${path} HTTP/1.1`, 'host: x', 'content-type: application/json', ...more, '', ''].join('\r\n'))
    ask(...headers)
    return {
      socket,
      ask,
      /** What came back, once this is in it. */
      async until(text: string): Promise<string> {
        while (!read.includes(text))
          await Promise.race([once(socket, 'data'), once(socket, 'close').then(() => Promise.reject(new Error(`closed after: ${read}`)))])
        return read
      },
    }
  }
  const text = (length: number) => JSON.stringify({ text: 'x'.repeat(length - 11) })
  const length = (bytes: number) => `content-length: ${bytes}`

  it('is not waited for where nobody said who they are: the answer is there before its first byte', async () => {
    const { until, socket } = begin('/closed', length(60 * KB * KB))
    expect(await until('}')).toMatch(/^HTTP\/1.1 401 [\s\S]*"code":"not-signed-in"/)
    socket.destroy()
  })

  it.each([
    ['/open', 5 * KB],
    ['/closed', 257 * KB],
    ['/bodiless', 5 * KB],
  ])('at %s that says it is too large is refused at once', async (path, bytes) => {
    const { until, socket } = begin(path, token, length(bytes))
    expect(await until('}')).toMatch(/^HTTP\/1.1 413 [\s\S]*"code":"payload-too-large"/)
    socket.destroy()
  })

  it.each([
    ['/open', 4 * KB, '413'],
    ['/closed', 256 * KB, '413'],
  ])('at %s that does not say how large it is is read so far and no further', async (path, limit, status) => {
    const { until, socket } = begin(path, token, 'transfer-encoding: chunked')
    socket.write(`${limit.toString(16)}\r\n${text(limit)}\r\n`)
    socket.write('1\r\nx\r\n')
    expect(await until('}')).toContain(`HTTP/1.1 ${status} `)
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
    for (let sent = 0; !socket.destroyed && sent < 1000; sent++) {
      if (!socket.write(`${(64 * KB).toString(16)}\r\n${'x'.repeat(64 * KB)}\r\n`))
        await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed])
    }
    await closed
    // What lies in buffers between is not read by anyone.
    expect(socket.bytesWritten).toBeLessThan(limit + 8 * KB * KB)
  })

  it.each([
    ['/open', 4 * KB],
    ['/closed', 256 * KB],
  ])('at %s is taken up to its limit, and the connection can be used again', async (path, limit) => {
    const { until, socket, ask } = begin(path, token, length(limit))
    socket.write(text(limit))
    expect(await until('}')).toMatch(/^HTTP\/1.1 200 /)
    ask(token, 'transfer-encoding: chunked')
    for (const character of '{"text":"again"}') socket.write(`1\r\n${character}\r\n`)
    socket.write('0\r\n\r\n')
    await until('{"length":5}')
    socket.destroy()
  })

  it('is a form where a standard says so, and nowhere else: names that nobody knows are passed over, none comes twice', async () => {
    const post = async (url: string, payload: string, type = 'application/x-www-form-urlencoded; charset=utf-8') => {
      const { statusCode, body } = await app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } })
      return [statusCode, JSON.parse(body).text ?? JSON.parse(body).errors?.[0] ?? JSON.parse(body).code]
    }
    expect(await post('/form', 'text=a%20b+%E4%B8%AD&colour=red&__proto__=x')).toEqual([200, 'a b 中'])
    expect(await post('/form', 'text=')).toEqual([400, expect.objectContaining({ field: 'text', code: 'required' })])
    expect(await post('/form', 'text=a&text=a')).toEqual([400, expect.objectContaining({ field: 'text', code: 'twice' })])
    expect(await post('/form', `text=${'x'.repeat(5 * KB)}`)).toEqual([413, 'payload-too-large'])
    expect(await post('/form', '{"text":"a"}', 'application/json')).toEqual([415, 'unsupported-media-type'])
    expect(await post('/open', 'text=a')).toEqual([415, 'unsupported-media-type'])
    expect(await post('/bodiless', 'text=a')).toEqual([401, 'not-signed-in'])
  })

  it('that was refused unread leaves the connection for the next request', async () => {
    const { until, socket, ask } = begin('/closed', length(100 * KB))
    await until('}')
    socket.write(text(100 * KB))
    ask(token, length(text(20).length))
    socket.write(text(20))
    await until('{"length":9}')
    socket.destroy()
  })

  it('is asked for by 100 Continue only where it will be read', async () => {
    const refused = begin('/closed', length(100), 'expect: 100-continue')
    expect(await refused.until('}')).toMatch(/^HTTP\/1.1 401 /)
    const taken = begin('/closed', token, length(text(100).length), 'expect: 100-continue')
    expect(await taken.until('\r\n\r\n')).toMatch(/^HTTP\/1.1 100 Continue\r\n\r\n$/)
    taken.socket.write(text(100))
    await taken.until('{"length":89}')
    for (const { socket } of [refused, taken]) socket.destroy()
  })

  it('that breaks off is no fault of ours', async () => {
    const error = jest.spyOn(Logger.prototype, 'error')
    const { socket } = begin('/closed', token, length(100))
    socket.write('{')
    await once(socket, 'connect')
    await new Promise((resolve) => setTimeout(resolve, 50))
    socket.destroy()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(error).not.toHaveBeenCalled()
  })

  it('that came whole leaves nothing behind that waits for its end', async () => {
    const raw = Object.assign(new PassThrough(), { headers: {} })
    const before = raw.listenerCount('close')
    const read = readBody({ raw } as never, {} as never, KB)
    raw.end('{"a":1}')
    expect(await read).toEqual({ a: 1 })
    expect(raw.listenerCount('close')).toBe(before)
  })

  it.each([
    ['some of it', '{"text":'],
    ['all of it', '{"text":""}'],
  ])('whose sender was gone before it was to be read, with %s sent, is waited for no more', async (_, sent) => {
    const server = createServer().listen(0, '127.0.0.1').unref()
    await once(server, 'listening')
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${length(11)}\r\n\r\n${sent}`)
    const [raw] = await once(server, 'request')
    socket.destroy()
    await new Promise((resolve) => raw.once('close', resolve))
    await expect(readBody({ raw } as never, {} as never, KB)).rejects.toThrow('the request broke off')
    server.close()
  })

  it.each([
    ['/closed', 1000, 200],
    ['/bodiless', 100, 0],
  ])('at %s comes back no longer than it was: twenty faults are named, the others counted', async (url, count, more) => {
    const payload = Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}${'x'.repeat(more)}`, 1]))
    const answer = await app.inject({ method: 'POST', url, payload, headers: { authorization: token.slice('authorization: '.length) } })
    expect(answer.statusCode).toBe(400)
    const { errors, moreErrors } = answer.json()
    expect(errors).toHaveLength(20)
    expect(errors[19].field.length).toBeLessThanOrEqual(100)
    // The field that is missing is a fault as well.
    expect(moreErrors).toBe(count - 20 + (url === '/closed' ? 1 : 0))
  })
})
