import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EventName, events, knownWords } from '@yiwang/contracts'
import { fromCloudEvent, toCloudEvent } from '@yiwang/messaging'
import { Vault } from '@yiwang/persistence'
import { chain, EventKey, hashOf, openData, openEvent } from '@yiwang/persistence/stores'
import { type CloudEvent, Kafka } from 'cloudevents'
import type { z } from 'zod'

const folder = join(__dirname, 'samples')
const sampleOf = (name: string) => JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
const names = Object.keys(events) as EventName[]

const vault = new Vault(Buffer.alloc(32, 7))
const origin = { subject: 'thing-1', now: new Date('2026-11-20T01:02:03.004Z'), vault }
const stored = (name: EventName, data: object, eventKey?: EventKey) =>
  chain([{ name, data }], { ...origin, source: `/${name.split('.')[0]}/things`, eventKey })[0]

/** Every field of a contract that holds one value, by its path. */
function leaves(schema: z.ZodType, path: string[] = []): [path: string[], field: z.ZodType][] {
  const { def } = schema as unknown as { def: { type: string; shape: Record<string, z.ZodType>; innerType: z.ZodType; element: z.ZodType } }
  if (def.type === 'object') return Object.entries(def.shape).flatMap(([key, field]) => leaves(field, [...path, key]))
  if (def.type === 'optional') return leaves(def.innerType, path)
  return def.type === 'array' ? leaves(def.element, path) : [[path, schema]]
}

it('holds one sample for each event and no others', () => {
  expect(readdirSync(folder).sort()).toEqual(names.map((name) => `${name}.json`).sort())
})

describe.each(names)('%s', (name) => {
  // What was published once is read for good: a contract that refuses its sample needs a new name, `…-v2`.
  it('still takes its sample as it is', () => {
    expect(events[name].parse(sampleOf(name))).toEqual(sampleOf(name))
  })

  it('takes a word of tomorrow wherever it has words', () => {
    const closed = leaves(events[name]).filter(([, { def }]) => ['enum', 'literal', 'union'].includes((def as { type: string }).type))
    expect(closed.map(([path]) => path.join('.'))).toEqual([])
    const data = sampleOf(name)
    for (const [path, field] of leaves(events[name])) {
      const [holder] = [path.slice(0, -1).reduce((above, key) => above?.[key], data)].flat()
      if (!knownWords(field) || !holder) continue
      expect(knownWords(field)).toContain(holder[path.at(-1) as string])
      holder[path.at(-1) as string] = 'word-of-tomorrow'
    }
    expect(events[name].parse(data)).toEqual(data)
  })

  it('is still one of its contract where what it says of people is erased', () => {
    const keys = { key: () => undefined }
    const event = stored(name, sampleOf(name), new EventKey('k', Buffer.alloc(32, 1)))
    const { data, isErased } = openEvent(event, vault, keys)
    expect(isErased).toBe(event.data.includes('"s3.'))
    expect(events[name].parse(data)).toEqual(data)
  })

  it('travels as a CloudEvent and comes back byte for byte', () => {
    const event = stored(name, sampleOf(name))
    const message = toCloudEvent(event)
    const { key, value, headers } = message

    const read = Kafka.toEvent({ ...message, body: value } as never) as CloudEvent
    expect(read.validate()).toBe(true)
    expect(read).toMatchObject({ id: event.id, type: name, source: event.source, subject: key, partitionkey: key, sequence: '1', specversion: '1.0' })
    expect(read.data).toEqual(JSON.parse(event.data))

    const inBytes = Object.fromEntries(Object.entries(headers).map(([header, text]) => [header, Buffer.from(text)]))
    const back = fromCloudEvent({ value: Buffer.from(value), headers: inBytes })
    expect(back).toEqual(event)
    expect(hashOf(back)).toBe(event.hash)
    expect(openData(back, vault)).toEqual(sampleOf(name))
  })
})

it('refuses a message that is not an event of this house', () => {
  const { value, headers } = toCloudEvent(stored('kiosk.payment-taken', sampleOf('kiosk.payment-taken')))
  expect(() => fromCloudEvent({ value, headers: { ...headers, ce_hash: undefined } })).toThrow('ce_hash')
  expect(() => fromCloudEvent({ value: null, headers })).toThrow('value')
  expect(() => fromCloudEvent({ value, headers: {} })).toThrow('ce_id')
})
