import { createHmac, type KeyObject } from 'node:crypto'
import { Controller, Get, Global, Module } from '@nestjs/common'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import { Clock } from '@yiwang/domain'
import { type Context, runInContext } from '@yiwang/persistence'
import { AuthModule, CurrentUser, EndedSessions, May, makeKeyPair, Public, PublicKeys, type Role, type Staff, signAccessToken } from '.'

let now = new Date('2026-11-23T09:00:00+08:00')
const clock = { now: () => now }
const pair = makeKeyPair()
const life = { now, seconds: 900 }
afterEach(() => {
  now = life.now
})
const staff = (role: Role, id = 'staff-1'): Staff => ({ id, account: role, name: '王小明', role, areaCode: '320600000000' })

@Controller()
@May('callers.identify')
class Doors {
  @Get('own') own(@CurrentUser() by: Staff) {
    return by
  }
  @Get('admin') @May('accounts.manage') admin() {
    return 'admin'
  }
  @Get('plain') @May('areas.read') plain() {
    return 'plain'
  }
  @Get('me') @May('sign-in.own') me() {
    return 'me'
  }
  @Get('read') @May('own.read') read(@CurrentUser() by: Staff) {
    return by
  }
  @Get('report') @May('own.report') report() {
    return 'report'
  }
  @Get('open') @Public() open() {
    return 'open'
  }
}

@Controller('forgotten')
class Forgotten {
  @Get() nobodySaidWhoMay() {
    return 'leaked'
  }
}

@Global()
@Module({ providers: [{ provide: Clock, useValue: clock }], exports: [Clock] })
class Time {}

async function open(identityUrl?: string): Promise<NestFastifyApplication> {
  const module = await Test.createTestingModule({ imports: [Time, AuthModule.forRoot({ identityUrl })], controllers: [Doors, Forgotten] }).compile()
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter())
  app.useGlobalFilters({
    catch: (error, host) =>
      host
        .switchToHttp()
        .getResponse()
        .status(418)
        .send({ code: error.code ?? error.name }),
  })
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  app.get(PublicKeys).add({ ...pair.publicKey.export({ format: 'jwk' }), kid: 'k1' } as never)
  return app
}

let app: NestFastifyApplication
beforeAll(async () => {
  app = await open()
})
afterAll(() => app.close())

const ask = async (url: string, token?: string, at = app) => {
  const answer = await at.inject({ url, headers: token ? { authorization: `Bearer ${token}` } : {} })
  return answer.statusCode === 200 ? answer.body : answer.json().code
}
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claims = (token: string) => token.split('.')[1]

describe('a door', () => {
  const token = (role: Role, key: KeyObject = pair.privateKey, kid = 'k1') => signAccessToken(key, kid, staff(role), life)

  it('opens to those who may, and tells who asks', async () => {
    expect(JSON.parse(await ask('/own', token('operator')))).toEqual(staff('operator'))
    expect(await ask('/own', token('admin'))).toBe('not-allowed')
    expect(await ask('/own')).toBe('not-signed-in')
  })

  it('is told of all that a token says, and of nothing else', async () => {
    const said = { roles: ['worker', 'clerk'] as Role[], unitId: 'u', organisationId: 'o', residentId: 'r', sid: 's' }
    const more = { ...staff('operator'), ...said, passwordHash: 'x' }
    expect(JSON.parse(await ask('/own', signAccessToken(pair.privateKey, 'k1', { ...more, roles: ['operator'] }, life)))).toEqual({
      ...staff('operator'),
      ...said,
      roles: ['operator'],
    })
    expect(await ask('/own', signAccessToken(pair.privateKey, 'k1', more, life))).toBe('not-allowed')
  })

  it("follows its own word rather than its class's", async () => {
    expect(await ask('/admin', token('admin'))).toBe('admin')
    expect(await ask('/admin', token('operator'))).toBe('not-allowed')
    expect(await ask('/open')).toBe('open')
  })

  it.each(['own-password', 'second-factor'] as const)('opens to whoever has to put their sign-in right (%s) for that alone', async (must) => {
    const bound = signAccessToken(pair.privateKey, 'k1', { ...staff('admin'), must }, life)
    expect(await ask('/admin', bound)).toBe(`${must}-first`)
    expect(await ask('/own', bound)).toBe(`${must}-first`)
    expect(await ask('/me', bound)).toBe('me')
    expect(await ask('/admin', bound)).toBe(`${must}-first`)
    expect(await ask('/open', bound)).toBe('open')
    expect(await ask('/me', token('admin'))).toBe('me')
    expect(await ask('/me', token('terminal'))).toBe('not-allowed')
  })

  it('says of the work behind it that it is done for somebody', async () => {
    const workAt = async (url: string) => {
      const work: Context = { correlation: 'c' }
      await runInContext(work, () => ask(url, token('operator')))
      return work.signedIn
    }
    expect(await workAt('/own')).toBe(true)
    expect(await workAt('/open')).toBeUndefined()
  })

  it('says of the work behind it who does it, and for whom where that is another', async () => {
    const actorAt = async (by: Staff) => {
      const work: Context = { correlation: 'c' }
      await runInContext(work, () => ask('/read', signAccessToken(pair.privateKey, 'k1', by, life)))
      return work.actor
    }
    const daughter = staff('resident', 'daughter')
    expect(await actorAt({ ...daughter, residentId: 'daughter' })).toEqual({ id: 'daughter', role: 'resident' })
    const acting = { ...daughter, residentId: 'mother', proxy: { id: 'p', may: ['see' as const] } }
    expect(await actorAt(acting)).toEqual({ id: 'daughter', role: 'resident', for: 'mother' })
    expect(JSON.parse(await ask('/read', signAccessToken(pair.privateKey, 'k1', acting, life)))).toEqual(acting)
    expect(await ask('/report', signAccessToken(pair.privateKey, 'k1', acting, life))).toBe('not-allowed')
  })

  it('stays closed where nobody said who may', async () => {
    expect(await ask('/forgotten', token('admin'))).toBe('not-allowed')
    expect(await ask('/forgotten')).toBe('not-allowed')
  })

  const other = makeKeyPair().privateKey
  const publicPem = pair.publicKey.export({ format: 'pem', type: 'spki' })
  const hs256 = `${part({ alg: 'HS256', typ: 'JWT', kid: 'k1' })}.${claims(token('operator'))}`
  const [header, , signature] = token('operator').split('.')
  const withClaims = (change: object): object =>
    JSON.parse(JSON.stringify({ ...JSON.parse(Buffer.from(claims(token('operator')), 'base64url').toString()), ...change }))

  it.each([
    ['unsigned (alg none)', `${part({ alg: 'none', kid: 'k1' })}.${claims(token('operator'))}.`],
    ['signed with the public key as a secret', `${hs256}.${createHmac('sha256', publicPem).update(hs256).digest('base64url')}`],
    ["signed with another key under our key's name", token('operator', other)],
    ['signed with a key that nobody knows', token('operator', other, 'k2')],
    ['altered', `${header}.${part(withClaims({ role: 'admin' }))}.${signature}`],
    ['expired', signAccessToken(pair.privateKey, 'k1', staff('operator'), { now: new Date(now.getTime() - 900_000), seconds: 900 })],
    ['not a token', 'nonsense'],
    ['a token of three dots', '...'],
    ['two tokens', `${token('operator')} ${token('operator')}`],
    ['longer than any token', `${token('operator')}${'x'.repeat(4_000)}`],
  ])('refuses what is %s', async (_, forged) => {
    expect(await ask('/own', forged)).toBe('not-signed-in')
  })

  it('says so where identity is away and nobody can tell whether a token is right', async () => {
    const elsewhere = await open('http://127.0.0.1:9')
    expect(await ask('/own', token('operator', other, 'k2'), elsewhere)).toBe('keys-unavailable')
    expect(await ask('/own', 'nonsense', elsewhere)).toBe('not-signed-in')
    expect(await ask('/plain', token('operator'), elsewhere)).toBe('plain')
    expect(await ask('/own', token('operator'), elsewhere)).toBe('sessions-unknown')
    expect(await ask('/open', undefined, elsewhere)).toBe('open')
    await elsewhere.close()
  })

  it('refuses tokens of another issuer or for another audience', async () => {
    const { JwtService } = await import('@nestjs/jwt')
    const sign = (change: object) => new JwtService().sign(withClaims(change), { privateKey: pair.privateKey, algorithm: 'ES256', keyid: 'k1' })
    expect(JSON.parse(await ask('/own', sign({})))).toEqual(staff('operator'))
    expect(await ask('/own', sign({ iss: 'elsewhere' }))).toBe('not-signed-in')
    expect(await ask('/own', sign({ aud: 'elsewhere' }))).toBe('not-signed-in')
    expect(await ask('/own', sign({ exp: undefined }))).toBe('not-signed-in')
  })

  it('that knows a token already still refuses it once it is over', async () => {
    const known = token('operator')
    expect(JSON.parse(await ask('/own', known))).toEqual(staff('operator'))
    expect(JSON.parse(await ask('/own', known))).toEqual(staff('operator'))
    expect(await ask('/admin', known)).toBe('not-allowed')
    now = new Date(life.now.getTime() + 900_000)
    expect(await ask('/own', known)).toBe('not-signed-in')
  })

  it('is shut to whoever’s session has ended, at once, and to nobody else', async () => {
    const ended = app.get(EndedSessions)
    const tokens = ['sid-1', 'sid-2'].map((sid) => signAccessToken(pair.privateKey, 'k1', { ...staff('operator'), sid }, life))
    for (const one of tokens) expect(JSON.parse(await ask('/own', one)).account).toBe('operator')
    ended.add(['sid-1'])
    expect(await ask('/own', tokens[0])).toBe('not-signed-in')
    expect(JSON.parse(await ask('/own', tokens[1])).sid).toBe('sid-2')
  })

  it('that gives rights asks identity where it may not have heard, and is shut where nobody answers', async () => {
    const ended = app.get(EndedSessions)
    const admin = signAccessToken(pair.privateKey, 'k1', { ...staff('admin'), sid: 'sid-3' }, life)
    expect(await ask('/admin', admin)).toBe('admin')
    let list = async (): Promise<string[]> => Promise.reject(new Error('away'))
    ended.readFrom(() => list())
    expect(await ask('/admin', admin)).toBe('sessions-unknown')
    expect(await ask('/plain', admin)).toBe('plain')
    await new Promise((resolve) => setTimeout(resolve, 0))
    list = async () => ['sid-3']
    const now = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 2_000)
    expect(await ask('/admin', admin)).toBe('not-signed-in')
    expect(await ask('/plain', admin)).toBe('not-signed-in')
    // News come again, and the list is read once more.
    ended.hear(() => true)
    await ended.lookAgain()
    now.mockRestore()
  })

  it('never mistakes one asker for another who asks at the same moment', async () => {
    const ids = Array.from({ length: 50 }, (_, at) => `staff-${at}`)
    const answers = await Promise.all(ids.map((id) => ask('/own', signAccessToken(pair.privateKey, 'k1', staff('operator', id), life))))
    expect(answers.map((answer) => JSON.parse(answer).id)).toEqual(ids)
  })
})
