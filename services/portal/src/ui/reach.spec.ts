import { mapOf, telOf } from './reach'

describe('reaching somebody from a phone', () => {
  it('dials, an extension after a pause', () => {
    expect(telOf('13800138000')).toBe('tel:13800138000')
    expect(telOf('051385510000-801')).toBe('tel:051385510000,801')
  })

  it('opens a map of the device, never a web address', () => {
    const address = '崇川区新城桥街道易家桥新村12幢302室'
    const place = encodeURIComponent(address)
    expect(mapOf(address, 'Mozilla/5.0 (Linux; Android 14; HarmonyOS)')).toBe(`geo:0,0?q=${place}`)
    expect(mapOf(address, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)')).toBe(`maps:?q=${place}`)
  })
})
