import type { MovingTopics } from '@yiwang/messaging'
import { beginMove, endMove, MovedFile, moveEvents, movePositions, takeEvents } from '@yiwang/operations'
import { EventLog, PARTITIONS, partitionOf, StationFile, type StoredEvent } from '@yiwang/persistence/stores'
import { onRealServers, TestRow } from './distributed-row'
import { folder, openStation } from './rows'
import { happened, type Thing, thingSchema } from './things'

const topic = 'hotline.events'
const silent = () => undefined
const keyOf = ({ source, subject, sequence }: StoredEvent) => `${source}/${subject}/${sequence}`

/** A station with 60 aggregates of 3 events each, of which one group has taken all, one some in each partition, and one has never read. */
async function stationBehind() {
  const store = openStation(folder())
  const things = store.collection<Thing>('hotline', 'things', thingSchema)
  for (let n = 0; n < 60; n++) await things.insert({ set: { id: `t${n}`, number: `t${n}` }, events: [happened(`t${n}`)] })
  for (let turn = 1; turn < 3; turn++)
    for (let n = 0; n < 60; n++) await things.change(`t${n}`, () => ({ set: { count: turn }, events: [happened(`t${n}`)] }))
  const partitions = Array.from({ length: PARTITIONS }, (_, partition) => partition)
  await store.log.commit(partitions.map((partition) => ({ consumer: 'hotline', topic, partition, next: store.log.end(topic, partition) })))
  const some = partitions.filter((partition) => partition !== 5)
  await store.log.commit(
    some.map((partition) => ({ consumer: 'kiosk', topic, partition, next: Math.floor((store.log.end(topic, partition) * partition) / 12) })),
  )
  return store
}

/** The events that a group had not taken, by where it stood in the station's log. */
const untaken = (log: EventLog, group: string) =>
  new Set(
    log
      .after(0)
      .filter(({ partition, offset }) => offset >= log.next(group, topic, partition))
      .map(({ event }) => keyOf(event)),
  )

onRealServers('moving the log between the rows', () => {
  let row: TestRow
  let topics: MovingTopics
  let store: Awaited<ReturnType<typeof stationBehind>>
  beforeAll(async () => {
    store = await stationBehind()
    row = await TestRow.open()
    topics = row.house.transport.moving()
  }, 60_000)
  afterAll(async () => {
    await topics?.close()
    await row?.close()
    await store?.file.close()
  })

  const sent = async () => {
    const messages: { partition: number; offset: number; event: StoredEvent }[] = []
    await topics.read(topic, [], ({ partition, offset, event }) => void messages.push({ partition, offset, event: event as StoredEvent }))
    return messages
  }

  it('sends every event once, also where it was ended between two partitions, each as it was', async () => {
    const log = store.log.after(0).map(({ event }) => event)
    // What a killed process leaves: in some partitions more than in others.
    const first = log.slice(0, 50).filter(({ subject }) => topics.partitionOf(subject) % 3 === 0)
    await topics.send(topic, first)
    await topics.send(
      topic,
      log
        .slice(0, 50)
        .filter(({ subject }) => topics.partitionOf(subject) % 3 === 1)
        .slice(0, 7),
    )
    expect(await moveEvents(store.log, topics, silent)).toBe(180)
    expect(await moveEvents(store.log, topics, silent)).toBe(180)
    const there = (await sent()).map(({ event }) => event)
    expect(there).toHaveLength(180)
    const byKey = (events: StoredEvent[]) => Object.fromEntries(events.map((event) => [keyOf(event), event]))
    expect(byKey(there)).toEqual(byKey(log))
  }, 60_000)

  it('lets no service work on half a house', async () => {
    await beginMove(row.db, 'print')
    await expect(row.house.check()).rejects.toThrow('is being moved into the store')
    await endMove(row.db, new Date())
    await row.house.check()
  })

  it('has each group go on at the first event of each partition that it had not taken', async () => {
    await movePositions(store.log, topics, silent)
    const messages = await sent()
    expect((await topics.groups()).map(({ name }) => name).sort()).toEqual(['hotline', 'kiosk'])
    for (const group of ['hotline', 'kiosk']) {
      const next = (await topics.position(group, topic)) as number[]
      const due = untaken(store.log, group)
      for (let partition = 0; partition < PARTITIONS; partition++) {
        const first = messages.filter((one) => one.partition === partition && due.has(keyOf(one.event))).map(({ offset }) => offset)
        const end = messages.filter((one) => one.partition === partition).length
        expect(next[partition]).toBe(Math.min(end, ...first))
      }
    }
    expect(await topics.position('home-care', topic)).toBeUndefined()
  }, 60_000)

  it('takes them out again: every event once, ended or not, and no group behind where it was by more than its partitions ask', async () => {
    const [one] = (await sent()).map(({ event }) => event)
    await row.house.transport.publish([one])
    const file = new StationFile(folder())
    const log = new EventLog(file)
    const moved = new MovedFile(file)
    const halfway: Pick<MovingTopics, 'read'> = {
      read: (name, from, take) => {
        let left = 120
        return topics.read(name, from, (message) => {
          if (left-- === 0) throw new Error('killed')
          return take(message)
        })
      },
    }
    const cut = new Proxy(topics, { get: (target, name) => (name === 'read' ? halfway.read : Reflect.get(target, name)) })
    await expect(takeEvents(cut, log, moved, silent, 40)).rejects.toThrow('killed')
    expect(log.count()).toBeGreaterThan(0)
    expect(await takeEvents(topics, log, moved, silent, 40)).toBe(180)

    const events = log.after(0)
    expect(new Map(events.map(({ event }) => [keyOf(event), JSON.stringify(event)]))).toEqual(
      new Map(store.log.after(0).map(({ event }) => [keyOf(event), JSON.stringify(event)])),
    )
    expect(untaken(log, 'hotline')).toEqual(new Set())
    const stillDue = untaken(log, 'kiosk')
    for (const key of untaken(store.log, 'kiosk')) expect(stillDue).toContain(key)
    const taken = events.filter(({ event }) => !stillDue.has(keyOf(event)))
    expect(taken.length).toBeGreaterThan(0)
    for (const { event, partition } of events) expect(partition).toBe(partitionOf(event.subject))
    await file.close()
  }, 60_000)
})
