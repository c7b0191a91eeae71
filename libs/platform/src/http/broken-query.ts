import { HttpException } from '@nestjs/common'
import type { FastifyInstance } from 'fastify'
import { requireModest } from './modest'

/** A query that is not UTF-8 would arrive as something that nobody typed. */
export function refuseBrokenQueries(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const url = request.raw.url ?? ''
    try {
      decodeURIComponent(url.slice(url.indexOf('?') + 1))
    } catch {
      return done(new HttpException('the query is not UTF-8', 400))
    }
    try {
      requireModest((request.query ?? {}) as object)
    } catch (error) {
      return done(error as Error)
    }
    done()
  })
}
