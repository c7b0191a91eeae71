import 'reflect-metadata'
import { Clock } from '@yiwang/domain'
import { createApp, houseSettings, openDistributed, openLog, orExit, readSettings } from '@yiwang/platform'
import { everyService } from './services'

/** `npm run setup`: makes the topics in Kafka and the indexes in MongoDB that every service needs. Safely repeatable; services check it when they start. */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const clock = new Clock()
  const house = await openDistributed(settings, clock)
  try {
    // Put together and never started: its features say which collections and indexes there are.
    await createApp({ services: everyService, house, clock, log: openLog('silent') })
    await house.setup(settings.KAFKA_REPLICATION, (line) => process.stdout.write(`${line}\n`))
  } finally {
    await house.close()
  }
  process.stdout.write('Topics and indexes are as they should be.\n')
  process.exit(0)
})
