import { deriveId } from '@yiwang/domain'
import type { StoredEvent } from '@yiwang/persistence/stores'
import { type WaitingEvent, waitingEventSchema } from '../../libs/messaging/src/set-aside.schema'
import { Instance, notices, until } from './instances'
import { type House, rows } from './rows'

const fails = () => {
  throw new Error('cannot digest this')
}

describe.each(rows)('what two instances of a service set aside on one $name', (row) => {
  let house: House
  let named = 0
  const instances: Instance[] = []
  beforeAll(async () => {
    house = await row.open()
  })
  afterEach(() => Promise.all(instances.splice(0).map((instance) => instance.die())))
  afterAll(() => house.close())

  const start = async (...delays: number[]) => {
    const instance = await new Instance(house, delays).start()
    instances.push(instance)
    return instance
  }
  const fresh = () => `n${named++}`
  const heard = async (id: string) => (await instances[0].heard.get(id))?.sequences
  const waitingFor = async (id: string) => (await instances[0].waiting()).find(({ aggregate }) => aggregate.endsWith(`/${id}`))
  /** Between a handler's effect and the end of what waits there are more writes: an event that comes meanwhile joins it, and is taken a little later. */
  const untilHeard = async (id: string, count: number) => {
    await until(async () => (await heard(id))?.length === count)
    await until(async () => (await waitingFor(id)) === undefined)
  }
  const untilParked = (id: string) => until(async () => (await waitingFor(id))?.state === 'parked')

  it('costs nothing while nothing waits', async () => {
    const one = await start()
    const asked = one.asked
    for (const event of notices(fresh(), 20)) await one.deliver(event)
    expect(one.asked).toBe(asked)
  })

  it('is tried by another where the one that set it aside dies', async () => {
    const [one, other] = [await start(50), await start(50)]
    const id = fresh()
    const [first, second] = notices(id, 2)
    one.before = fails
    await one.deliver(first)
    await one.die()

    await until(async () => (await heard(id))?.length === 1)
    await other.givenPartitions()
    await other.deliver(second)
    await untilHeard(id, 2)
    expect(await heard(id)).toEqual([1, 2])
  })

  it('is tried by another where one dies in the middle of trying, and what comes of that late counts no more', async () => {
    const one = await start(1)
    const id = fresh()
    one.before = fails
    await one.deliver(notices(id, 1)[0])
    let fail: (error: Error) => void = () => undefined
    one.before = () => new Promise((_, reject) => (fail = reject))
    await until(() => one.tried.length === 2)

    const other = await start(1)
    // As if the dying one's time had run out.
    const aside = await waitingFor(id)
    await other.setAsides.of('kiosk').change(aside?.id as string, () => ({ set: { due: new Date() } }))
    await untilHeard(id, 1)
    fail(new Error('too late'))
    await one.die()
    expect(await waitingFor(id)).toBeUndefined()
    expect(await heard(id)).toEqual([1])
  })

  it('is waited for by the own clock where that of another, which dies, was ahead', async () => {
    const one = await start(1)
    const id = fresh()
    one.before = fails
    await one.deliver(notices(id, 1)[0])
    await one.die()
    const ahead = new Date(Date.now() + 3_600_000)
    await one.setAsides.of('kiosk').change((await waitingFor(id))?.id as string, () => ({ set: { state: 'retrying', due: ahead } }))

    const other = await start(1)
    // It looks for two things the first time: once, and a second time begun.
    await until(() => other.looks >= 3)
    expect(other.tried).toEqual([])
    const later = performance.now() + 20_000
    const clock = jest.spyOn(performance, 'now').mockReturnValue(later)
    await untilHeard(id, 1)
    clock.mockRestore()
  })

  it('is tried by one of them at a time', async () => {
    const [one, other] = [await start(20, 20, 20), await start(20, 20, 20)]
    const id = fresh()
    let trying = 0
    let most = 0
    let tries = 0
    for (const instance of [one, other])
      instance.before = async () => {
        most = Math.max(most, ++trying)
        await instance.heard.get(id)
        trying--
        if (++tries < 4) fails()
      }
    const events = notices(id, 3)
    await one.deliver(events[0])
    await other.givenPartitions()
    for (const event of events.slice(1)) await other.deliver(event)
    await untilHeard(id, 3)
    expect(await heard(id)).toEqual([1, 2, 3])
    expect(most).toBe(1)
  })

  it('keeps its order where the partition moves in between', async () => {
    const [one, other] = [await start(), await start()]
    const id = fresh()
    const events = notices(id, 4)
    one.before = other.before = ({ sequence }) => sequence === 2 && fails()
    for (const event of events.slice(0, 3)) await one.deliver(event)
    await other.givenPartitions()
    await other.deliver(events[3])
    expect(other.tried).not.toContain(4)
    expect((await waitingFor(id))?.events.map(({ sequence }) => sequence)).toEqual([2, 3, 4])
    await untilParked(id)
  })

  it('is replayed by an admin at one while the other tries the same', async () => {
    const [one, other] = [await start(1), await start(1)]
    const id = fresh()
    one.before = other.before = fails
    await one.deliver(notices(id, 1)[0])
    await untilParked(id)
    const parked = await waitingFor(id)
    let release: (() => void) | undefined
    other.before = () => new Promise<void>((resolve) => (release = resolve))
    const replayed = other.setAsides.replay('kiosk', parked?.id as string)
    await until(() => release !== undefined)
    expect(await one.setAsides.replay('kiosk', parked?.id as string)).toMatchObject({ state: 'parked', attempts: 2 })
    release?.()
    expect(await replayed).toMatchObject({ state: 'clear', events: [] })
    expect(await heard(id)).toEqual([1])
  })

  it('lets the next one through where another instance dropped it', async () => {
    const [one, other] = [await start(), await start()]
    const id = fresh()
    const events = notices(id, 3)
    one.before = other.before = ({ sequence }) => sequence === 1 && fails()
    await one.deliver(events[0])
    await one.deliver(events[1])
    await untilParked(id)
    const aside = await waitingFor(id)
    for (const event of events.slice(0, 2)) await other.setAsides.drop('kiosk', aside?.id as string, event.id)
    await one.deliver(events[2])
    expect(await heard(id)).toEqual([3])
  })

  it('is harmless where an instance sets aside late what the next owner of its partition took long ago', async () => {
    const [late, owner] = [await start(1, 1, 1), await start(1, 1, 1)]
    const id = fresh()
    const events = notices(id, 4)
    let fail: (error: Error) => void = () => undefined
    await late.deliver(events[0])
    late.before = () => new Promise((_, reject) => (fail = reject))
    const paused = late.deliver(events[1])
    await owner.givenPartitions()
    for (const event of events.slice(0, 3)) await owner.deliver(event)
    late.before = () => undefined
    fail(new Error('woke up'))
    await paused
    await owner.deliver(events[3])
    await untilHeard(id, 4)
    expect(await heard(id)).toEqual([1, 2, 3, 4])
  })

  it('stays in its place where the events before it come again', async () => {
    const one = await start()
    const id = fresh()
    const events = notices(id, 4)
    one.before = ({ sequence }) => sequence === 3 && fails()
    for (const event of events) await one.deliver(event)
    for (const event of events) await one.deliver(event)
    expect(await heard(id)).toEqual([1, 2])
    // As while a read model is filled anew, and an earlier one fails this time.
    await one.heard.remove(id)
    one.before = ({ sequence }) => sequence >= 2 && fails()
    for (const event of events) await one.deliver(event)
    expect((await waitingFor(id))?.events.map(({ sequence }) => sequence)).toEqual([2, 3, 4])
    await untilParked(id)
    one.before = () => undefined
    expect(await one.setAsides.replay('kiosk', (await waitingFor(id))?.id as string)).toMatchObject({ state: 'clear' })
    expect(await heard(id)).toEqual([1, 2, 3, 4])
  })

  it.each<[string, (event: StoredEvent) => string]>([
    ['altered', (event) => JSON.stringify({ ...event, time: '2020-01-01T00:00:00.000Z' })],
    ['another’s', () => JSON.stringify(notices(fresh(), 1)[0])],
    ['no event', () => '{'],
  ])('is not believed where it was %s in the store meanwhile: it stays parked, and says why', async (_, spoilt) => {
    const one = await start()
    const id = fresh()
    one.before = fails
    const [event] = notices(id, 1)
    await one.deliver(event)
    await untilParked(id)
    one.before = () => undefined
    const aside = await waitingFor(id)
    await house
      .collection<WaitingEvent>('set-aside-events', waitingEventSchema)
      .change(deriveId(aside?.id as string, event.id), () => ({ set: { event: spoilt(event) } }))
    const tried = one.tried.length
    await one.setAsides.replay('kiosk', aside?.id as string)
    expect(await waitingFor(id)).toMatchObject({ state: 'parked', error: expect.stringMatching(/as it was set aside|JSON/) })
    expect(one.tried).toHaveLength(tried)
  })

  it('costs the same however many wait: each is a row of its own, and the first of them are shown', async () => {
    const one = await start()
    const id = fresh()
    one.before = fails
    const events = notices(id, 60)
    await one.deliver(events[0])
    await untilParked(id)
    const asked = one.asked
    await one.deliver(events[1])
    const costs = one.asked - asked
    const aside = await waitingFor(id)
    const size = async () => JSON.stringify(await one.setAsides.of('kiosk').get(aside?.id as string)).length
    const small = await size()
    for (const event of events.slice(2)) await one.deliver(event)
    // It looks around by itself meanwhile.
    expect(one.asked - asked).toBeLessThan(costs * 59 * 1.2)
    expect((await size()) - small).toBeLessThan(10)
    const shown = await waitingFor(id)
    expect([shown?.events.length, shown?.more, aside?.more]).toEqual([50, true, false])
    one.before = () => undefined
    expect(await one.setAsides.replay('kiosk', aside?.id as string)).toMatchObject({ state: 'clear', events: [], more: false })
    expect(await heard(id)).toEqual(events.map(({ sequence }) => sequence))
  })

  it('is found where an earlier version kept it all in one document, and what that still adds beside this', async () => {
    const id = fresh()
    const events = notices(id, 4)
    const embedded = events.map((event) => ({
      id: event.id,
      type: event.type,
      sequence: event.sequence,
      time: event.time,
      event: JSON.stringify(event),
    }))
    const aside = { id: `old-${id}`, group: 'kiosk', handler: 'Listener', aggregate: `/information-network/notices/${id}`, attempts: 1 }
    const heads = instances[0]?.setAsides.of('kiosk') ?? (await start()).setAsides.of('kiosk')
    const known = deriveId(aside.group, aside.handler, aside.aggregate)
    await heads.insert({ set: { ...aside, id: known, state: 'parked', events: embedded.slice(0, 2) } as never })

    const one = await start()
    await one.deliver(events[2])
    expect((await waitingFor(id))?.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3])
    expect(await heads.get(known)).toMatchObject({ events: [] })
    await heads.change(known, ({ events: there }) => ({ set: { events: [...there, embedded[3]] } }))
    expect((await waitingFor(id))?.events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
    await one.setAsides.drop('kiosk', known, events[1].id)
    await expect(one.setAsides.drop('kiosk', known, events[1].id)).rejects.toMatchObject({ code: 'not-found' })
    expect(await one.setAsides.replay('kiosk', known)).toMatchObject({ state: 'clear' })
    expect(await heard(id)).toEqual([1, 3, 4])
  })
})
