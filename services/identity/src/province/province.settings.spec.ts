import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provinceSettings } from './province.settings'

const file = join(tmpdir(), `yiwang-oidc-${process.pid}`)
const whole = {
  RESIDENT_OIDC_ISSUER: 'https://sso.example.cn',
  RESIDENT_OIDC_CLIENT_ID: 'nantong',
  RESIDENT_OIDC_SECRET_FILE: file,
  RESIDENT_OIDC_REDIRECT: 'https://city.example/my',
}

function given(settings: Record<string, string | undefined>) {
  Object.assign(process.env, Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value ?? ''])))
  try {
    return provinceSettings()
  } finally {
    for (const name of Object.keys(settings)) delete process.env[name]
  }
}

beforeAll(() => writeFileSync(file, 'secret\n'))

describe('the settings of the province’s sign-in', () => {
  it('are none, or whole', () => {
    expect(given({})).toEqual({})
    expect(given(whole).provider).toMatchObject({ issuer: 'https://sso.example.cn', clientId: 'nantong', secret: 'secret', numberClaim: 'id_number' })
    expect(() => given({ ...whole, RESIDENT_OIDC_REDIRECT: 'http://city.example/my' })).toThrow(/RESIDENT_OIDC_REDIRECT: must be https/)
    for (const name of ['RESIDENT_OIDC_CLIENT_ID', 'RESIDENT_OIDC_SECRET_FILE', 'RESIDENT_OIDC_REDIRECT'])
      expect(() => given({ ...whole, [name]: undefined })).toThrow(name)
    expect(() => given({ ...whole, RESIDENT_OIDC_ISSUER: 'http://sso.example.cn' })).toThrow(/RESIDENT_OIDC_ISSUER: must be https/)
  })

  it('take a simulator only for trying out: alone, and on this machine', () => {
    expect(given({ RESIDENT_OIDC_SIMULATOR: '9', RESIDENT_OIDC_REDIRECT: 'http://localhost:8080/my' }).simulator).toBe(9)
    expect(() => given({ ...whole, RESIDENT_OIDC_SIMULATOR: '9' })).toThrow(/not beside RESIDENT_OIDC_ISSUER/)
    expect(() => given({ RESIDENT_OIDC_SIMULATOR: '9', RESIDENT_OIDC_REDIRECT: whole.RESIDENT_OIDC_REDIRECT })).toThrow(/on this machine/)
    expect(() => given({ RESIDENT_OIDC_SIMULATOR: '9' })).toThrow(/on this machine/)
    const servers = { MONGODB_URI: 'mongodb://db:27017/yiwang', KAFKA_BROKERS: 'kafka:9092', REDIS_URL: 'redis://redis:6379' }
    for (const others of [{ HOST: '0.0.0.0' }, { TRUST_PROXY: '1' }, servers])
      expect(() => given({ RESIDENT_OIDC_SIMULATOR: '9', RESIDENT_OIDC_REDIRECT: 'http://localhost:8080/my', ...others })).toThrow(/for trying out/)
  })
})
