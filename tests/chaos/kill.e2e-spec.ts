import { randomInt, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMMUNITY, StationProcess } from '@yiwang/testing'
import { checkCharacter } from '../../services/information-network/src/residents/identity-number'

const PASSWORD = 'kill-it-twenty-times'
const KILLS = 20
const CALLERS = 8
const PEOPLE = 3_000

type Ask = Awaited<ReturnType<StationProcess['signIn']>>

/** What a caller was promised: its key, and the ticket that the station acknowledged. */
interface Acknowledged {
  key: string
  id: string
  number: string
}

describe('the station under kill -9', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yiwang-kill-'))
  const acknowledged: Acknowledged[] = []
  /** Keys whose answer never came: the caller asks again with the same key, as a client does. */
  const unanswered = new Set<string>()
  let station: StationProcess
  let residentId: string

  afterAll(async () => {
    await station?.kill()
    rmSync(directory, { recursive: true, force: true })
  })

  const ticket = (key: string) => ({
    reporter: { name: '陈秀英', phone: '13900000017', residentId },
    areaCode: COMMUNITY,
    description: `第 ${key} 件：楼下的井盖松动。`,
    urgency: 'ordinary',
  })

  async function create(ask: Ask, key: string): Promise<void> {
    unanswered.add(key)
    const answer = await ask('/api/hotline/tickets', ticket(key), { 'idempotency-key': key })
    const body = (await answer.json()) as { id: string; number: string }
    if (answer.status !== 201) throw new Error(JSON.stringify(body))
    unanswered.delete(key)
    acknowledged.push({ key, id: body.id, number: body.number })
  }

  async function everyTicket(ask: Ask): Promise<{ id: string; number: string; description: string }[]> {
    const all = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const answer = await ask(`/api/hotline/tickets?sort=-createdAt&limit=200&areaCode=${COMMUNITY}${cursor ? `&cursor=${cursor}` : ''}`)
      const { items, next } = (await answer.json()) as { items: { id: string; number: string; description: string }[]; next: string | null }
      all.push(...items)
      cursor = next
    }
    return all
  }

  it(`loses nothing that it acknowledged and does nothing twice, killed ${KILLS} times while it works`, async () => {
    station = await StationProcess.on(directory, { DEMO_PASSWORD: PASSWORD })
    for (let kill = 0; kill < KILLS; kill++) {
      await station.start()
      const ask = await station.signIn('operator', PASSWORD)
      if (!residentId) {
        const resident = {
          name: '陈秀英',
          identityNumber: '320602194001010023',
          phone: '13900000017',
          areaCode: COMMUNITY,
          address: '易家桥新村 1 幢 101 室',
        }
        const answer = await ask('/api/information-network/residents', resident)
        residentId = ((await answer.json()) as { id: string }).id
      }
      const again = [...unanswered]
      const killed = { yet: false }
      const callers = Array.from({ length: CALLERS }, async () => {
        while (!killed.yet) await create(ask, again.pop() ?? randomUUID()).catch(() => undefined)
      })
      await new Promise((resolve) => setTimeout(resolve, 150 + randomInt(400)))
      await station.kill()
      killed.yet = true
      await Promise.all(callers)
    }

    await station.start()
    const ask = await station.signIn('operator', PASSWORD)
    for (const key of [...unanswered]) await create(ask, key)

    const stored = new Map((await everyTicket(ask)).map((one) => [one.id, one]))
    const ours = [...stored.values()].filter(({ description }) => description.startsWith('第 '))
    expect(acknowledged.filter(({ id, number }) => stored.get(id)?.number !== number)).toEqual([])
    expect(new Set(acknowledged.map(({ key }) => key)).size).toBe(ours.length)
    expect(new Set(ours.map(({ description }) => description)).size).toBe(ours.length)
    expect(new Set(ours.map(({ number }) => number)).size).toBe(ours.length)

    const received = await receivedOnTimeline(ours.length)
    expect(new Set(received).size).toBe(received.length)
    expect(new Set(received)).toEqual(new Set(ours.map(({ id }) => id)))

    await station.stop()
    const { code, output } = await station.command('verify')
    expect(output).toMatch(/\d+ events/)
    expect(code).toBe(0)
    expect(station.output).not.toMatch(/陈秀英|13900000017|320602194001010023|井盖/)
  }, 300_000)

  it('goes on with a table of residents where it was, and registers everybody once', async () => {
    const rows = Array.from({ length: PEOPLE }, (_, n) => {
      const digits = `3206991950${String(1 + Math.floor(n / 999)).padStart(2, '0')}15${String(1 + (n % 999)).padStart(3, '0')}`
      return `王某某,${digits}${checkCharacter(digits)},13900000018,易家桥新村 ${n} 号,${COMMUNITY}`
    })
    const table = () => {
      const form = new FormData()
      form.append('file', new Blob([['姓名,身份证号,电话,住址,社区代码', ...rows].join('\n')], { type: 'text/csv' }), 'people.csv')
      return form
    }
    const imports = '/api/information-network/residents/imports'
    const signedIn = () => station.signIn('operator', PASSWORD)
    const reached = async (ask: Ask, id: string, isSo: (one: { stored: number; state: string }) => boolean) => {
      for (;;) {
        const answer = await ask(`${imports}/${id}`)
        expect(answer.status).toBe(200)
        const one = (await answer.json()) as { stored: number; known: number; state: string }
        if (isSo(one)) return one
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
    station ??= await StationProcess.on(directory, { DEMO_PASSWORD: PASSWORD })
    await station.start()
    const { id } = (await (await (await signedIn())(imports, table())).json()) as { id: string }
    const left = await reached(await signedIn(), id, ({ stored }) => stored > 0)
    await station.kill()
    expect(left.stored).toBeLessThan(PEOPLE)

    await station.start()
    const ask = await signedIn()
    expect(await reached(ask, id, ({ state }) => state === 'done')).toMatchObject({ stored: PEOPLE, known: 0, refused: 0 })
    const again = (await (await ask(imports, table())).json()) as { id: string }
    expect(await reached(ask, again.id, ({ state }) => state === 'done')).toMatchObject({ stored: 0, known: PEOPLE, refused: 0 })
    await station.stop()
    expect((await station.command('verify')).code).toBe(0)
    expect(station.output).not.toMatch(/王某某|13900000018/)
  }, 120_000)

  /** The ids of the tickets on the resident's timeline, once the read model has caught up. */
  async function receivedOnTimeline(expected: number): Promise<string[]> {
    const ask = await station.signIn('admin', PASSWORD)
    for (let tries = 0; ; tries++) {
      const ids: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const answer = await ask(`/api/information-network/residents/${residentId}/timeline?limit=200${cursor ? `&cursor=${cursor}` : ''}`)
        const { items, next } = (await answer.json()) as { items: { type: string; ref: { id: string } }[]; next: string | null }
        ids.push(...items.filter(({ type }) => type === 'hotline.ticket-received').map(({ ref }) => ref.id))
        cursor = next
      }
      if (ids.length >= expected || tries > 100) return ids
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
})
