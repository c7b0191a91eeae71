import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Parser } from '@asyncapi/parser'
import { type EventName, events, sealedFieldsOf, services } from '@yiwang/contracts'
import { z } from 'zod'

const text = readFileSync(join(__dirname, '..', '..', 'docs', 'asyncapi.json'), 'utf8')
const read = (document: string) => new Parser().parse(document)
// What only advises (2, 3) does not count.
const faults = ({ diagnostics }: Awaited<ReturnType<typeof read>>) => diagnostics.filter(({ severity }) => severity < 2)

it('is a valid AsyncAPI document with every event', async () => {
  const answer = await read(text)
  expect(faults(answer)).toEqual([])
  const document = answer.document!
  expect(document.allChannels().map((channel) => channel.address())).toEqual(services.map((service) => `${service}.events`))
  expect(new Set(document.allMessages().map((message) => message.name()))).toEqual(new Set(Object.keys(events)))
  for (const service of services) expect(document.operations().get(`${service}.sends`)?.isSend()).toBe(true)
})

it('has examples that its schemas take, and which would be refused with anything else', async () => {
  const { schemas, messages } = JSON.parse(text).components
  const takes = (schema: string, data: object) => z.fromJSONSchema(schemas[schema]).safeParse(data).success
  for (const name of Object.keys(events)) {
    const [{ headers, payload }] = messages[name].examples
    expect([name, takes('headers', headers), takes(name, payload)]).toEqual([name, true, true])
    expect(takes('headers', { ...headers, ce_hash: 'short' })).toBe(false)
    for (const field of schemas[name].required) expect([field, takes(name, { ...payload, [field]: null })]).toEqual([field, false])
  }
})

it('shows personal fields as the sealed text that travels', async () => {
  const { schemas, messages } = JSON.parse(text).components
  const named = Object.keys(events).flatMap((name) => sealedFieldsOf(name as EventName).map((path) => ({ name, path })))
  expect(named.length).toBeGreaterThan(20)
  for (const { name, path } of named) {
    const field = path.reduce((schema, key) => schema.properties[key], schemas[name])
    expect(field).toMatchObject({ type: 'string', pattern: expect.stringContaining('^s[12]'), 'x-opened': expect.anything() })
    const shown = path.reduce((data, key) => data?.[key], messages[name].examples[0].payload)
    if (shown !== undefined) expect(shown).toMatch(/^s2\./)
  }
  expect(text).not.toMatch(/王桂英|陈志强|1990000/)
})
