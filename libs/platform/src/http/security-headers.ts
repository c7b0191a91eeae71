import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'

/** Sets helmet's headers on every answer, and those that it does not know. They are the same on each, so they are put together once; over TLS one comes to them. */
export function secureAnswers(server: FastifyInstance): void {
  const plain = securityHeaders()
  const overTls = { ...plain, 'strict-transport-security': STAY_ON_TLS }
  server.addHook('onRequest', (request, reply, done) => {
    // What the connection is, or what a proxy that TRUST_PROXY names says that its own was.
    reply.headers(request.protocol === 'https' ? overTls : plain)
    done()
  })
}

/** Of every answer, by their names. The proxy sends the same with the portal's files (deploy/proxy/Caddyfile). */
export function securityHeaders(): Record<string, string> {
  const headers: Record<string, string> = {
    'permissions-policy': Object.entries(features)
      .map(([name, who]) => `${name}=(${who})`)
      .join(', '),
  }
  const answer = { setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value), removeHeader: () => undefined }
  helmet({
    contentSecurityPolicy: { useDefaults: false, directives: contentSecurity },
    crossOriginEmbedderPolicy: false,
    // Over plain http, in a community's own network, browsers would not heed it: see above.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })({} as never, answer as never, () => undefined)
  return headers
}

/** For a year after its last answer a browser asks this name over TLS alone. Not what stands below the name: that may be somebody else's. */
export const STAY_ON_TLS = 'max-age=31536000'

// Styles are made by the portal's component library while it runs; nothing else may come from outside or from within a page.
const contentSecurity = {
  defaultSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  objectSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
}

/** What a browser can do for a page beyond showing it, and whose pages may ask for it: '' for nobody's. A page that comes to need one says so here. */
const features = {
  autoplay: 'self', // the sound when a ticket waits too long
  camera: '',
  'display-capture': '',
  geolocation: '',
  hid: '',
  microphone: '',
  midi: '',
  payment: '',
  'publickey-credentials-get': '',
  serial: '',
  usb: '',
  'xr-spatial-tracking': '',
}
