import { Vault } from './vault'

const [first, second] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)]

describe('the vault', () => {
  const vault = new Vault(first)

  it.each(['王小明', '', ['a', 'b'], { a: 1 }, 5, 'x'.repeat(5000)])('opens what it sealed: %p', (value) => {
    const sealed = vault.seal(value, 'place')
    expect(vault.open(sealed, 'place')).toEqual(value)
    expect(vault.seal(value, 'place')).not.toBe(sealed)
  })

  it('shows no length: not how many characters a name has, nor which the tags are', () => {
    const lengthOf = (value: unknown) => vault.seal(value, 'place').length
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
      Array.from({ length: 3000 }, () => Buffer.from(vault.seal('', '').split('.')[2], 'base64url').subarray(0, 12).toString('hex')),
    )
    expect(seen.size).toBe(3000)
  })

  it('tells what was altered, moved or is not sealed, without its content', () => {
    const sealed = vault.seal('王小明', 'people/1/name')
    expect(() => vault.open(sealed, 'people/2/name')).toThrow('what lies at people/2/name was altered or moved there')
    for (const at of [12, 30, sealed.length - 2]) {
      const altered = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`
      expect(() => vault.open(altered, 'people/1/name')).toThrow('altered or moved')
    }
    expect(() => vault.open(sealed.slice(0, 20), 'people/1/name')).toThrow('altered or moved')
    expect(() => vault.open('王小明', 'people/1/name')).toThrow(/^what lies at people\/1\/name is not sealed$/)
  })

  it('opens with a former key, seals and finds with the current one, and refuses a stranger', () => {
    const both = new Vault(second, first)
    expect(both.open(vault.seal('x', 'p'), 'p')).toBe('x')
    expect(both.lookup('x', 'p')).toBe(new Vault(second).lookup('x', 'p'))
    expect(both.lookups('x', 'p')).toEqual([both.lookup('x', 'p'), vault.lookup('x', 'p')])
    expect(() => new Vault(second).open(vault.seal('x', 'p'), 'p')).toThrow('another key')
    expect(() => vault.open(both.seal('x', 'p'), 'p')).toThrow('another key')
    expect(() => new Vault(Buffer.alloc(31))).toThrow('32 bytes')
    expect(() => new Vault()).toThrow('needs a key')
  })

  it('finds the same value by the same hash, at one place only', () => {
    expect(vault.lookup('13800138000', 'a/phone')).toBe(vault.lookup('13800138000', 'a/phone'))
    expect(vault.lookup('13800138000', 'a/phone')).not.toBe(vault.lookup('13800138000', 'b/phone'))
    expect(vault.lookup('13800138000', 'a/phone')).not.toBe(new Vault(second).lookup('13800138000', 'a/phone'))
  })
})
