import type { Socket } from 'node:net'
import type { SecureContextOptions } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { toProblem } from './problem.filter'

/** How long a connection may keep its place without getting on, in milliseconds. */
export interface Patience {
  /** From its beginning, or from a request's first byte, to the end of the headers. */
  headersMs: number
  /** From a request's first byte to its last, where that is a file's: other bodies are given less (`body.ts`), and a file must keep a pace (`read-upload.ts`). */
  requestMs: number
  /** Between one answer and the next request. A proxy in front keeps its connections for less, so that it never sends into one that ends. */
  betweenMs: number
  /** While an answer goes out and nothing of it is taken. */
  idleMs: number
  /** How often the first two are looked at. */
  checkEveryMs: number
}

export const PATIENCE: Patience = { headersMs: 10_000, requestMs: 600_000, betweenMs: 72_000, idleMs: 60_000, checkEveryMs: 5_000 }

/** Options of the server, by which whoever is silent or slow loses their connection. `tls`: what it speaks TLS with. */
export const connectionOptions = ({ headersMs, requestMs, betweenMs, idleMs, checkEveryMs }: Patience, tls?: SecureContextOptions) => ({
  [tls ? 'https' : 'http']: { ...tls, handshakeTimeout: headersMs, headersTimeout: headersMs, connectionsCheckingInterval: checkEveryMs },
  requestTimeout: requestMs,
  keepAliveTimeout: betweenMs,
  connectionTimeout: idleMs,
  clientErrorHandler: refuseUnreadable,
  forceCloseConnections: 'idle' as const,
})

/** At the end, what is being answered is answered; whoever takes longer is cut off. */
export function endConnections(server: FastifyInstance): void {
  server.addHook('preClose', (done) => {
    const http = server.server
    if (!http.listening) return done()
    // A connection whose last answer has gone out waits for the next request, which will not come.
    const idle = setInterval(() => http.closeIdleConnections(), 50)
    const late = setTimeout(() => http.closeAllConnections(), ENDS_WITHIN_MS)
    http.once('close', () => {
      clearInterval(idle)
      clearTimeout(late)
    })
    done()
  })
}

const ENDS_WITHIN_MS = 3_000

/** What is not HTTP, too slow, or too long in its headers, is refused as everything else is. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  // What is no TLS, or broke off in its handshake, has nothing that an answer could be read by.
  if (!/^(HPE|ERR_HTTP)_/.test(error.code ?? '') || !socket.writable) return void socket.destroy()
  const [status, line] = unreadable[error.code ?? ''] ?? [400, 'Bad Request']
  const body = JSON.stringify({ ...toProblem({ statusCode: 400 }), status })
  const headers = `content-type: application/problem+json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close`
  socket.write(`HTTP/1.1 ${status} ${line}\r\n${headers}\r\n\r\n${body}`)
  // To end its own half alone would leave the connection to whoever does not end theirs.
  socket.destroySoon()
}

const unreadable: Record<string, [number, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
}
