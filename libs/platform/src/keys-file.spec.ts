import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Vault } from '@yiwang/persistence'
import { dataKeys } from './data-keys'
import { readKeys, writeKeys } from './keys-file'
import { SettingsError } from './settings'

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const folder = mkdtempSync(join(tmpdir(), 'yiwang-keys-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, 'keys', 'kiosk', 'keys.json')
const write = (...keys: Buffer[]) => writeKeys(path, { service: 'kiosk', topics: ['kiosk.events', 'hotline.events'], dataKeys: keys })
const modeOf = (of: string) => statSync(of).mode & 0o777

describe('the file of keys of one service', () => {
  it('is for its owner alone, and takes the place of the one before', () => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, 'of before', { mode: 0o644 })
    chmodSync(dirname(path), 0o755)
    write(first)
    write(second, first)
    expect([modeOf(path), modeOf(dirname(path))]).toEqual([0o600, 0o700])
  })

  it('gives what the service needs of each key, and no data key', () => {
    write(second, first)
    const kiosk = new Vault(...readKeys(path, 'kiosk'))
    const whole = new Vault(second, first)
    expect([kiosk.keyIds, kiosk.isWhole]).toEqual([whole.keyIds, false])
    expect(kiosk.open(whole.seal('x', 'p', 'hotline.events'), 'p', 'hotline.events')).toBe('x')
    expect(() => kiosk.open(whole.seal('x', 'p', 'identity.events'), 'p', 'identity.events')).toThrow('not at hand')
    expect(() => kiosk.of('hotline')).toThrow('the keys of hotline are not at hand')
    const text = readFileSync(path, 'utf8')
    for (const key of [first, second]) expect(text).not.toContain(key.toString('base64').slice(0, 20))
  })

  it('is refused where it is another service’s, is none, or is not there, without a word of its content', () => {
    write(first)
    expect(() => readKeys(path, 'hotline')).toThrow(new SettingsError(`KEYS_FILE: ${path} holds the keys of kiosk, and this is hotline`))
    const secret = readFileSync(path, 'utf8')
    for (const broken of ['', '{}', 'c2VjcmV0', secret.replace('"hashes"', '"hash"'), secret.replace(/"seals": "..../, '"seals": "')]) {
      writeFileSync(path, broken)
      expect(() => readKeys(path, 'kiosk')).toThrow(new SettingsError(`KEYS_FILE: ${path} is no file of keys as \`npm run keys\` writes it`))
    }
    expect(() => readKeys(join(folder, 'none'), 'kiosk')).toThrow('cannot be read: ENOENT')
  })

  it('is not enough for what works on the whole house', () => {
    expect(() => dataKeys({ DATA_DIR: folder, KEYS_FILE: path })).toThrow('KEYS_FILE: holds the keys of one service')
  })
})
