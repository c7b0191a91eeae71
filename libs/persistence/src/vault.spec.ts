import { sign, verify } from 'node:crypto'
import { sealedBefore } from '../../testing/src/sealed-before'
import { everythingOf, type Keyring } from './keyring'
import { Vault } from './vault'

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]
const TOPIC = 'hotline.events'

/** What the kiosk is given: its own, and the hotline's topic. */
function partOf(dataKey: Buffer): Keyring {
  const all = everythingOf(dataKey)
  return {
    ...all,
    service: (name) => (name === 'kiosk' ? all.service(name) : undefined),
    topic: (name) => (['kiosk.events', TOPIC].includes(name) ? all.topic(name) : undefined),
    station: undefined,
  }
}

describe('the vault', () => {
  const vault = new Vault(first)

  it.each(['王小明', '', ['a', 'b'], { a: 1 }, 5, 'x'.repeat(5000)])('opens what it sealed: %p', (value) => {
    const sealed = vault.seal(value, 'place', TOPIC)
    expect(vault.open(sealed, 'place', TOPIC)).toEqual(value)
    expect(vault.seal(value, 'place', TOPIC)).not.toBe(sealed)
  })

  it('shows no length: not how many characters a name has, nor which the tags are', () => {
    const lengthOf = (value: unknown) => vault.seal(value, 'place', TOPIC).length
    const short = [
      '',
      '王芳',
      '阿依古丽·买买提江',
      '13800138000',
      1945,
      [],
      ['disabled'],
      ['living-alone'],
      ['elderly', 'living-alone', 'disabled', 'destitute'],
    ]
    expect(new Set(short.map(lengthOf)).size).toBe(1)
    expect(lengthOf('x'.repeat(100))).toBe(lengthOf('y'.repeat(70)))
  })

  it('never uses the same random bytes twice', () => {
    const seen = new Set(
      Array.from({ length: 3000 }, () =>
        Buffer.from(vault.seal('', '', TOPIC).split('.')[2], 'base64url')
          .subarray(0, 12)
          .toString('hex'),
      ),
    )
    expect(seen.size).toBe(3000)
  })

  it('tells what was altered, moved or is not sealed, without its content', () => {
    const sealed = vault.seal('王小明', 'e1/name', TOPIC)
    expect(() => vault.open(sealed, 'e2/name', TOPIC)).toThrow('what lies at e2/name was altered or moved there')
    expect(() => vault.open(sealed, 'e1/name', 'kiosk.events')).toThrow('what lies at e1/name was altered or moved there')
    for (const at of [12, 30, sealed.length - 2]) {
      const altered = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      expect(() => vault.open(altered, 'e1/name', TOPIC)).toThrow('altered or moved')
    }
    expect(() => vault.open(sealed.slice(0, 20), 'e1/name', TOPIC)).toThrow('altered or moved')
    expect(() => vault.open('王小明', 'e1/name', TOPIC)).toThrow(/^what lies at e1\/name is not sealed$/)
  })

  it('opens with a former key, seals and finds with the current one, and refuses a stranger', () => {
    const both = new Vault(second, first)
    expect(both.open(vault.seal('x', 'p', TOPIC), 'p', TOPIC)).toBe('x')
    expect(both.of('hotline').hash('x', 'p')).toBe(new Vault(second).of('hotline').hash('x', 'p'))
    expect(both.requestHashes('hotline', 'x')).toEqual([second, first].flatMap((key) => new Vault(key).requestHashes('hotline', 'x')))
    expect(() => new Vault(second).open(vault.seal('x', 'p', TOPIC), 'p', TOPIC)).toThrow('another key')
    expect(() => vault.open(both.seal('x', 'p', TOPIC), 'p', TOPIC)).toThrow('another key')
    expect(() => new Vault(Buffer.alloc(31))).toThrow('32 bytes')
    expect(() => new Vault()).toThrow('needs a key')
  })

  it('opens what was sealed before each topic had a key', () => {
    const sealed = sealedBefore(first, '王小明', 'e1/name')
    expect(vault.open(sealed, 'e1/name', TOPIC)).toBe('王小明')
    expect(vault.open(sealed, 'e1/name')).toBe('王小明')
    expect(() => vault.open(vault.seal('x', 'p', TOPIC), 'p')).toThrow('not sealed')
  })

  it('knows requests of the time when all services hashed them with one key, where there was one here', () => {
    expect(vault.requestHashes('hotline', 'x')).toHaveLength(1)
    const older = new Vault(second, first)
    older.usedTogether([vault.keyIds[0]])
    const [now, former, earlier] = older.requestHashes('hotline', 'x')
    expect([now, former]).toEqual(new Vault(second, first).requestHashes('hotline', 'x'))
    expect(older.requestHashes('kiosk', 'x')[2]).toBe(earlier)
    expect(older.requestHashes('kiosk', 'x')[0]).not.toBe(now)
  })

  it('finds the same value by the same hash, at one place only', () => {
    const { hash } = vault.of('hotline')
    expect(hash('13800138000', 'a/phone')).toBe(hash('13800138000', 'a/phone'))
    expect(hash('13800138000', 'a/phone')).not.toBe(hash('13800138000', 'b/phone'))
    expect(hash('13800138000', 'a/phone')).not.toBe(vault.of('kiosk').hash('13800138000', 'a/phone'))
    expect(hash('13800138000', 'a/phone')).not.toBe(new Vault(second).of('hotline').hash('13800138000', 'a/phone'))
  })

  it('signs for a station and for each service with other keys; what a service signed is taken for no other, and what all signed together for each', () => {
    const record = Buffer.from('seal 1')
    const isBy = (key: ReturnType<Vault['signingKey']>, service?: string) =>
      vault.verifyingKeys(service).some((known) => verify(null, record, known, sign(null, record, key)))
    expect(isBy(vault.signingKey('kiosk'), 'kiosk')).toBe(true)
    expect(isBy(vault.signingKey('kiosk'), 'hotline')).toBe(false)
    expect(isBy(vault.signingKey('kiosk'))).toBe(false)
    expect(isBy(vault.signingKey())).toBe(true)
    expect(isBy(vault.signingKey(), 'kiosk')).toBe(true)
  })
})

describe('the vault of one service', () => {
  const whole = new Vault(second, first)
  const kiosk = new Vault(partOf(second), partOf(first))

  it('opens its own documents and files, and the topics that it is given, under each key', () => {
    expect(kiosk.keyIds).toEqual(whole.keyIds)
    expect(kiosk.of('kiosk').open(whole.of('kiosk').seal('x', 'b'), 'b', 'p')).toBe('x')
    expect(kiosk.of('kiosk').open(new Vault(first).of('kiosk').seal('x', 'b'), 'b', 'p')).toBe('x')
    for (const vault of [whole, new Vault(first)]) expect(kiosk.open(vault.seal('x', 'p', TOPIC), 'p', TOPIC)).toBe('x')
    expect(whole.open(kiosk.seal('x', 'p', 'kiosk.events'), 'p', 'kiosk.events')).toBe('x')
    const file = { service: 'kiosk', id: 'f', salt: Buffer.alloc(8) }
    expect(kiosk.blobKey(file, whole.keyIds[1])).toEqual(whole.blobKey(file, whole.keyIds[1]))
  })

  it('opens nobody else’s, and signs for nobody else', () => {
    expect(() => kiosk.of('hotline')).toThrow('the keys of hotline are not at hand')
    expect(() => kiosk.of('kiosk').open(whole.of('hotline').seal('x', 'b'), 'b', 'p')).toThrow('altered or moved')
    const sealed = whole.seal('x', 'p', 'identity.events')
    expect(() => kiosk.open(sealed, 'p', 'identity.events')).toThrow(/key of identity\.events .*not at hand/)
    expect(() => kiosk.open(sealed, 'p', TOPIC)).toThrow('altered or moved')
    expect(() => kiosk.blobKey({ service: 'hotline', id: 'f', salt: Buffer.alloc(8) }, whole.keyIds[0])).toThrow('another key')
    kiosk.requireTopic(TOPIC)
    expect(() => kiosk.requireTopic('identity.events')).toThrow(/KEYS_FILE does not hold the key of identity\.events.*npm run keys/)
    expect(() => kiosk.signingKey('hotline')).toThrow('not at hand')
    expect(() => kiosk.signingKey()).toThrow('not at hand')
  })
})
