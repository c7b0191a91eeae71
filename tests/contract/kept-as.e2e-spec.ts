import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { keptKind, SqliteStore } from '@yiwang/persistence/stores'
import { createApp, endingOf, endsWithOf, lostBy, openLog, openStation } from '@yiwang/platform'
import type { Schema, SchemaType } from 'mongoose'
import { Shape } from '../../libs/persistence/src/shape'
import { Vault } from '../../libs/persistence/src/vault'
import en from '../../services/portal/src/i18n/en.json'
import zh from '../../services/portal/src/i18n/zh-CN.json'
import { everyService } from '../../services/station/src/services'

type Path = SchemaType & { schema?: Schema; enumValues?: string[]; getEmbeddedSchemaType?: () => Path | undefined }

const pathsOf = (schema: Schema): [string, Path][] => Object.entries(schema.paths).filter(([name]) => name !== '_id') as [string, Path][]

/** Whether anything is sealed in it. */
const seals = (schema: Schema): boolean =>
  pathsOf(schema).some(([, { options, schema: below }]) => Boolean(options.encrypted) || (below !== undefined && seals(below)))

/** What is sealed says so, in whatever form it is; so does who is named in clear. */
const SECRET = 'of somebody'
const YEAR = 1945
const RESIDENT = '01J9ZZZZZZZZZZZZZZZZZZZRES'

/** A document with something in every field. */
function filled(schema: Schema, inSealed = false): Record<string, unknown> {
  const fields = pathsOf(schema).map(([name, path]) => [name, filling(name, path, inSealed || Boolean(path.options.encrypted))])
  const document = Object.fromEntries(fields)
  // Whoever did something for themselves.
  return schema.path('role') && schema.path('id') ? { ...document, id: RESIDENT, role: 'resident' } : document
}

function filling(name: string, path: Path, isSealed: boolean): unknown {
  const { instance, options, schema } = path
  const element = path.getEmbeddedSchemaType?.() as Path | undefined
  if (schema)
    return Array.isArray(options.type) || instance === 'Array' || instance === 'DocumentArray' ? [filled(schema, isSealed)] : filled(schema, isSealed)
  const one = (type: string) => {
    if (type === 'Date') return new Date('2026-11-30T00:00:00Z')
    if (type === 'Boolean') return true
    if (type === 'Number') return isSealed ? YEAR : (options.min ?? 1)
    return ((element ?? path).enumValues?.[0] ?? (isSealed ? SECRET : /^residentIds?$|^claimed$/.test(name) ? RESIDENT : 'a word')) as string
  }
  return instance === 'Array' ? [one(element?.instance ?? 'String')] : one(instance)
}

describe('every collection', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-kept-'))
  let names: [name: string, schema: Schema][]

  beforeAll(async () => {
    const found = new Map<string, Schema>()
    const collection = jest.spyOn(SqliteStore.prototype, 'collection')
    const clock = new Clock()
    const house = openStation({ DATA_DIR: directory }, clock)
    const app = await createApp({ services: everyService, house, clock, log: openLog('silent') })
    for (const [service, name, schema] of collection.mock.calls) found.set(`${service}.${name}`, schema)
    collection.mockRestore()
    await app.close()
    await house.close()
    names = [...found]
  }, 30_000)
  afterAll(() => rmSync(directory, { recursive: true }))

  it('says what it is kept as, and nothing is sealed where nobody is told of', () => {
    expect(names.length).toBeGreaterThan(40)
    expect(names.filter(([, schema]) => !keptKind(schema)).map(([name]) => name)).toEqual([])
    expect(names.filter(([, schema]) => keptKind(schema) === 'nobody' && seals(schema)).map(([name]) => name)).toEqual([])
  })

  it('that has a period says how its documents end, where it tells of people', () => {
    const timed = names.filter(([, schema]) => ['matter', 'money', 'audit'].includes(keptKind(schema) ?? '') && seals(schema))
    expect(timed.length).toBeGreaterThan(15)
    const isSaid = (schema: Schema) => endingOf(schema) ?? endingOf(endsWithOf(schema) ?? schema)
    expect(timed.filter(([, schema]) => !isSaid(schema)).map(([name]) => name)).toEqual([])
  })

  it('that is blanked or removed by its period has a name on the page of what is due', () => {
    const due = names.flatMap(([name, schema]) => (endingOf(schema) ? [name.slice(name.indexOf('.') + 1)] : []))
    for (const texts of [zh, en]) expect(due.filter((name) => !(name in texts.retention.things))).toEqual([])
  })

  it('loses all that tells of somebody when its time is over, and can be stored so', () => {
    const ending = names.flatMap(([name, schema]) => {
      const found = endingOf(schema)
      return found && !found.isGone ? [{ name, schema, ending: found }] : []
    })
    expect(ending.length).toBeGreaterThan(10)
    const vault = new Vault(randomBytes(32))
    for (const { name, schema, ending: rule } of ending) {
      const document = { id: '01J9ZZZZZZZZZZZZZZZZZZZDOC', ...filled(schema) }
      const left = { ...document, ...lostBy({ schema, ending: rule }, document) }
      expect([name, [SECRET, String(YEAR), RESIDENT].filter((word) => JSON.stringify(left).includes(word))]).toEqual([name, []])
      expect(lostBy({ schema, ending: rule }, JSON.parse(JSON.stringify(left)))).toBeUndefined()
      new Shape(name, schema, vault).toRecord(left, {}, 1)
    }
  })
})
