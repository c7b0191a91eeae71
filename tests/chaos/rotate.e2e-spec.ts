import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StationProcess } from '@yiwang/testing'

const PASSWORD = 'demo-password'
const caller = { name: '周小川', phone: '19900000098' }

describe('a new data key for a station', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-rotate-'))
  const kept = (name: string) => readFileSync(join(directory, name), 'utf8').split('\n').filter(Boolean)
  let station: StationProcess
  let firstKey: string

  const callerKnown = async () => {
    const operator = await station.signIn('operator', PASSWORD)
    return (await (await operator(`/api/hotline/callers?phone=${caller.phone}`)).json()) as { tickets: { number: string }[] }
  }

  beforeAll(async () => {
    station = await StationProcess.on(directory, { DEMO_PASSWORD: PASSWORD })
    await station.start()
    const operator = await station.signIn('operator', PASSWORD)
    const ticket = { reporter: caller, areaCode: '320613004006', description: '楼道灯坏了三天', urgency: 'ordinary' }
    expect((await operator('/api/hotline/tickets', ticket)).status).toBe(201)
    ;[firstKey] = kept('key')
  }, 120_000)
  afterAll(async () => {
    await station.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  it('is refused while it runs, and changes nothing then', async () => {
    expect(await station.command('rotate')).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^Cannot start: another process is using the data folder/),
    })
    expect(kept('key')).toEqual([firstKey])
    await station.stop()
  }, 60_000)

  it('is finished after kill -9 by the next run, with the same new key; the station does not start before', async () => {
    for (const moment of ['Every document is to lie under the data key', 'identity.accounts:']) {
      expect((await station.commandKilledAt(moment, 'rotate')).output).not.toContain('were counted')
      expect(kept('keys-former')).toEqual([firstKey])
      await expect(station.start()).rejects.toThrow(/Cannot start: the (data key|documents) .*npm run rotate/)
    }
    const [secondKey] = kept('key')
    const { code, output } = await station.command('rotate')
    expect([code, kept('key'), kept('keys-former')]).toEqual([0, [secondKey], [firstKey]])
    expect(output).toMatch(/documents in \d+ collections were counted/)
    expect(output).toContain('KEEP THE FORMER KEY')
    expect(['key', 'keys-former'].map((name) => statSync(join(directory, name)).mode & 0o777)).toEqual([0o600, 0o600])
  }, 120_000)

  it('finds whoever was known before, and the evidence holds', async () => {
    expect(await station.command('verify')).toMatchObject({ code: 0, output: expect.stringMatching(/as they were written/) })
    await station.start()
    expect((await callerKnown()).tickets).toHaveLength(1)
    await station.stop()
    expect(await station.command('verify')).toMatchObject({ code: 0 })
  }, 120_000)

  it('says which setting is wrong', async () => {
    const [current] = kept('key')
    const withKeys = (environment: Record<string, string>) => StationProcess.on(directory, environment).then((other) => other.command('rotate'))
    expect(await withKeys({ DATA_KEYS_FORMER: 'abc' })).toMatchObject({
      code: 1,
      output: expect.stringContaining('DATA_KEYS_FORMER: must be the base64'),
    })
    expect(await withKeys({ DATA_KEY: Buffer.alloc(32, 9).toString('base64') })).toMatchObject({
      code: 1,
      output: expect.stringContaining('DATA_KEYS_FORMER'),
    })
    expect(await withKeys({ DATA_KEY: current })).toMatchObject({ code: 0, output: expect.stringContaining('nothing to do') })
  }, 60_000)
})
