import 'reflect-metadata'
import { parseArgs } from 'node:util'
import { Clock } from '@yiwang/domain'
import { createApp, houseSettings, openDistributed, openLog, orExit, readSettings } from '@yiwang/platform'
import { everyService } from './services'

/**
 * `npm run setup`: makes the topics in Kafka and the indexes in MongoDB that every service needs. Safely repeatable; services check it when they start. `npm run setup -- --event-keys-lost`: the
 * event keys are gone and nobody has a copy of them; what events say of people up to now is lost, and everything goes on.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const { values } = parseArgs({ options: { 'event-keys-lost': { type: 'boolean', default: false } } })
  const clock = new Clock()
  const house = await openDistributed(settings, clock)
  try {
    // Put together and never started: its features say which collections and indexes there are.
    await createApp({ services: everyService, house, clock, log: openLog('silent') })
    await house.setup(settings.KAFKA_REPLICATION, (line) => process.stdout.write(`${line}\n`), { eventKeysLost: values['event-keys-lost'] })
  } finally {
    await house.close()
  }
  process.stdout.write('Topics and indexes are as they should be.\n')
  process.exit(0)
})
