import { isIP } from 'node:net'
import { normalizeIp } from '@nestjs/throttler'
import type { FastifyRequest } from 'fastify'

/** Of an IPv6 address whoever has one has at least all that share its first 64 bits (RFC 6177). */
const SUBNET = 64

/**
 * Whom a request is counted under where addresses are counted: the client's IPv4 address, or its IPv6 network (`2001:db8::/64`). The client is the connection's other
 * end, or whom the proxies that TRUST_PROXY names say they speak for; where what they say is no address, the proxy itself.
 */
export const clientNetwork = ({ ip, socket }: Pick<FastifyRequest, 'ip' | 'socket'>): string =>
  normalizeIp(isIP(ip) ? ip : (socket.remoteAddress ?? ''), SUBNET)
