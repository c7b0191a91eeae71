import { WriteQueue } from './write-queue'

/** A connection that notes what it is told. */
function connection(faults: string[] = []) {
  const told: string[] = []
  return {
    told,
    place: 'the data folder',
    inTransaction: true,
    run(sql: string) {
      told.push(sql)
      if (sql === faults[0]) {
        faults.shift()
        throw Object.assign(new Error('the disk errs'), { code: 'SQLITE_IOERR' })
      }
    },
    rollBack: () => void told.push('ROLLBACK'),
  }
}

const PATIENCE = { waits: 50, every: 1 }

describe('the queue of writes', () => {
  it('begins and commits once for what waits together', async () => {
    const { told, ...rest } = connection()
    const queue = new WriteQueue({ ...rest }, PATIENCE)
    expect(await Promise.all([queue.add(() => 1), queue.add(() => 2)])).toEqual([1, 2])
    expect(told.filter((sql) => !sql.includes('job'))).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
  })

  it('tries again where no transaction begins', async () => {
    const { told, ...rest } = connection(['BEGIN IMMEDIATE', 'BEGIN IMMEDIATE'])
    const queue = new WriteQueue({ ...rest }, PATIENCE)
    expect(await queue.add(() => 1)).toBe(1)
    expect(told.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(3)
    expect(queue.counts.stuck).toBe(2)
  })

  it('fails those of a commit that fails, and goes on', async () => {
    const queue = new WriteQueue(connection(['COMMIT']), PATIENCE)
    await expect(queue.add(() => 1)).rejects.toThrow('the store failed: the disk errs')
    expect(await queue.add(() => 2)).toBe(2)
  })

  it('writes nothing while something else writes beside it, in the order in which they were asked', async () => {
    const { told, ...rest } = connection()
    const queue = new WriteQueue({ ...rest }, PATIENCE)
    let done = () => {}
    const before = queue.add(() => 'before')
    const alone = queue.alone(() => new Promise<void>((resolve) => (done = resolve)))
    const after = queue.add(() => told.push('after'))
    await before
    while (!queue.isBusy) await new Promise(setImmediate)
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
    expect(told).not.toContain('after')
    done()
    await Promise.all([alone, after])
    expect(told).toContain('after')
    expect(queue.isBusy).toBe(false)
  })

  describe('with what is not urgent', () => {
    const named = (queue: WriteQueue, done: string[]) => (name: string) => queue.add(() => done.push(name))
    const later = (queue: WriteQueue, done: string[]) => (name: string) => queue.addLater(() => done.push(name))

    it('writes it when nothing else waits, in a transaction of its own', async () => {
      const done: string[] = []
      const { told, ...rest } = connection()
      const queue = new WriteQueue({ ...rest }, PATIENCE)
      // It had its turn just now.
      await queue.addLater(() => done.push('first'))
      await Promise.all([...['import 1', 'import 2'].map(later(queue, done)), ...['door 1', 'door 2'].map(named(queue, done))])
      expect(done).toEqual(['first', 'door 1', 'door 2', 'import 1', 'import 2'])
      expect(told.filter((sql) => sql === 'COMMIT')).toHaveLength(3)
    })

    it('lets others in between its slices', async () => {
      const done: string[] = []
      const { told, ...rest } = connection()
      // A slice is over with its first.
      const queue = new WriteQueue({ ...rest }, PATIENCE, { slice: 0, every: 1_000 })
      const door = named(queue, done)
      const all = [queue.addLater(() => void door('door')), ...['import 2', 'import 3'].map(later(queue, done))]
      await Promise.all(all)
      expect(done).toEqual(['door', 'import 2', 'import 3'])
    })

    it('gives it a turn where others come without end', async () => {
      const done: string[] = []
      const { told, ...rest } = connection()
      const queue = new WriteQueue({ ...rest }, PATIENCE, { slice: 10, every: -1 })
      let isOver = false
      const comeAgain = async (): Promise<void> => {
        await queue.add(() => undefined)
        if (!isOver) return comeAgain()
      }
      const others = Promise.all([comeAgain(), comeAgain()])
      await later(queue, done)('import')
      isOver = true
      await others
      expect(done).toEqual(['import'])
    })

    it('refuses it as well where no transaction begins for long', async () => {
      const queue = new WriteQueue(connection(Array(1_000).fill('BEGIN IMMEDIATE')), PATIENCE)
      await expect(queue.addLater(() => 1)).rejects.toThrow('the store failed')
    })
  })
})
