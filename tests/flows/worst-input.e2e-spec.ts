import type { Role } from '@yiwang/auth'
import { everyService } from '@yiwang/station'
import { type Answer, type Client, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { addressOf, askers, type Door, doorsOf, takesBody } from './doors'

/** As much as a door takes. */
const MOST = 256 * 1024

const filled = (text: string, bytes = MOST - 200) => text.repeat(Math.floor(bytes / Buffer.byteLength(text)))
const json = (text: string) => JSON.stringify(text)
const nested = (open: string, close: string, within = '1') => {
  const depth = Math.floor((MOST - 200) / (open.length + close.length))
  return open.repeat(depth) + within + close.repeat(depth)
}
const keys = (name: (n: number) => string) => `{${Array.from({ length: 20_000 }, (_, n) => `${json(name(n))}:1`).join()}}`

/** What costs most to whoever looks at it carelessly, as JSON. Each is bad in every field. */
const everywhere: Record<string, string> = {
  'marks to be brought into order': json('\u0301'.repeat(60_000) + '\u0323'.repeat(60_000)),
  'as many marks as are let through': json(filled(`a${'\u0301\u0323'.repeat(15)}`)),
  'Hangul to be composed': json(filled('\u1112\u1161\u11ab')),
  blanks: json(`a${filled(' ')}a`),
  'digits and hyphens': json(filled('1-')),
  'a long name': json(filled('aA0._@+')),
}
const once: Record<string, string> = {
  'marks in turn': json(filled('\u0301\u0323')),
  'marks with what joins between': json(filled('\u0301\u200d\u0323\u200d')),
  'letters that become marks': json(filled('\uff9e\u0323')),
  'one long line': json(filled('x')),
  'many lines': json('\n'.repeat(MOST / 2 - 200)),
  'wide blanks': json(`a${filled('\u3000')}a`),
  digits: json(filled('1')),
  'half characters': json('\ud83d'.repeat(40_000)),
  'what joins': json(filled('👩\u200d')),
  'a long number': filled('9'),
  'lists in lists': nested('[', ']'),
  'many objects': `[${filled('{},')}{}]`,
  'many lines in a list': `[${filled('"a",')}"a"]`,
}
const bodiesEverywhere: Record<string, string> = {
  'objects 2,500 deep': `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`,
  'unknown fields': keys((n) => `k${n}`),
}
const bodiesOnce: Record<string, string> = {
  'objects in objects': nested('{"a":', '}'),
  'unknown numbers': keys((n) => String((n * 131_071) % 999_983)),
  'a long name': `{${json(filled('x'))}:1}`,
  'the same name again': `{${filled('"a":1,')}"a":1}`,
  'what every object has': `{"a":${nested('{"__proto__":', '}')}}`,
}

describe('the worst that 256 KiB can hold', () => {
  let app: ServicesUnderTest
  const clients = {} as Record<Role, Client>
  let doors: Door[]

  beforeAll(async () => {
    app = await startServices(everyService)
    await app.knowAreas()
    for (const role of askers) clients[role] = app.as(role)
    doors = (await doorsOf(app, Object.keys(everyService))).filter(takesBody)
  }, 60_000)

  /** Somebody whom this door lets in, so that what was sent is read. */
  async function whoMay(door: Door): Promise<Client> {
    for (const role of askers) if ((await clients[role].send(door.method, addressOf(door), { colour: 'red' })).status !== 403) return clients[role]
    throw new Error(`nobody may ${door.method} ${door.path}`)
  }

  /** Milliseconds of this process's processors, however busy the machine is with others. */
  async function cpu(ask: () => PromiseLike<Answer>): Promise<{ ms: number; answer: Answer }> {
    const before = process.cpuUsage()
    const answer = await ask()
    const { user, system } = process.cpuUsage(before)
    return { ms: (user + system) / 1000, answer }
  }

  /** Nothing is wrong with it but its length. */
  const honest = `{"colour":${json(filled('长'))}}`

  /** What took longer than 50 ms, told; throws where the answer is no short refusal. */
  async function slowness(why: string, ask: () => PromiseLike<Answer>, askHonestly: () => PromiseLike<Answer>): Promise<string[]> {
    let { ms, answer } = await cpu(ask)
    // A collection of garbage may have come between: once more, beside what this machine takes for an honest request that is as long.
    for (let again = 0; ms > 50 && again < 3; again++) {
      const slowerThanOthers = Math.max(1, (await cpu(askHonestly)).ms / 10)
      ms = Math.min(ms, (await cpu(ask)).ms / slowerThanOthers)
    }
    const told = `${why}: ${answer.status} after ${Math.round(ms)} ms`
    if (answer.status < 400 || answer.status >= 500) throw new Error(`${told} ${answer.text.slice(0, 300)}`)
    if (answer.text.length > 10_000) throw new Error(`${told}, in ${answer.text.length} bytes`)
    return ms > 50 ? [told] : []
  }

  it('is answered within 50 ms of a processor at every door that takes a body', async () => {
    const slow: string[] = []
    for (const door of doors) {
      const client = await whoMay(door)
      const send = (body: string) => client.send(door.method, addressOf(door), body)
      const inField = (values: Record<string, string>) => (field: string) =>
        Object.entries(values).map(([why, value]) => [`${field}: ${why}`, `{${json(field)}:${value}}`])
      const bodies = [...Object.entries(bodiesEverywhere), ...door.fields.flatMap(inField(everywhere))]
      if (door.path === '/api/hotline/tickets') bodies.push(...Object.entries(bodiesOnce), ...door.fields.flatMap(inField(once)))
      for (const [why, body] of bodies)
        slow.push(
          ...(await slowness(
            `${door.method} ${door.path}, ${why}`,
            () => send(body),
            () => send(honest),
          )),
        )
    }
    expect(slow).toEqual([])
  }, 120_000)

  it('is answered as soon in an address, a header or a cookie, of which there may be 16 KiB', async () => {
    const long = 16_000
    const part = (value: string) =>
      Buffer.from(value)
        .toString('base64url')
        .slice(0, long / 2)
    const token = `${part(`{"alg":"ES256","typ":"JWT","kid":"x","a":${'['.repeat(2000)}${']'.repeat(2000)}}`)}.${part('['.repeat(long))}.x`
    const headers: [string, string][] = [
      ['authorization', 'x'.repeat(long)],
      ['authorization', `Bearer ${'x'.repeat(long)}`],
      ['authorization', `Bearer ${' '.repeat(long)}`],
      ['authorization', 'Bearer '.repeat(long / 7)],
      ['authorization', `Bearer ${token}`],
      ['authorization', `Bearer ${'.'.repeat(long)}`],
      ['cookie', 'a=b;'.repeat(long / 4)],
      ['cookie', `yiwang_refresh=${'x'.repeat(long)}`],
      ['cookie', '='.repeat(long)],
      ['cookie', `a="${'%'.repeat(long)}`],
      ['x-forwarded-for', '1,'.repeat(long / 2)],
      ['x-correlation-id', '-'.repeat(long)],
      ['traceparent', `00-${'0'.repeat(long)}`],
      ['content-type', `application/json;${' a=b;'.repeat(long / 5)}`],
      ['content-type', `application/json;${' '.repeat(long)}`],
      ['if-match', `W/"${'1'.repeat(long)}`],
      ['idempotency-key', 'x'.repeat(long)],
      ['accept', 'a/b,'.repeat(long / 4)],
    ]
    const addresses = ['\u0301\u0323', 'a=b&', 'a&', '=', '%2500', '[a]', '__proto__=', '1', '/', '..;'].map((text) =>
      encodeURI(text.repeat(long / 12)),
    )
    const slow: string[] = []
    const asked = async (why: string, ask: () => PromiseLike<Answer>) => {
      slow.push(...(await slowness(why, ask, () => clients.operator.post('/api/hotline/tickets', honest))))
    }
    for (const [name, value] of headers) {
      const why = `${name}: ${value.slice(0, 30)}`
      await asked(why, () => app.anonymous().post('/api/identity/sessions/refresh', {}, { [name]: value }))
      await asked(why, () => clients.operator.post('/api/hotline/tickets', {}, { [name]: value }))
    }
    for (const address of addresses) {
      await asked(`?${address.slice(0, 30)}`, () => clients.operator.get(`/api/hotline/tickets?${address}`))
      await asked(`?q=${address.slice(0, 30)}`, () => clients.operator.get(`/api/information-network/residents?q=${address}`))
      await asked(`/${address.slice(0, 30)}`, () => clients.operator.get(`/api/hotline/tickets/${address}`))
    }
    expect(slow).toEqual([])
  })
})
