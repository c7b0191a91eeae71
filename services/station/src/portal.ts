import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import type { FastifyReply, FastifyRequest } from 'fastify'

const root = join(__dirname, '..', '..', 'portal', 'dist')

/** Serves the portal at `/`. Its own addresses (`/operator`, `/worker/…`) all answer with the one page; what is the API's stays the API's. */
export async function servePortal(app: NestFastifyApplication): Promise<void> {
  if (!existsSync(join(root, 'index.html'))) return
  await app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    preCompressed: true,
    // What the build made carries a hash of its content in its name; the page itself names the newest.
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    const ofPortal = !/^\/(api|health|metrics|open311)(\/|$)/.test(request.url) && !/\.\w{1,8}($|\?)/.test(request.url)
    return ofPortal ? reply.sendFile('index.html') : reply.callNotFound()
  }
  const server = app.getHttpAdapter().getInstance()
  server.get('/', page as never)
  server.get('/*', page as never)
}
