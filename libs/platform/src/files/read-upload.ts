import { type Readable, Transform } from 'node:stream'
import Busboy from '@fastify/busboy'
import { HttpException } from '@nestjs/common'
import { DomainError, deriveId } from '@yiwang/domain'
import { dropDirections, dropZeroWidth } from '@yiwang/domain/normalization'
import type { Incoming } from '@yiwang/persistence'
import { fileTooLarge } from '@yiwang/persistence/stores'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInput } from '../http/invalid-input'
import { requireModest } from '../http/modest'
import { contextOf } from '../http/request-context'
import type { Use } from './upload'

type Raw = FastifyRequest['raw']
type Fields = Record<string, string>

/** Around the file: fields, and the lines between the parts. */
const BESIDE = 64 * 1024
const FIELDS = 50
const LONGEST_FIELD = 16 * 1024
const LONGEST_NAME = 120
const SLICE = 16 * 1024
/** So much must come in each such time: whoever is slower holds a connection, and is cut off. */
export const PACE = { bytes: 64 * 1024, everyMs: 30_000 }

/**
 * Reads a multipart form up to where its file begins. Answers the fields before it, and the file, whose bytes come as they are asked for. Throws InvalidInput or DomainError
 * naming the field at fault; so do the bytes, also for what is wrong behind them.
 */
export async function readUpload(request: FastifyRequest, reply: FastifyReply, use: Use, pace = PACE): Promise<{ fields: Fields; file: Incoming }> {
  const { headers } = request.raw
  if (!/^multipart\/form-data\s*(;|$)/i.test(headers['content-type'] ?? '')) throw new DomainError('not-multipart', { field: use.field })
  if (Number(headers['content-length'] ?? 0) > use.max + BESIDE) throw fileTooLarge(use.max, use.field)
  const form = parts(request.raw, use, pace)
  if (headers.expect !== undefined) reply.raw.writeContinue()
  const { fields, name, bytes } = await form
  requireModest(fields)
  const came: Incoming['came'] = ({ sha256, discard }) => {
    keyBy(request, sha256)
    reply.raw.once('finish', () => {
      // What goes wrong on our side may have been stored all the same: that is left to the sweep.
      if (reply.statusCode >= 400 && reply.statusCode < 500) discard().catch(() => undefined)
    })
  }
  return { fields, file: { ...use, bytes, came, ...(name && { name }) } }
}

/** Under its Idempotency-Key the request is the same only with the same file. */
function keyBy(request: FastifyRequest, sha256: string): void {
  const keyed = contextOf(request)?.request
  for (const hashes of keyed ? [keyed, ...(keyed.former ?? [])] : []) hashes.body = deriveId(hashes.body, sha256)
}

interface Begun {
  fields: Fields
  name: string | undefined
  bytes: AsyncIterable<Buffer>
}

function parts(raw: Raw, { field, max }: Use, pace: typeof PACE): Promise<Begun> {
  // A field may be called like what every object has.
  const fields: Fields = Object.create(null)
  const busboy = parserOf(raw, max)
  const slices = inSlices()
  let file: Readable | undefined
  let fault: unknown
  let end: () => void
  let refuse: (why: unknown) => void
  const whole = new Promise<void>((resolve, reject) => {
    end = resolve
    refuse = reject
  })
  whole.catch(() => undefined)

  return new Promise<Begun>((resolve, reject) => {
    const stop = keepPace(raw, pace, (why) => fail(why))
    const fail = (why: unknown) => {
      fault ??= why
      stop()
      raw.unpipe(slices)
      slices.unpipe(busboy)
      refuse(fault)
      reject(fault)
      file?.destroy(fault as Error)
    }
    const wrong = (name: string | undefined, code: string, more: object = {}) => fail(InvalidInput.at(name ?? '', { code, ...more }))

    async function* bytes(from: Readable): AsyncIterable<Buffer> {
      try {
        yield* from
        await whole
      } catch (error) {
        throw fault ?? error
      } finally {
        stop()
      }
    }

    busboy
      .on('field', (name: string | undefined, value: string, _: boolean, isTruncated: boolean) => {
        if (file) return wrong(name, 'behind-the-file')
        if (name === field) return wrong(name, 'not-a-file')
        if (!name || name in fields) return wrong(name, name ? 'too-many' : 'required', { max: 1 })
        if (isTruncated) return wrong(name, 'too-long', { max: LONGEST_FIELD })
        if (value.includes('\ufffd')) return wrong(name, 'unsafe-characters')
        fields[name] = value
      })
      .on('file', (name: string | undefined, stream: Readable, filename: string) => {
        stream.on('error', () => undefined)
        if (name !== field) return wrong(name, name ? 'unknown-field' : 'required')
        if (file) return wrong(name, 'too-many', { max: 1 })
        if (isUnsafe(filename ?? '')) return wrong(name, 'unsafe-name')
        file = stream
        if (!fault) resolve({ fields, name: cleaned(filename ?? ''), bytes: bytes(stream) })
      })
      .on('partsLimit', () => wrong(field, 'too-many-parts', { max: FIELDS }))
      .on('fieldsLimit', () => wrong(field, 'too-many-parts', { max: FIELDS }))
      .on('error', () => wrong(field, 'not-whole-form'))
      .on('finish', () => (file ? end() : wrong(field, 'required')))
    const brokeOff = () => fail(new HttpException('the request broke off', 400))
    let length = 0
    let hasEnded = false
    raw.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > max + BESIDE) fail(fileTooLarge(max, field))
    })
    raw.once('end', () => {
      hasEnded = true
      stop()
    })
    for (const name of ['error', 'close']) raw.once(name, () => !hasEnded && brokeOff())
    if (raw.destroyed) brokeOff()
    else raw.pipe(slices).pipe(busboy)
  })
}

/** The parser goes through what it is given to its end, also where the first part of thousands was wrong: it is given little at once. */
const inSlices = () =>
  new Transform({
    transform(chunk: Buffer, _, done) {
      for (let at = 0; at < chunk.length; at += SLICE) this.push(chunk.subarray(at, at + SLICE))
      done()
    },
  })

function parserOf(raw: Raw, max: number) {
  const limits = { fields: FIELDS, files: 2, parts: FIELDS + 2, fieldSize: LONGEST_FIELD, fileSize: max + 1, headerPairs: 20, headerSize: 4 * 1024 }
  try {
    return Busboy({ headers: raw.headers as never, limits, preservePath: true })
  } catch {
    throw InvalidInput.at('Content-Type', { code: 'wrong-pattern' })
  }
}

/** Cuts off whoever sends, but too slowly. That we do not take it is not their fault. */
function keepPace(raw: Raw, { bytes, everyMs }: typeof PACE, fail: (why: unknown) => void): () => void {
  let came = 0
  const count = (chunk: Buffer) => {
    came += chunk.length
  }
  raw.on('data', count)
  const timer = setInterval(() => {
    if (came < bytes && !raw.isPaused()) fail(new HttpException('too slow', 408))
    came = 0
  }, everyMs).unref()
  return () => {
    clearInterval(timer)
    raw.off('data', count)
  }
}

// Of a path only its sender knows the rest; no browser sends one.
const isUnsafe = (name: string): boolean => /[\\/\0-\x1f\x7f-\x9f\ufffd]/.test(name)

const cleaned = (name: string): string | undefined =>
  Array.from(dropZeroWidth(dropDirections(name)).normalize('NFC').trim())
    .slice(0, LONGEST_NAME)
    .join('') || undefined
