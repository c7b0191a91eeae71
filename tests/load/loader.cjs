// Fills a house by the hotline's own code, many tickets at once: validation, numbers, sealing, the chain, events and (on the distributed row) their publication.
// Only the door itself is left out. It takes no events: others hear of the tickets as of any.
require('reflect-metadata')
const { Clock } = require('@yiwang/domain')
const { HotlineModule } = require('@yiwang/hotline')
const { createApp, houseSettings, openHouse, openLog, readForm, readSettings } = require('@yiwang/platform')
const { RecordTicket } = require('../../services/hotline/dist/tickets/tickets.dto')
const { TicketsService } = require('../../services/hotline/dist/tickets/tickets.service')

const AT_ONCE = 64
/** A city's day: numbers of one day have six digits, and an inbox holds many days. */
const A_DAY = 5_000
const DAY_MS = 86_400_000
const operator = { id: 'load', account: 'load', name: '装载', role: 'operator', areaCode: '320600000000' }

class LoadClock extends Clock {
  constructor(count) {
    super()
    this.made = 0
    this.began = Date.now() - Math.ceil(count / A_DAY) * DAY_MS
  }

  now() {
    return new Date(this.began + (this.made / A_DAY) * DAY_MS)
  }
}

async function load({ count, bodies, within }) {
  const clock = new LoadClock(count)
  const settings = readSettings(houseSettings)
  const house = await openHouse(settings, clock)
  const app = await createApp({ services: { hotline: HotlineModule }, house, clock, log: openLog('warn') })
  await app.init()
  const tickets = app.get(TicketsService, { strict: false })

  const began = performance.now()
  const work = async () => {
    while (clock.made < count && performance.now() - began < within) {
      const body = bodies[clock.made++ % bodies.length]
      await tickets.record(readForm(RecordTicket, body), operator)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const stored = (performance.now() - began) / 1000
  while (await house.store.outbox?.oldest()) await new Promise((resolve) => setTimeout(resolve, 100))
  const published = (performance.now() - began) / 1000
  await app.close()
  await house.close()
  return { count: clock.made, stored, published }
}

process.on('message', (wanted) =>
  load(wanted).then(
    (answer) => process.send(answer),
    (error) => process.send({ error: error.stack }),
  ),
)
process.once('SIGTERM', () => process.exit(0))
