import { DiscoveryService } from '@nestjs/core'
import { type LedgerDifference, ledgerDifferenceSchema } from '@yiwang/ledger'
import { Figure, Jobs } from '@yiwang/platform'
import { type ServicesUnderTest, startService } from '@yiwang/testing'
import { KioskModule } from '../../services/kiosk/src/kiosk.module'
import type { Payment } from '../../services/kiosk/src/payments/payment'
import { paymentSchema } from '../../services/kiosk/src/payments/payment.schema'
import { PaymentsSettlement } from '../../services/kiosk/src/payments/payments.settlement'
import { aTerminal } from './terminals'

describe('the nightly recount of payments', () => {
  let app: ServicesUnderTest
  beforeAll(async () => {
    app = await startService(KioskModule)
  })

  const paid = async (accountNumber: string) => {
    const { body } = await aTerminal(app).post('/api/kiosk/payments', { biller: 'water', accountNumber, amount: 700 }).expect(201)
    await app.get(PaymentsSettlement).finish()
    return body.id as string
  }
  /** As nobody but a fault of ours, or somebody at the store, would leave it. */
  const leave = (id: string, set: Partial<Payment>) => app.collection<Payment>(paymentSchema).change(id, () => ({ set }))
  const night = async (day: string) => {
    app.clock.set(`2026-12-${day}T02:10:00+08:00`)
    await app.sweep(Jobs)
    await app.get(Jobs).finish()
  }
  const found = async () => {
    const differences: LedgerDifference[] = []
    for await (const one of app.collection<LedgerDifference>(ledgerDifferenceSchema).each({})) differences.push(one)
    return differences
  }

  const figure = () =>
    app
      .get(DiscoveryService)
      .getProviders()
      .map(({ instance }) => instance)
      .find((instance): instance is Figure => instance instanceof Figure && instance.name === 'yiwang_ledger_differences')
      ?.read()

  it('tells of what differs and mends nothing, until they agree again', async () => {
    const [settled, failed] = [await paid('10000001'), await paid('10009903')]
    await night('01')
    expect(await found()).toEqual([])

    await leave(settled, { amount: 701 })
    await leave(failed, { state: 'settled' })
    await night('02')
    expect(await found()).toHaveLength(2)
    expect(await figure()).toBe(2)
    expect(await found()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          documents: 'payments',
          document: settled,
          state: 'open',
          found: ['cash:terminal-1 is 701, its entries give 700', 'owed-to-biller:water is -701, its entries give -700'],
        }),
        expect.objectContaining({ document: failed, state: 'open' }),
      ]),
    )

    await leave(settled, { amount: 700 })
    await night('03')
    expect(await figure()).toBe(1)
    expect(await found()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ document: settled, state: 'gone' }),
        expect.objectContaining({ document: failed, state: 'open' }),
      ]),
    )
  })
})
