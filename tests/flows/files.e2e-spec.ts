import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { Body, Controller, Get, Injectable, Param, Post } from '@nestjs/common'
import { May } from '@yiwang/auth'
import { DomainError, newId } from '@yiwang/domain'
import { Blobs, blob, type Collection, type Incoming, InjectCollection, list, schemaOf, text } from '@yiwang/persistence'
import { MongoStore, Store } from '@yiwang/persistence/stores'
import { Answers, AnswersFile, Line, Service, Upload } from '@yiwang/platform'
import { type Client, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { blobSchema } from '../../libs/persistence/src/blobs/blob'

// What a door with files does, through everything that stands before it.

interface Report {
  id: string
  title: string
  photos: string[]
}
const reportSchema = schemaOf<Report>('reports', { title: text, photos: list(blob) })

class NewReport {
  @Line({ max: 20 }) title: string
}
class ReportView {
  @Line({ max: 64 }) id: string
  @Line({ max: 20 }) title: string
}

const KiB = 1024
const MiB = 1024 * KiB
const photo = { field: 'photo', max: 3 * MiB, types: ['image/png', 'image/jpeg'] }

@Injectable()
class Reports {
  constructor(
    @InjectCollection(reportSchema) private readonly reports: Collection<Report>,
    private readonly blobs: Blobs,
  ) {}

  async add({ title }: NewReport, file: Incoming): Promise<Report> {
    if (title === 'refused before') throw new DomainError('illegal-transition')
    const { id } = await this.blobs.store(file)
    if (title === 'refused after') throw new DomainError('illegal-transition')
    return this.reports.insert({ set: { id: newId(), title, photos: [id] } })
  }

  async open(id: string) {
    const report = await this.reports.get(id)
    if (!report) throw new DomainError('not-found')
    return this.blobs.open(report.photos[0])
  }
}

@Controller('hotline/reports')
@May('tickets.read')
class ReportsController {
  constructor(private readonly reports: Reports) {}

  @Post()
  @Answers(ReportView)
  add(@Body() body: NewReport, @Upload(photo) file: Incoming) {
    return this.reports.add(body, file)
  }

  @Get(':id/photo')
  @AnswersFile({ inline: true })
  photo(@Param('id') id: string) {
    return this.reports.open(id)
  }

  @Get(':id/download')
  @AnswersFile()
  download(@Param('id') id: string) {
    return this.reports.open(id)
  }

  @Post('plain')
  plain(@Body() body: NewReport) {
    return body
  }
}

@Service('hotline', { collections: [reportSchema], doors: [ReportsController], providers: [Reports] })
class HotlineModule {}

const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(200 * KiB)])
const pngOf = (bytes: number) => Buffer.concat([png.subarray(0, 16), Buffer.alloc(bytes - 16)])
const BOUNDARY = 'x-x-x'
const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` }

const part = (disposition: string, content: string | Buffer, more = '') =>
  Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; ${disposition}\r\n${more}\r\n`),
    Buffer.from(content as string),
    Buffer.from('\r\n'),
  ])
const field = (name: string, value: string) => part(`name="${name}"`, value)
const file = (content: Buffer | string = png, { name = 'photo', filename = 'photo.png', as = 'image/png' } = {}) =>
  part(`name="${name}"; filename="${filename}"`, content, `Content-Type: ${as}\r\n`)
const form = (...parts: Buffer[]) => Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
const title = (value = '井盖破损') => field('title', value)

describe('a door that takes a file', () => {
  let app: ServicesUnderTest
  let operator: Client
  let address: AddressInfo
  beforeAll(async () => {
    app = await startServices({ hotline: HotlineModule })
    operator = app.as('operator')
    await app.nest.listen(0, '127.0.0.1')
    address = app.nest.getHttpServer().address() as AddressInfo
  })

  /** How much there is of files: what is known of them, and their bytes. */
  async function left(): Promise<[number, number]> {
    const store = app.get(Store)
    const known = await store.collection('hotline', 'blobs', blobSchema).count({})
    if (store instanceof MongoStore) return [known, (await store.db.collection('blobs.hotline.chunks').distinct('files_id')).length]
    const folder = join(app.directory, 'blobs')
    const files = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : []
    return [known, files.length]
  }

  /** The file that came with a request repeated is named by nothing. */
  let leftToSweep = 0
  /** Waits until there are the files that reports name, and what the sweep will take, and no others: what is refused once it was read goes after the answer. */
  async function onlyNamed() {
    const files = (await app.get(Store).collection('hotline', 'reports', reportSchema).count({})) + leftToSweep
    while (String(await left()) !== String([files, files])) await new Promise((resolve) => setTimeout(resolve, 5))
  }
  beforeEach(onlyNamed)

  const send = (body: Buffer, headers: Record<string, string> = {}) => operator.post('/api/hotline/reports', body, { ...type, ...headers })
  const get = (path: string, headers: Record<string, string> = {}) =>
    app.nest.inject({ method: 'GET', url: `/api/hotline/reports/${path}`, headers: { authorization: `Bearer ${operator.bearer}`, ...headers } })

  it('stores it, and answers with it, whole and in part', async () => {
    const { body } = await send(form(title(), file(png, { filename: '现场 照片.png' }))).expect(201)
    const whole = await get(`${body.id}/photo`)
    expect(whole.statusCode).toBe(200)
    expect(whole.rawPayload.equals(png)).toBe(true)
    expect(whole.headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent('现场 照片.png')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "sandbox; default-src 'none'",
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
    })
    expect((await get(`${body.id}/download`)).headers['content-disposition']).toMatch(/^attachment; /)

    const part = async (range: string, headers = {}) => {
      const { statusCode, headers: answered, rawPayload } = await get(`${body.id}/photo`, { range, ...headers })
      return { status: statusCode, range: answered['content-range'], bytes: rawPayload }
    }
    expect(await part('bytes=70000-70009')).toEqual({ status: 206, range: `bytes 70000-70009/${png.length}`, bytes: png.subarray(70_000, 70_010) })
    expect(await part('bytes=-5')).toEqual({ status: 206, range: `bytes ${png.length - 5}-${png.length - 1}/${png.length}`, bytes: png.subarray(-5) })
    expect((await part(`bytes=${png.length - 3}-`)).bytes.equals(png.subarray(-3))).toBe(true)
    expect(await part(`bytes=${png.length}-`)).toMatchObject({ status: 416, range: `bytes */${png.length}` })
    for (const odd of ['bytes=5-2', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=-']) expect((await part(odd)).status).toBe(200)
    expect((await part('bytes=0-0', { 'if-range': '"another"' })).status).toBe(200)
    expect((await part('bytes=0-0', { 'if-range': whole.headers.etag as string })).status).toBe(206)
    const head = await app.nest.inject({
      method: 'HEAD',
      url: `/api/hotline/reports/${body.id}/photo`,
      headers: { authorization: `Bearer ${operator.bearer}` },
    })
    expect([head.statusCode, head.headers['content-length'], head.rawPayload.length]).toEqual([200, String(png.length), 0])
  })

  it('asks who it is before a byte of it is read', async () => {
    const socket = connect(address.port, '127.0.0.1')
    socket.write(`POST /api/hotline/reports HTTP/1.1\r\nhost: x\r\ncontent-type: ${type['content-type']}\r\ncontent-length: 2000000\r\n\r\n`)
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toMatch(/^HTTP\/1.1 401 /)
    socket.destroy()
  })

  const noType = 'multipart/form-data'
  const many = Array.from({ length: 10_000 }, (_, n) => field(`f${n}`, 'x'))
  it.each<[string, number, string, Buffer, Record<string, string>?]>([
    ['has no file', 400, 'photo', form(title())],
    ['has text where the file should be', 400, 'photo', form(title(), field('photo', 'a photo'))],
    ['has two files', 400, 'photo', form(title(), file(), file())],
    ['has another file', 400, 'image', form(title(), file(png, { name: 'image' }))],
    ['has a field behind the file', 400, 'title', form(file(), title())],
    ['has a field twice', 400, 'title', form(title(), title(), file())],
    ['lacks a field', 400, 'title', form(file())],
    ['has a field too many', 400, 'more', form(title(), field('more', 'x'), file())],
    ['has a field that is too long', 400, 'title', form(title('x'.repeat(20_000)), file())],
    ['has a field that every object has', 400, '__proto__', form(field('__proto__', 'x'), title(), file())],
    ['has broken characters', 400, 'title', form(Buffer.concat([part('name="title"', Buffer.from([0xff, 0xfe]))]), file())],
    ['is of 10,000 parts', 400, 'photo', form(...many, file())],
    ['has 10,000 parts behind the file', 400, 'f0', form(title(), file(), ...many)],
    ['names another boundary', 400, 'photo', form(title(), file()), { 'content-type': 'multipart/form-data; boundary=other' }],
    ['names no boundary', 400, 'Content-Type', form(title(), file()), { 'content-type': noType }],
    ['ends in the file', 400, 'photo', Buffer.concat([title(), file()]).subarray(0, -5_000)],
    ['ends before its last line', 400, 'photo', Buffer.concat([title(), file()])],
    ['is empty', 400, 'photo', form(title(), file(Buffer.alloc(0)))],
    ['has a path for a name', 400, 'photo', form(title(), file(png, { filename: '../../etc/passwd' }))],
    ['has a NUL in its name', 400, 'photo', form(title(), file(png, { filename: 'a\0.png' }))],
    ['is another kind of file than it says', 415, 'photo', form(title(), file('<html><script>alert(1)</script></html>'))],
    ['is a kind of file that is not taken', 415, 'photo', form(title(), file('%PDF-1.7 '.repeat(100), { as: 'application/pdf' }))],
    ['is larger than the limit by a byte', 413, 'photo', form(title(), file(pngOf(3 * MiB + 1)))],
    ['is much larger than the limit', 413, 'photo', form(title(), file(pngOf(5 * MiB)))],
    ['comes as JSON', 415, 'photo', Buffer.from('{"title":"x"}'), { 'content-type': 'application/json' }],
    ['has parts without a name', 400, '', form(title(), part('filename="a.png"', png))],
  ])('refuses what %s, names the field, and keeps nothing', async (_, status, name, body, headers = {}) => {
    const before = await left()
    const answer = await send(body, headers)
    expect({ status: answer.status, field: answer.body.errors?.[0].field }).toEqual({ status, field: name })
    expect(Object.keys(answer.body.messages)).toEqual(['zh-CN', 'en'])
    expect(await left()).toEqual(before)
  })

  it('takes what is as large as the limit says', async () => {
    await send(form(title(), file(pngOf(3 * MiB)))).expect(201)
  })

  it('keeps nothing of what it refuses, before it read the file or after', async () => {
    const before = await left()
    await send(form(title('refused before'), file())).expect(409)
    expect(await left()).toEqual(before)
    await send(form(title('refused after'), file())).expect(409)
    await onlyNamed()
    expect((await send(Buffer.alloc(0))).status).toBe(400)
  })

  it('knows a request that is repeated, by its file as well', async () => {
    const key = { 'idempotency-key': 'photo-1' }
    const first = await send(form(title(), file()), key).expect(201)
    expect((await send(form(title(), file()), key).expect(201)).body.id).toBe(first.body.id)
    leftToSweep++
    await send(form(title('另一个'), file()), key).expect(422)
    await send(form(title(), file(pngOf(1000))), key).expect(422)
    await onlyNamed()
  })

  it('keeps nothing of what broke off on its way', async () => {
    const before = await left()
    const body = Buffer.concat([title(), file(randomBytes(2 * MiB))])
    body.set(png.subarray(0, 16), body.length - 2 * MiB - 2)
    const socket = connect(address.port, '127.0.0.1')
    socket.write(
      `POST /api/hotline/reports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${operator.bearer}\r\ncontent-type: ${type['content-type']}\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    socket.write(body.subarray(0, MiB))
    while (String(await left()) === String(before)) await new Promise((resolve) => setTimeout(resolve, 5))
    socket.destroy()
    await onlyNamed()
  })

  it('answers before the rest has come, where the beginning says enough, and takes the next request on the same connection', async () => {
    const socket = connect(address.port, '127.0.0.1')
    const body = form(title(), file(Buffer.concat([Buffer.from('<html>'), Buffer.alloc(600 * KiB)])))
    const head = `POST /api/hotline/reports HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${operator.bearer}\r\ncontent-type: ${type['content-type']}\r\ncontent-length: ${body.length}\r\n\r\n`
    let read = ''
    socket.on('data', (chunk) => {
      read += chunk
    })
    socket.write(head)
    socket.write(body.subarray(0, 200 * KiB))
    while (!read.includes('wrong-file-type')) await once(socket, 'data')
    socket.write(body.subarray(200 * KiB))
    socket.write('GET /api/hotline/reports/none/photo HTTP/1.1\r\nhost: x\r\n\r\n')
    while (!read.includes('HTTP/1.1 401')) await once(socket, 'data')
    socket.destroy()
  })

  it('is no door for JSON, nor are the others for files', async () => {
    const answer = await operator.post('/api/hotline/reports/plain', form(title()), type)
    expect(answer.status).toBe(415)
  })

  it('has its file described for those who build on it', async () => {
    const { body } = await app.anonymous().get('/api/hotline/openapi.json').expect(200)
    const { content } = body.paths['/api/hotline/reports'].post.requestBody
    const [fields, upload] = content['multipart/form-data'].schema.allOf
    expect(fields).toEqual({ $ref: '#/components/schemas/NewReport' })
    expect(Object.keys(body.components.schemas.NewReport.properties)).toEqual(['title'])
    expect(Object.keys(upload.properties)).toEqual(['photo'])
  })
})
