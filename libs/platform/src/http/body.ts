import type { Readable } from 'node:stream'
import { HttpException, PayloadTooLargeException } from '@nestjs/common'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { InvalidInput } from './invalid-input'

/** Enough for the longest form; what is larger is a 413. */
export const BODY_LIMIT = 256 * 1024
/** What is too large is still read this far, and forgotten: who is cut off while sending seldom reads the answer. */
const READ_ON = 64 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Bodies are JSON objects in valid UTF-8. The framework's own parser would quietly replace broken characters. */
export function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', async (_request: FastifyRequest, payload: Readable) => {
    const bytes = await readAll(payload)
    return bytes.length ? parse(bytes) : undefined
  })
}

async function readAll(payload: Readable): Promise<Buffer> {
  const kept: Buffer[] = []
  let length = 0
  for await (const chunk of payload) {
    length += chunk.length
    if (length <= BODY_LIMIT) kept.push(chunk)
    if (length > READ_ON) break
  }
  if (length > BODY_LIMIT) throw new PayloadTooLargeException()
  return Buffer.concat(kept)
}

/** A query that is not UTF-8 would arrive as something that nobody typed. */
export function refuseBrokenQueries(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const url = request.raw.url ?? ''
    try {
      decodeURIComponent(url.slice(url.indexOf('?') + 1))
    } catch {
      return done(new HttpException('the query is not UTF-8', 400))
    }
    const inherited = Object.keys(request.query ?? {}).find(isInherited)
    done(inherited ? unknownField(inherited) : undefined)
  })
}

/** Names that every object has. Validation takes a field of such a name for its own, so they are refused here: no form of ours has one. */
const isInherited = (name: string) => name in Object.prototype || name === 'prototype'
const unknownField = (name: string) => InvalidInput.at(name, { code: 'unknown-field' })

function parse(bytes: Buffer): unknown {
  let body: unknown
  try {
    body = JSON.parse(utf8.decode(bytes), (key, value) => {
      if (isInherited(key)) throw unknownField(key)
      return value
    })
  } catch (error) {
    if (error instanceof InvalidInput) throw error
    throw new HttpException('the body is not JSON in UTF-8', 400)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw InvalidInput.at('', { code: 'not-an-object' })
  return body
}
