import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** Sets helmet's headers on every answer. They are the same on each, so helmet is asked for them once. */
export function secureAnswers(server: FastifyInstance): void {
  const headers: Record<string, string> = {}
  const answer = { setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value), removeHeader: () => undefined }
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurity },
    crossOriginEmbedderPolicy: false,
    // What belongs to the TLS in front; over plain http in a community's own network browsers would complain of it.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
  })({} as never, answer as never, () => undefined)

  server.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
}

// Styles are made by the portal's component library while it runs; nothing else may come from outside or from within a page.
const contentSecurity = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'self'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}
