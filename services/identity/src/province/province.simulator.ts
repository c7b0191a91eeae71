import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JwtService } from '@nestjs/jwt'
import { makeKeyPair } from '@yiwang/auth'
import type { Provider } from './province.settings'
import { simulatedPeople } from './simulated-people'

interface Granted {
  person: (typeof simulatedPeople)[number]
  challenge: string
  nonce: string
  until: number
}

const MINUTE_MS = 60_000
const LONGEST_BODY = 10_000
const secret = (): string => randomBytes(24).toString('base64url')
const jwt = new JwtService()

/**
 * A province's sign-in for trying out: an OpenID provider on this machine that asks nobody for anything. Whoever opens it chooses whom of some made-up people to be. It
 * listens on the loopback address alone, and the settings refuse it beside a real one.
 */
export class ProvinceSimulator {
  private readonly pair = makeKeyPair()
  private readonly granted = new Map<string, Granted>()
  private readonly server: Server
  /** Hexadecimal: what OAuth's Basic would escape is not in it. */
  private readonly secret = randomBytes(24).toString('hex')

  private constructor(private readonly provider: Pick<Provider, 'clientId' | 'redirect' | 'numberClaim' | 'nameClaim'>) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.writeHead(400).end())
    })
  }

  static async start(port: number, provider: Pick<Provider, 'clientId' | 'redirect' | 'numberClaim' | 'nameClaim'>): Promise<ProvinceSimulator> {
    const simulator = new ProvinceSimulator(provider)
    simulator.server.listen(port, '127.0.0.1')
    await once(simulator.server, 'listening')
    return simulator
  }

  /** By what a client knows it. */
  get known(): { issuer: string; secret: string } {
    return { issuer: this.issuer, secret: this.secret }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections()
    this.server.close()
    await once(this.server, 'close')
  }

  private get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer)
    const door = `${request.method} ${url.pathname}`
    if (door === 'GET /.well-known/openid-configuration') return json(response, this.metadata())
    if (door === 'GET /jwks')
      return json(response, { keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'simulator', use: 'sig', alg: 'ES256' }] })
    if (door === 'GET /authorize') return this.ask(url, response)
    if (door === 'GET /choose') return this.grant(url, response)
    if (door === 'POST /token') return this.exchange(request, response)
    response.writeHead(404).end()
  }

  private metadata() {
    const { issuer } = this
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic'],
      code_challenge_methods_supported: ['S256'],
    }
  }

  /** Whom of them to be; or to go back without. */
  private ask({ searchParams }: URL, response: ServerResponse): void {
    if (!this.isOurs(searchParams)) return void response.writeHead(400).end('unknown client')
    const to = (more: Record<string, string>) => escaped(`/choose?${new URLSearchParams({ ...Object.fromEntries(searchParams), ...more })}`)
    const links = simulatedPeople.map(({ name }, at) => `<li><a href="${to({ person: String(at) })}">${name}</a></li>`)
    const page = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>统一身份认证（模拟）</title>
<body style="font:1.25rem/2 sans-serif;max-width:26rem;margin:2rem auto;padding:0 1rem"><h1>统一身份认证（模拟）</h1><p>仅供试用：请选择以谁的身份登录。For trying out: choose who you are.</p>
<ul>${links.join('')}</ul><p><a href="${to({ refused: '1' })}">不同意 Refuse</a></p>`
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" })
      .end(page)
  }

  private grant({ searchParams }: URL, response: ServerResponse): void {
    const person = simulatedPeople[Number(searchParams.get('person'))]
    if (!this.isOurs(searchParams)) return void response.writeHead(400).end('unknown client')
    const back = new URL(this.provider.redirect)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    if (searchParams.has('refused') || !person) back.searchParams.set('error', 'access_denied')
    else {
      const code = secret()
      const [challenge, nonce] = [searchParams.get('code_challenge') ?? '', searchParams.get('nonce') ?? '']
      this.granted.set(code, { person, challenge, nonce, until: Date.now() + MINUTE_MS })
      back.searchParams.set('code', code)
    }
    response.writeHead(302, { location: back.href }).end()
  }

  /** Once, to whoever knows the client's secret and what the challenge was made of. */
  private async exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = new URLSearchParams(await bodyOf(request))
    const code = asked.get('code') ?? ''
    const granted = this.granted.get(code)
    this.granted.delete(code)
    const basic = `Basic ${Buffer.from(`${this.provider.clientId}:${this.secret}`).toString('base64')}`
    if (!same(request.headers.authorization ?? '', basic)) return json(response, { error: 'invalid_client' }, 401)
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url')
    const isRight =
      granted && granted.until > Date.now() && same(challenge, granted.challenge) && asked.get('redirect_uri') === this.provider.redirect
    if (!isRight) return json(response, { error: 'invalid_grant' }, 400)
    const { person, nonce } = granted
    const claims = { nonce, [this.provider.numberClaim]: person.number, [this.provider.nameClaim]: person.name }
    const signing = {
      issuer: this.issuer,
      audience: this.provider.clientId,
      subject: person.number,
      expiresIn: '5m',
      algorithm: 'ES256',
      keyid: 'simulator',
    } as const
    json(response, {
      access_token: secret(),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: jwt.sign(claims, { privateKey: this.pair.privateKey, ...signing }),
    })
  }

  private isOurs = (asked: URLSearchParams): boolean =>
    asked.get('client_id') === this.provider.clientId &&
    asked.get('redirect_uri') === this.provider.redirect &&
    asked.get('code_challenge_method') === 'S256'
}

function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body))
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) {
    body += chunk
    if (body.length > LONGEST_BODY) throw new Error('too long')
  }
  return body
}

const same = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
