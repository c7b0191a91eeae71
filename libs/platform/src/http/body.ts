import { HttpException } from '@nestjs/common'
import type { FastifyInstance } from 'fastify'
import { InvalidInput } from './invalid-input'

/** Enough for the longest form; what is larger is a 413 before it is read. */
export const BODY_LIMIT = 256 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Bodies are JSON objects in valid UTF-8. The framework's own parser would quietly replace broken characters. */
export function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: BODY_LIMIT }, (_request, bytes, done) => {
    try {
      done(null, bytes.length ? parse(bytes as Buffer) : undefined)
    } catch (error) {
      done(error as Error)
    }
  })
}

/** A query that is not UTF-8 would arrive as something that nobody typed. */
export function refuseBrokenQueries(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const [, query = ''] = (request.raw.url ?? '').split('?')
    try {
      decodeURIComponent(query)
      done()
    } catch {
      done(new HttpException('the query is not UTF-8', 400))
    }
  })
}

function parse(bytes: Buffer): unknown {
  let body: unknown
  try {
    body = JSON.parse(utf8.decode(bytes), (key, value) => {
      if (key === '__proto__' || (key === 'constructor' && typeof value === 'object')) throw new SyntaxError(key)
      return value
    })
  } catch {
    throw new HttpException('the body is not JSON in UTF-8', 400)
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw InvalidInput.at('', { code: 'not-an-object' })
  return body
}
