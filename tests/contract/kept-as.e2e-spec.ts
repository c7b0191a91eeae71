import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { keptKind, SqliteStore } from '@yiwang/persistence/stores'
import { createApp, openLog, openStation } from '@yiwang/platform'
import type { Schema, SchemaType } from 'mongoose'
import { everyService } from '../../services/station/src/services'

/** Whether anything is sealed in it. */
const seals = (schema: Schema): boolean =>
  Object.values(schema.paths).some((path) => {
    const { options, schema: below } = path as SchemaType & { schema?: Schema }
    return Boolean(options.encrypted) || (below !== undefined && seals(below))
  })

describe('every collection', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-kept-'))
  afterAll(() => rmSync(directory, { recursive: true }))

  it('says what it is kept as, and nothing is sealed where nobody is told of', async () => {
    const found = new Map<string, Schema>()
    const collection = jest.spyOn(SqliteStore.prototype, 'collection')
    const clock = new Clock()
    const house = openStation({ DATA_DIR: directory }, clock)
    const app = await createApp({ services: everyService, house, clock, log: openLog('silent') })
    for (const [service, name, schema] of collection.mock.calls) found.set(`${service}.${name}`, schema)
    collection.mockRestore()
    await app.close()
    await house.close()

    expect(found.size).toBeGreaterThan(40)
    const names = [...found]
    expect(names.filter(([, schema]) => !keptKind(schema)).map(([name]) => name)).toEqual([])
    expect(names.filter(([, schema]) => keptKind(schema) === 'nobody' && seals(schema)).map(([name]) => name)).toEqual([])
  })
})
