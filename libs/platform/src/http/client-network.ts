import { BlockList, isIP } from 'node:net'
import { normalizeIp } from '@nestjs/throttler'
import type { FastifyRequest } from 'fastify'

/** Of an IPv6 address whoever has one has at least all that share its first 64 bits (RFC 6177). */
const SUBNET = 64

/**
 * Whom a request is counted under where addresses are counted: the client's IPv4 address, or its IPv6 network (`2001:db8::/64`). The client is the connection's other
 * end, or whom the proxies that TRUST_PROXY names say they speak for; where what they say is no address, the proxy itself.
 */
export const clientNetwork = (request: Connection): string => normalizeIp(addressOf(request), SUBNET)

type Connection = Pick<FastifyRequest, 'ip' | 'socket'>

const addressOf = ({ ip, socket }: Connection): string => (isIP(ip) ? ip : (socket.remoteAddress ?? ''))

/** An address, or a network as `10.20.0.0/16`: which family, from where, how many bits are the network's. Undefined for anything else. */
function networkOf(text: string): { family: 'ipv4' | 'ipv6'; address: string; bits: number } | undefined {
  const [, address = '', written] = /^([\d.a-f:]+)(?:\/(\d{1,3}))?$/i.exec(text) ?? []
  const version = isIP(address)
  const most = version === 4 ? 32 : 128
  const bits = written === undefined ? most : Number(written)
  return version && bits <= most ? { family: version === 4 ? 'ipv4' : 'ipv6', address, bits } : undefined
}

export const isNetwork = (text: string): boolean => networkOf(text) !== undefined

/** Whether a request comes from one of these addresses and networks; what is none of either lets nobody in. */
export function isFrom(networks: readonly string[], request: Connection): boolean {
  const list = new BlockList()
  for (const { address, bits, family } of networks.map(networkOf).filter((one) => one !== undefined)) list.addSubnet(address, bits, family)
  const address = addressOf(request)
  return isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}
