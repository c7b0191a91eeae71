import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import { STAY_ON_TLS, secureAnswers, securityHeaders } from './security-headers'

async function headersOf(forwarded?: string) {
  const server = Fastify({ trustProxy: 1 })
  secureAnswers(server)
  server.get('/', async () => 'an answer')
  const { headers } = await server.inject({
    url: '/',
    headers: forwarded ? { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': forwarded } : {},
  })
  await server.close()
  return headers
}

describe('every answer', () => {
  it('takes nothing from elsewhere, is framed by nobody, and lends no page what it does not use', async () => {
    const headers = await headersOf()
    for (const directive of ["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"])
      expect(String(headers['content-security-policy']).split(';')).toContain(directive)
    expect(headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'permissions-policy': expect.stringMatching(/camera=\(\), .*geolocation=\(\), .*microphone=\(\)/),
    })
  })

  it('asks to be asked over TLS from now on, where it came over TLS', async () => {
    expect((await headersOf('https'))['strict-transport-security']).toBe(STAY_ON_TLS)
    expect((await headersOf('http'))['strict-transport-security']).toBeUndefined()
    expect((await headersOf())['strict-transport-security']).toBeUndefined()
  })

  it('has the same headers where the proxy gives the portal', () => {
    const caddyfile = readFileSync(join(__dirname, '../../../../deploy/proxy/Caddyfile'), 'utf8')
    const said = (name: string) => new RegExp(`^\\s*${name} "?([^"\\n]*)"?$`, 'im').exec(caddyfile)?.[1]
    for (const [name, value] of Object.entries(securityHeaders()))
      expect([name, said(name)?.replaceAll('; ', ';')]).toEqual([name, value.replaceAll('; ', ';')])
    expect(said('header @tls strict-transport-security')).toBe(STAY_ON_TLS)
  })
})
