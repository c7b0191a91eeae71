import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInContext } from '../context'
import { chain, hashOf, type StoredEvent } from '../stored-event'
import { Vault } from '../vault'
import { EventLog, partitionOf } from './event-log'
import { StationFile } from './file'

const vault = new Vault(Buffer.alloc(32, 7))
const unit = { name: 'information-network.unit-changed', data: { unitId: 'unit-1', name: '供水', kind: 'water', areaCode: '320600000000' } } as const
const TOPIC = 'information-network.events'
const SUBJECT = 'unit-1'
const PARTITION = partitionOf(SUBJECT)

describe("the station's log", () => {
  let directory: string
  let file: StationFile
  let log: EventLog
  let last: StoredEvent | undefined
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'yiwang-log-'))
    file = new StationFile(directory)
    log = new EventLog(file)
    last = undefined
  })
  afterEach(async () => {
    await file.close()
    rmSync(directory, { recursive: true })
  })

  /** So many events of one aggregate, in a write of their own. */
  const append = (count: number, fails?: Error) =>
    file.write(() => {
      const decided = Array.from({ length: count }, () => unit)
      const from = { source: '/information-network/units', subject: SUBJECT, head: last, now: new Date(0), vault }
      const events = runInContext({ correlation: 'c' }, () => chain([...decided], from))
      log.append(events)
      if (fails) throw fails
      last = events.at(-1)
    })
  const read = (from: number, limit = 64) => log.read(TOPIC, PARTITION, from, limit)
  /** What was asked of the file while `work` ran. */
  const asked = <R>(work: () => R): [R, number] => {
    const all = jest.spyOn(file, 'all')
    try {
      return [work(), all.mock.calls.length]
    } finally {
      all.mockRestore()
    }
  }
  /** As another process would read it. */
  const inTheFile = () => new EventLog(file).read(TOPIC, PARTITION, 0, 1_000)

  it('hands on what was just written without reading it again', async () => {
    await append(3)
    const [found, times] = asked(() => read(0))
    expect(times).toBe(0)
    expect(found).toEqual(inTheFile())
    expect(asked(() => read(3))).toEqual([[], 0])
    expect(asked(() => read(1, 1))).toEqual([[found[1]], 0])
  })

  it('reads from the file what is no longer at hand, without a gap to what is', async () => {
    for (let times = 0; times < 5; times++) await append(40)
    const offsets = [...read(0, 64), ...read(64, 64), ...read(128, 64), ...read(192, 64)].map(({ offset }) => offset)
    expect(offsets).toEqual(Array.from({ length: 200 }, (_, offset) => offset))
    expect(asked(() => read(150))[1]).toBe(0)
  })

  it('hands on no news of another service, however rightly they are written down', async () => {
    await append(2)
    const told = { ...(last as StoredEvent), type: 'kiosk.payment-made' }
    const { source: _, subject: __, sequence, ...kept } = { ...told, hash: hashOf(told) }
    await file.write(() => file.run('UPDATE log SET event = ? WHERE sequence = ?', JSON.stringify(kept), sequence))
    expect(inTheFile()).toMatchObject([
      { offset: 0, event: {} },
      { offset: 1, fault: expect.stringContaining(`a kiosk.payment-made is none of ${TOPIC}`) },
    ])
  })

  it('shows nothing of a write that was undone, and leaves no gap for it', async () => {
    await append(2)
    const [, undone] = await Promise.allSettled([append(1), append(2, new Error('decided otherwise')), append(1)])
    expect(undone.status).toBe('rejected')
    expect(read(0).map(({ offset }) => offset)).toEqual([0, 1, 2, 3])
    expect(read(0)).toEqual(inTheFile())
  })

  it('shows nothing of a transaction that could not be committed', async () => {
    await append(2)
    const run = file.run.bind(file)
    const commit = jest.spyOn(file, 'run').mockImplementation((sql, ...values) => {
      if (sql === 'COMMIT') throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR' })
      return run(sql, ...values)
    })
    const before = last
    await expect(append(1)).rejects.toThrow('disk I/O error')
    commit.mockRestore()
    last = before
    expect(read(2)).toEqual([])
    await append(1)
    expect(read(0).map(({ offset }) => offset)).toEqual([0, 1, 2])
    expect(read(0)).toEqual(inTheFile())
  })

  it('calls back for each partition once it is committed, also where a neighbour was undone', async () => {
    const told: [string, number][] = []
    log.onAppend((...place) => told.push(place))
    await Promise.allSettled([append(2), append(1, new Error('decided otherwise'))])
    expect(told).toEqual([[TOPIC, PARTITION]])
  })
})
