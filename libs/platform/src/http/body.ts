import { HttpException, PayloadTooLargeException } from '@nestjs/common'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { InvalidInput } from './invalid-input'
import { requireModest } from './modest'

/** Enough for the longest form; what is larger is a 413. */
export const BODY_LIMIT = 256 * 1024
/** At doors that are open to anyone, or that take no body: many times what signing in takes. */
export const OPEN_BODY_LIMIT = 4 * 1024
/** How long a body may take, from when it is read to its last byte. */
const BODY_MS = 30_000
/** Who was answered while still sending is listened to for so much longer: who is cut off at once seldom reads the answer. */
const READ_ON_BYTES = 1024 * 1024
const READ_ON_MS = 5_000

/** What a form of HTML, and OAuth, sends. */
export const FORM = 'application/x-www-form-urlencoded'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

type Incoming = FastifyRequest['raw']

const isSent = ({ headers }: Incoming) => headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Bodies wait to be read until it is known who asks (ReadBodyGuard): what is refused before is never read. */
export function holdBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(['application/json', 'multipart/form-data', FORM], (request, _payload, done) => done(null, request.raw))
  // Whoever waits to be asked for their body is asked when it is read.
  server.server.on('checkContinue', (request, response) => server.server.emit('request', request, response))
  server.addHook('onSend', (request, _reply, _payload, done) => {
    if (isSent(request.raw) && !request.raw.readableEnded) readOn(request.raw)
    done()
  })
}

/** Takes in what still comes of a request that is answered already, and forgets it. */
function readOn(incoming: Incoming): void {
  let left = READ_ON_BYTES
  const late = setTimeout(() => incoming.destroy(), READ_ON_MS).unref()
  // It may be on its way into a form that nobody wants any more, and wait there.
  incoming.unpipe()
  incoming.removeAllListeners('data')
  incoming.on('data', (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) incoming.destroy()
  })
  incoming.resume()
  incoming.once('close', () => clearTimeout(late))
}

/** The body that was held: a JSON object in valid UTF-8 of at most `limit` bytes, or undefined where it is empty. */
export async function readBody(request: FastifyRequest, reply: FastifyReply, limit: number, withinMs = BODY_MS): Promise<object | undefined> {
  const bytes = await readBytes(request, reply, limit, withinMs)
  return bytes.length ? parse(bytes) : undefined
}

/**
 * The same of a form (`a=1&b=2`), as RFC 6749 reads it: names that are not among `known` are left out, what has no value is as if it were not there, and nothing comes twice.
 */
export async function readFormBody(request: FastifyRequest, reply: FastifyReply, limit: number, known: readonly string[]): Promise<object> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(decode(await readBytes(request, reply, limit, BODY_MS)))) {
    if (!known.includes(name) || value === '') continue
    if (fields.has(name)) throw InvalidInput.at(name, { code: 'twice' })
    fields.set(name, value)
  }
  return Object.fromEntries(fields)
}

async function readBytes({ raw }: FastifyRequest, reply: FastifyReply, limit: number, withinMs: number): Promise<Buffer> {
  if (Number(raw.headers['content-length'] ?? 0) > limit) throw new PayloadTooLargeException()
  if (raw.headers.expect !== undefined) reply.raw.writeContinue()
  return readAll(raw, limit, withinMs)
}

function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes)
  } catch {
    throw new HttpException('the body is not UTF-8', 400)
  }
}

function readAll(incoming: Incoming, limit: number, withinMs: number): Promise<Buffer> {
  return new Promise<Buffer>((resolve, reject) => {
    const kept: Buffer[] = []
    let length = 0
    // Each of these reasons is made only where it is the one: an error looks for where it is thrown.
    const brokeOff = () => refuse(new HttpException('the request broke off', 400))
    const late = setTimeout(() => refuse(new HttpException('too slow', 408)), withinMs).unref()
    const over = () => {
      clearTimeout(late)
      incoming.off('close', brokeOff)
    }
    const refuse = (reason: HttpException) => {
      over()
      reject(reason)
    }
    // While it was found out who asks: nothing comes any more, no word of it either.
    if (incoming.destroyed) return brokeOff()
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length > limit) refuse(new PayloadTooLargeException())
      else kept.push(chunk)
    })
    incoming.once('end', () => {
      over()
      resolve(kept.length === 1 ? kept[0] : Buffer.concat(kept))
    })
    // Whoever was refused may still break off.
    incoming.once('error', brokeOff)
    incoming.once('close', brokeOff)
  })
}

function parse(bytes: Buffer): object {
  let body: unknown
  try {
    // The framework's own parser would quietly replace broken characters.
    body = JSON.parse(utf8.decode(bytes))
  } catch {
    throw new HttpException('the body is not JSON in UTF-8', 400)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw InvalidInput.at('', { code: 'not-an-object' })
  requireModest(body)
  return body
}
