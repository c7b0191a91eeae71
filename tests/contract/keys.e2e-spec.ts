import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { notesOf, type ServiceName, services, topicOf } from '@yiwang/contracts'
import { Clock, newId } from '@yiwang/domain'
import { type Collection, Vault } from '@yiwang/persistence'
import { encrypted, openData, type StoredEvent } from '@yiwang/persistence/stores'
import { type DistributedHouse, openDistributed, readKeys, writeKeys } from '@yiwang/platform'
import { topicsOf } from '@yiwang/station'
import { Schema } from 'mongoose'
import { onRealServers, TestRow } from './distributed-row'
import { dataKey, folder, openStation } from './rows'
import { answered } from './things'

interface Person {
  id: string
  name: string
}
const schema = new Schema({ name: encrypted({ lookup: true }) }).index({ name: 1 })

const given = folder()
const fileOf = (service: ServiceName) => join(given, service, 'keys.json')
for (const service of services) writeKeys(fileOf(service), { service, topics: [...topicsOf(service), ...notesOf(service)], dataKeys: [dataKey] })
const vaultOf = (service: ServiceName) => new Vault(...readKeys(fileOf(service), service))

describe('the keys that each service is given', () => {
  const acls = readFileSync(join(__dirname, '../../deploy/kafka/acls.sh'), 'utf8')

  it.each(services)('are for %s those of the topics that it may read in Kafka and of its notes to another, and no others', (service) => {
    const [, rights] = acls.split(`\n# ${service}\n`)
    const [read] = rights.split('\n').filter((line) => line.includes('--operation Read --'))
    expect([...read.matchAll(/--topic (\S+)/g)].map(([, topic]) => topic)).toEqual(topicsOf(service))
    const { keys } = JSON.parse(readFileSync(fileOf(service), 'utf8'))
    expect(Object.keys(keys[0].topics)).toEqual([...topicsOf(service), ...notesOf(service)])
    expect(topicsOf(service)).toContain(topicOf(service))
  })

  it('are not all of them', () => {
    expect(topicsOf('hotline')).not.toContain('identity.events')
    expect(topicsOf('kiosk')).not.toContain('home-care.events')
    expect(services.filter((service) => notesOf(service).length)).toEqual(['information-network', 'identity'])
  })
})

/** A ticket's answer, as the hotline tells it. */
const opened = (event: StoredEvent, vault: Vault) => openData(event, vault) as { reply: string }

describe('on the station', () => {
  it('the hotline’s keys open its documents and what it hears, and no more', async () => {
    const directory = folder()
    const whole = openStation(directory)
    const people = whole.collection<Person>('hotline', 'people', schema)
    await people.insert({ set: { id: 'p1', name: '王小明' }, events: [answered('p1', '答复一')] })
    const [{ event }] = whole.log.after(0)
    expect(event.data).toMatch(/"s2\.[0-9a-f]{8}\./)
    await whole.file.close()

    expect(opened(event, vaultOf('hotline')).reply).toBe('答复一')
    expect(opened(event, vaultOf('kiosk')).reply).toBe('答复一')
    expect(() => openData(event, vaultOf('identity'))).toThrow(/key of hotline\.events .*not at hand/)
    // As if it came in a topic that it hears.
    expect(() => openData({ ...event, source: '/identity/accounts' }, vaultOf('identity'))).toThrow('altered or moved')
  })
})

onRealServers('on the distributed row', () => {
  let row: TestRow
  let alone: DistributedHouse
  let event: StoredEvent
  const openAs = (service: ServiceName, keys = fileOf(service), more: { DATA_KEY?: string } = {}) => {
    const uri = new URL(process.env.TEST_MONGODB_URI as string)
    uri.pathname = `/${row.name}`
    const settings = {
      MONGODB_URI: uri.href,
      KAFKA_BROKERS: process.env.TEST_KAFKA_BROKERS,
      REDIS_URL: process.env.TEST_REDIS_URL,
      KEYS_FILE: keys,
      MONGODB_POOL: 5,
      KAFKA_CLIENT_ID: 'test',
      ...more,
    }
    return openDistributed(settings, new Clock(), `${row.name}.`, { service })
  }
  const peopleOf = (house: DistributedHouse, service: ServiceName): Collection<Person> => house.store.collection(service, 'people', schema)

  beforeAll(async () => {
    row = await TestRow.open()
    for (const service of ['hotline', 'kiosk'] as const) {
      await peopleOf(row.house, service)
      await row.house.store.setup()
      await peopleOf(row.house, service).insert({ set: { id: 'p1', name: `王小明 ${service}` } })
    }
    const publish = row.house.transport.publish.bind(row.house.transport)
    const sent = new Promise<StoredEvent>((resolve) => {
      row.house.transport.publish = async (events) => {
        await publish(events)
        resolve(events[0])
      }
    })
    await row.things.insert({ set: { id: newId() }, events: [answered('t1', '答复一')] } as never)
    event = await sent
    alone = await openAs('kiosk')
  }, 60_000)
  afterAll(async () => {
    await alone?.close()
    await row.db.dropDatabase()
    await row.close()
  })

  it('a service that holds its own keys opens, finds and writes its documents, and hears what it hears', async () => {
    const people = peopleOf(alone, 'kiosk')
    expect(await people.findOne({ name: '王小明 kiosk' })).toMatchObject({ id: 'p1' })
    await people.insert({ set: { id: newId(), name: '李四' } })
    expect(opened(event, alone.store.vault).reply).toBe('答复一')
  })

  it('it opens nobody else’s documents, nor a topic that it does not hear', async () => {
    expect(() => peopleOf(alone, 'hotline')).toThrow('the keys of hotline are not at hand')
    // What lies there, put among its own.
    const theirs = await row.db.collection('hotline.people').findOne({ _id: 'p1' as never })
    await row.db.collection('kiosk.people').insertOne({ ...theirs, _id: 'theirs' as never } as never)
    await expect(peopleOf(alone, 'kiosk').get('theirs')).rejects.toThrow()
    await row.db.collection('kiosk.people').deleteOne({ _id: 'theirs' as never })
    expect(() => openData(event, vaultOf('identity'))).toThrow('not at hand')
  })

  it('it seals its own topic and no other, and whoever verifies takes that', async () => {
    const moved = await alone.evidence.seal('kiosk.events', new Date())
    expect(moved).toMatchObject({ chain: 'kiosk.events', proven: true })
    await expect(alone.evidence.seal('hotline.events', new Date())).rejects.toThrow('seals of hotline is not at hand')
    expect(await row.verify()).not.toHaveProperty('fault')
  })

  it('another’s file, and both kinds of keys together, are refused', async () => {
    await expect(openAs('hotline', fileOf('kiosk'))).rejects.toThrow('holds the keys of kiosk, and this is hotline')
    await expect(openAs('kiosk', fileOf('kiosk'), { DATA_KEY: dataKey.toString('base64') })).rejects.toThrow('set one of the two')
  })
})
