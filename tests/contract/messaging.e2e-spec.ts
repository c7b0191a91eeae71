import { Logger, Module } from '@nestjs/common'
import { EventHandlers, OnEvent, type Received, SetAsides } from '@yiwang/messaging'
import { type Collection, currentContext, InjectCollection, list, number, schemaOf } from '@yiwang/persistence'
import { collectionsOf, StoreUnavailable } from '@yiwang/persistence/stores'
import { type ServicesUnderTest, startServices } from '@yiwang/testing'

interface Heard {
  id: string
  sequences: number[]
}
const heardSchema = schemaOf<Heard>('heard', { sequences: list(number) })

/** What the handler below does with an event is up to the test. */
let refuse: (event: { subject: string; sequence: number }) => void = () => undefined
const neighbour: string[] = []

@EventHandlers('kiosk.listener')
class Listener {
  constructor(@InjectCollection(heardSchema) readonly heard: Collection<Heard>) {}

  @OnEvent('information-network.notice-published')
  async listen(event: Received<'information-network.notice-published'>) {
    refuse(event)
    await this.heard.upsert(event.subject, (before) => ({ set: { sequences: [...(before?.sequences ?? []), event.sequence] } }))
  }
}

@EventHandlers('kiosk.listener')
class Neighbour {
  @OnEvent('information-network.notice-published')
  async listen({ subject, sequence }: Received<'information-network.notice-published'>) {
    neighbour.push(`${subject}/${sequence}`)
  }
}

@Module({ providers: collectionsOf('kiosk', [heardSchema]), controllers: [Listener, Neighbour] })
class ListeningModule {}

const notice = (noticeId: string) => ({ noticeId, title: '停水通知', text: '明日检修', areaCode: '320613004006' })

describe('events on their way', () => {
  let app: ServicesUnderTest
  const heard = async (id: string) => (await app.collection<Heard>(heardSchema).get(id))?.sequences
  const asides = () => app.get(SetAsides)
  const parked = async () => (await asides().list('kiosk', {})).items
  const publish = (id: string) => app.deliver('information-network.notice-published', notice(id))

  beforeEach(async () => {
    refuse = () => undefined
    neighbour.length = 0
    app = await startServices({ kiosk: ListeningModule })
  })
  afterEach(() => app.close())

  it('arrive in the order of their aggregate, and take effect once though brought again', async () => {
    for (let times = 0; times < 3; times++) for (const id of ['a', 'b']) await publish(id)
    expect(await heard('a')).toEqual([1, 2, 3])

    await app.redeliverAll()
    expect(await heard('a')).toEqual([1, 2, 3])
    expect(await heard('b')).toEqual([1, 2, 3])
  })

  it('that one handler cannot take wait with the later ones of their aggregate, and nobody else waits', async () => {
    refuse = ({ subject, sequence }) => {
      if (subject === 'poison' && sequence === 2) throw new Error('cannot digest this')
    }
    for (let times = 0; times < 4; times++) for (const id of ['poison', 'fine']) await publish(id)

    expect(await heard('poison')).toEqual([1])
    expect(await heard('fine')).toEqual([1, 2, 3, 4])
    expect(neighbour.filter((one) => one.startsWith('poison'))).toHaveLength(4)

    const [aside] = await parked()
    expect(aside).toMatchObject({ state: 'parked', handler: 'Listener', aggregate: '/information-network/notices/poison' })
    expect(aside.events.map(({ sequence }) => sequence)).toEqual([2, 3, 4])
  })

  it('are taken by themselves when what they waited for comes late', async () => {
    let tries = 0
    refuse = () => {
      tries++
      if (tries < 3) throw new Error('too early')
    }
    await publish('late')
    expect(await heard('late')).toEqual([1])
    expect(await parked()).toEqual([])
  })

  it('are never parked because the store could not be reached', async () => {
    let tries = 0
    refuse = () => {
      tries++
      if (tries === 1) throw new Error('too early')
      if (tries < 12) throw new StoreUnavailable('the disk is full')
    }
    await publish('late')
    expect(tries).toBe(12)
    expect(await heard('late')).toEqual([1])
    expect(await parked()).toEqual([])
  })

  it('can be replayed in order, or one of them dropped', async () => {
    refuse = ({ sequence }) => {
      if (sequence === 1) throw new Error('never')
    }
    for (let times = 0; times < 3; times++) await publish('a')
    const [aside] = await parked()

    expect(await asides().replay('kiosk', aside.id)).toMatchObject({ state: 'parked' })
    expect(await heard('a')).toBeUndefined()

    await asides().drop('kiosk', aside.id, aside.events[0].id)
    expect(await asides().replay('kiosk', aside.id)).toMatchObject({ state: 'clear', events: [] })
    expect(await heard('a')).toEqual([2, 3])
    expect(await parked()).toEqual([])
  })

  it('that fail are told of with the correlation of their own event', async () => {
    const told: string[] = []
    const tell = (message: string) => told.push(`${currentContext()?.correlation} ${message.split(' ', 1)}`)
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(tell)
    const failed = jest.spyOn(Logger.prototype, 'error').mockImplementation(tell)
    refuse = () => {
      throw new Error('never')
    }
    await Promise.all([publish('a'), publish('b')])
    for (const spy of [warned, failed]) spy.mockRestore()
    const ours = app.events().map(({ correlation }) => correlation)
    // Kafka's client tells of its connections too: they are nobody's.
    expect(told.filter((line) => !line.startsWith('undefined')).sort()).toEqual(
      ours.flatMap((correlation) => [`${correlation} Listener`, `${correlation} parked:`]).sort(),
    )
  })

  it('wait parked through a restart, and what comes later still waits behind them', async () => {
    refuse = () => {
      throw new Error('never')
    }
    await publish('a')
    refuse = () => undefined
    await app.restart()
    await publish('a')
    expect(await heard('a')).toBeUndefined()
    const [aside] = await parked()
    expect(aside.events.map(({ sequence }) => sequence)).toEqual([1, 2])

    await asides().replay('kiosk', aside.id)
    expect(await heard('a')).toEqual([1, 2])
  })
})
