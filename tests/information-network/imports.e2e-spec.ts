import { type Collection } from '@yiwang/persistence'
import { Store } from '@yiwang/persistence/stores'
import { Jobs } from '@yiwang/platform'
import { type Client, COMMUNITY, FAR_COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'
import type { Import } from '../../services/information-network/src/imports/import'
import { importSchema } from '../../services/information-network/src/imports/import.schema'
import { ImportsService } from '../../services/information-network/src/imports/imports.service'
import { ResidentsService } from '../../services/information-network/src/residents/residents.service'
import { aResident, residents, startInformationNetwork } from './start'

const imports = `${residents}/imports`
const HEADER = '姓名,身份证号,电话,社区代码,住址,标签'
type Row = ReturnType<typeof aResident> & { tags?: string }
const line = ({ name, identityNumber, phone, areaCode, address, tags = '' }: Row) =>
  [name, identityNumber, phone, areaCode, `"${address}"`, tags].join(',')
const tableOf = (rows: Row[], header = HEADER) => `${[header, ...rows.map(line)].join('\r\n')}\r\n`

describe('an import of residents', () => {
  let app: ServicesUnderTest
  let worker: Client
  beforeAll(async () => {
    app = await startInformationNetwork()
    worker = app.as('worker', { area: COMMUNITY })
  })
  afterEach(() => app.get(Jobs).finish())

  const send = (table: string | Buffer, who = worker, headers: Record<string, string> = {}) =>
    who.post(
      imports,
      Buffer.concat([
        Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="名册.csv"\r\nContent-Type: text/csv\r\n\r\n'),
        Buffer.from(table as string),
        Buffer.from('\r\n--x--\r\n'),
      ]),
      { 'content-type': 'multipart/form-data; boundary=x', ...headers },
    )
  const done = async (id: string, who = worker) => {
    await app.get(Jobs).finish()
    return (await who.get(`${imports}/${id}`).expect(200)).body
  }
  const imported = async (table: string | Buffer, who = worker) => done((await send(table, who).expect(201)).body.id, who)
  const faults = async (id: string, query = '') => (await worker.get(`${imports}/${id}/faults${query}`).expect(200)).body
  const registered = () => app.published('information-network.resident-registered').length

  it('registers them by the rules of the door, and names the rows at fault', async () => {
    const known = aResident()
    await worker.post(residents, known).expect(201)
    const away = aResident({ areaCode: FAR_COMMUNITY })
    await app.as('admin').post(residents, away).expect(201)
    const good = aResident({ name: '李秀兰' })
    const before = registered()
    const one = await imported(
      tableOf([
        { ...good, tags: '老年人;living-alone' },
        known,
        { ...known, name: '别人' },
        aResident({ identityNumber: '110105194912310021' }),
        aResident({ areaCode: FAR_COMMUNITY }),
        { ...away, areaCode: COMMUNITY },
        aResident({ phone: '电话', name: '' }),
        { ...aResident(), tags: '超人' },
        good,
        aResident(),
      ]),
    )
    expect(one).toMatchObject({ state: 'done', fileName: '名册.csv', line: 11, stored: 2, known: 2, refused: 6 })
    expect(one.done).toBe(one.of)
    expect(registered() - before).toBe(2)
    const { items } = await faults(one.id)
    expect(
      items.map(({ line, reasons }: { line: number; reasons: { field: string; code: string }[] }) => [
        line,
        ...reasons.map((e) => [e.field, e.code]),
      ]),
    ).toEqual([
      [4, ['identityNumber', 'identity-number-registered']],
      [5, ['identityNumber', 'invalid-identity-number']],
      [6, ['areaCode', 'not-found']],
      [7, ['identityNumber', 'identity-number-registered']],
      [8, ['phone', 'not-a-phone'], ['name', 'required']],
      [9, ['tags', 'not-one-of']],
    ])
    expect(items[1].reasons[0]).toMatchObject({ zh: expect.stringContaining('身份证号码不正确'), en: expect.stringContaining('not a valid') })
    const found = (await worker.get(`${residents}?phone=13800138000&q=${encodeURIComponent('李秀兰')}`).expect(200)).body.items
    expect(found).toMatchObject([{ tags: ['elderly', 'living-alone'], areaCode: COMMUNITY }])
  })

  it('changes nothing when the same file comes again, and lists the newest first', async () => {
    const table = tableOf([aResident(), aResident(), aResident({ phone: 'x' })])
    const first = await imported(table)
    const before = registered()
    const again = await imported(table)
    expect([first, again]).toMatchObject([
      { stored: 2, known: 0, refused: 1 },
      { stored: 0, known: 2, refused: 1 },
    ])
    expect(registered()).toBe(before)
    const { items } = (await worker.get(`${imports}?limit=2`).expect(200)).body
    expect(items.map(({ id }: { id: string }) => id)).toEqual([again.id, first.id])
  })

  it('is one for requests with one key', async () => {
    const table = tableOf([aResident()])
    const key = { 'idempotency-key': 'import-1' }
    const first = (await send(table, worker, key).expect(201)).body
    await app.get(Jobs).finish()
    await send(table, worker, key).expect(201, { id: first.id, state: 'done', stored: 1 })
    await send(tableOf([aResident()]), worker, key).expect(422, { code: 'idempotency-key-reused' })
  })

  it('takes English names of columns, and everybody for the own community where no column says where', async () => {
    const { name, identityNumber, phone } = aResident()
    const one = await imported(`address,name,identityNumber,phone\n"1号,2室",${name},${identityNumber},${phone}\n`)
    expect(one).toMatchObject({ stored: 1, refused: 0 })
  })

  it('reads a table as Excel writes it here', async () => {
    const { identityNumber } = aResident()
    // 姓名,身份证号,电话,住址 and 王桂英,…,易家桥 in GB 18030.
    const header = 'd0d5c3fb2cc9edb7ddd6a4bac52cb5e7bbb02cd7a1d6b7'
    const row = Buffer.concat([
      Buffer.from('cdf5b9f0d3a2', 'hex'),
      Buffer.from(`,${identityNumber},13800138000,`),
      Buffer.from('d2d7bcd2c7c5', 'hex'),
    ])
    expect(await imported(Buffer.concat([Buffer.from(header, 'hex'), Buffer.from('\r\n'), row]))).toMatchObject({ stored: 1, refused: 0 })
  })

  it.each([
    ['is no table', 415, 'wrong-file-type', Buffer.from('504b0304140006000800', 'hex')],
    ['is empty', 400, 'empty-file', ''],
    ['holds nobody', 400, 'no-rows', `${HEADER}\r\n`],
    ['has a column that is none', 400, 'unknown-column', '姓名,性别\n王,女\n'],
    ['has a column twice', 400, 'column-twice', '姓名,name\n王,王\n'],
    ['lacks columns', 400, 'missing-columns', '姓名,电话\n王,1\n'],
  ])('that %s is refused at once', async (_, status, code, table) => {
    await send(table).expect(status, { code, errors: [{ field: 'file' }] })
  })

  it('stops where nothing more can be read, and says where', async () => {
    const table = `${tableOf([aResident()])}王桂英,"没有引号\n李秀兰,1,2,3,4\n`
    const one = await imported(table)
    expect(one).toMatchObject({ state: 'done', stored: 1, refused: 1 })
    expect((await faults(one.id)).items).toMatchObject([{ line: 3, reasons: [{ code: 'unreadable-row' }] }])
  })

  it('names the first thousand rows at fault, page by page', async () => {
    const bad = aResident({ identityNumber: 'x' })
    const one = await imported(tableOf(Array.from({ length: 1_005 }, () => bad)))
    expect(one).toMatchObject({ stored: 0, refused: 1_005 })
    const page = await faults(one.id, '?limit=200')
    expect(page.items.map((item: { line: number }) => item.line)).toEqual(Array.from({ length: 200 }, (_, at) => at + 2))
    let count = 0
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { items, next }: { items: object[]; next: string | null } = await faults(one.id, `?limit=200${cursor && `&cursor=${cursor}`}`)
      count += items.length
      cursor = next
    }
    expect(count).toBe(1_000)
  })

  it('is stopped, and goes on from its line; meanwhile no other begins', async () => {
    const slices: number[] = []
    const service = app.get(ResidentsService)
    const registerEach = service.registerEach.bind(service)
    let go: () => void = () => undefined
    let isHeld: () => void = () => undefined
    const held = new Promise<void>((resolve) => (isHeld = resolve))
    const waits = new Promise<void>((resolve) => (go = resolve))
    const spy = jest.spyOn(service, 'registerEach').mockImplementation(async (rows, by, origin) => {
      slices.push(rows.length)
      const result = await registerEach(rows, by, origin)
      if (slices.length === 1) {
        isHeld()
        await waits
      }
      return result
    })
    const table = tableOf(Array.from({ length: 450 }, () => aResident()))
    const { id } = (await send(table).expect(201)).body
    await held
    await send(tableOf([aResident()])).expect(409, { code: 'import-under-way' })
    await worker.post(`${imports}/${id}/resume`).expect(201, { state: 'running' })
    await worker.post(`${imports}/${id}/cancel`).expect(201, { state: 'stopped' })
    go()
    const stopped = await done(id)
    expect(stopped).toMatchObject({ state: 'stopped', stored: 200, line: 201 })
    expect(stopped.done).toBeLessThan(stopped.of)
    await worker.post(`${imports}/${id}/cancel`).expect(409, { code: 'illegal-transition' })
    await worker.post(`${imports}/${id}/resume`).expect(201, { state: 'running' })
    expect(await done(id)).toMatchObject({ state: 'done', stored: 450, known: 0, refused: 0 })
    expect(slices).toEqual([200, 200, 50])
    await worker.post(`${imports}/${id}/resume`).expect(409, { code: 'illegal-transition' })
    spy.mockRestore()
  })

  it('counts a slice once that is done again', async () => {
    const service = app.get(ResidentsService)
    const registerEach = service.registerEach.bind(service)
    const spy = jest.spyOn(service, 'registerEach').mockImplementationOnce(async (rows, by, origin) => {
      await registerEach(rows, by, origin)
      throw new Error('the process died here')
    })
    const { id } = (await send(tableOf([aResident(), aResident(), aResident({ phone: 'x' })])).expect(201)).body
    await app.get(Jobs).finish()
    app.clock.advance(1_000)
    await app.get(Jobs).look()
    expect(await done(id)).toMatchObject({ state: 'done', stored: 2, known: 0, refused: 1 })
    spy.mockRestore()
  })

  it('keeps its file until it has been read, or for thirty days', async () => {
    const collection: Collection<Import> = app.get(Store).collection('information-network', 'imports', importSchema)
    const { id } = await imported(tableOf([aResident()]))
    const { file, keptUntil } = (await collection.get(id)) as Import
    expect([file, keptUntil]).toEqual([undefined, undefined])
    const kept = await collection.insert({
      set: { ...((await collection.get(id)) as Import), id: 'stopped', file: 'f'.repeat(32), endedAt: undefined, keptUntil: app.clock.now() },
    })
    await app.get(ImportsService).forget()
    expect((await collection.get(kept.id))?.file).toBeUndefined()
    await worker.post(`${imports}/${kept.id}/resume`).expect(409, { code: 'file-gone' })
  })

  it('is for those who register people, in their own area', async () => {
    const { id } = await imported(tableOf([aResident()]))
    await send(tableOf([aResident()]), app.as('coordinator')).expect(403)
    await send(tableOf([aResident()]), app.as('worker', { area: '320613000000', unitId: '320613000000-police' })).expect(403)
    const far = app.as('worker', { area: FAR_COMMUNITY })
    for (const path of [`${imports}/${id}`, `${imports}/${id}/faults`]) await far.get(path).expect(404)
    for (const step of ['cancel', 'resume']) await far.post(`${imports}/${id}/${step}`).expect(404)
    expect((await far.get(imports).expect(200)).body.items).toEqual([])
  })
})
