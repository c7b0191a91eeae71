import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { houseSettings, readSettings } from './settings'

const folder = mkdtempSync(join(tmpdir(), 'yiwang-settings-'))
const before = { ...process.env }
afterEach(() => {
  process.env = { ...before }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const given = (environment: Record<string, string>) => {
  Object.assign(process.env, environment)
  return () => readSettings(houseSettings)
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

describe('what is secret', () => {
  it('may lie in a file', () => {
    const read = given({ KAFKA_SASL_PASSWORD_FILE: file('password', 'a secret\n'), REDIS_URL_FILE: file('redis', 'rediss://hotline:x@redis:6379\n') })
    expect(read()).toMatchObject({ KAFKA_SASL_PASSWORD: 'a secret', REDIS_URL: 'rediss://hotline:x@redis:6379' })
  })

  it.each<[Record<string, string>, string]>([
    [{ DATA_KEY_FILE: '/none' }, 'DATA_KEY_FILE: /none cannot be read: ENOENT'],
    [{ DATA_KEY_FILE: '/none', DATA_KEY: 'x' }, 'DATA_KEY_FILE: stands in the place of DATA_KEY: set one of the two'],
    [{ DATA_KEY_FILE: file('short', 'short') }, 'DATA_KEY: must be the base64 of 32 bytes'],
  ])('is named where %j is wrong', (environment, message) => {
    expect(given(environment)).toThrow(message)
  })

  it('is not read from a file where it is none', () => {
    expect(given({ PORT_FILE: file('port', '1'), PORT: '8081' })()).toMatchObject({ PORT: 8081 })
  })
})

it.each([['/none'], [file('letter', 'a letter')]])('an authority of %s is none, and ends the start', (path) => {
  expect(given({ NODE_EXTRA_CA_CERTS: path })).toThrow('NODE_EXTRA_CA_CERTS: must be a file of certificates')
})
