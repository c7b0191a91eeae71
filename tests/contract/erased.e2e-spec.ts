import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { ErasuresService } from '../../services/information-network/src/erasures/erasures.service'
import { Forgetting, found, person } from '../flows/forgotten'

// How they go is shown on both rows (tests/flows/erased.e2e-spec.ts); an earlier state is put back here by copying the station's file.
describe('somebody who was erased', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-erased-'))
  let city: Forgetting

  beforeAll(async () => {
    city = await Forgetting.start()
    await backUp(city.app.directory, join(folder, 'before.db'), new Vault(city.app.dataKey))
    await city.erase()
    await city.until(async () => (await city.erasure()).answers.length === 4 || undefined)
  }, 60_000)
  afterAll(async () => {
    await city?.app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is erased again where an earlier state is put back', async () => {
    const { app } = city
    await app.stop()
    for (const name of ['station.db', 'station.db-wal', 'station.db-shm']) rmSync(join(app.directory, name), { force: true })
    cpSync(join(folder, 'before.db'), join(app.directory, 'station.db'))
    await app.start()
    const before = await city.said((name) => name === 'information-network.residents')
    expect(found(before.documents, [person.name])).toEqual([person.name])
    expect(found(before.events, [person.name])).toEqual([])
    for (const one of city.all(ErasuresService)) await one.lookBack()
    const isAsked = (name: string) => ['information-network.residents', 'hotline.callers', 'home-care.elderly', 'kiosk.needs'].includes(name)
    await city.until(async () => !found((await city.said(isAsked)).documents, [person.name, person.phone]).length || undefined)
  })
})
