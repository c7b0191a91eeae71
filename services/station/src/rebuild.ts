import 'reflect-metadata'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { readersIn } from '@yiwang/messaging'
import { distributedContent, readModelOf, rebuild, rebuildInFolder } from '@yiwang/operations'
import { StoreUnavailable } from '@yiwang/persistence/stores'
import { type HouseSettings, houseSettings, isDistributed, openDistributed, orExit, readSettings } from '@yiwang/platform'

/**
 * `npm run rebuild -- hotline.callers`: empties a read model; the next start fills it again from the log. Refuses while the station, or in the distributed row the model's own
 * service, runs. It may be ended at any moment and run again.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const name = process.argv[2]
  if (!name) {
    process.stderr.write('Name the read model, such as hotline.callers or information-network.timeline.\n')
    process.exit(1)
  }
  // Opening would make one, which the station would then take for data that lost its key.
  const { DATA_DIR } = settings
  if (!isDistributed(settings) && !existsSync(join(DATA_DIR, 'station.db'))) throw new StoreUnavailable(`there is no station.db in ${DATA_DIR}`)
  try {
    const dropped = await (isDistributed(settings) ? inDistributed(settings, name) : rebuildInFolder(DATA_DIR, name, tell))
    tell(`${name}: ${dropped} documents dropped; the next start fills it from the log.`)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    process.exit(1)
  }
})

function tell(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function inDistributed(settings: HouseSettings, name: string): Promise<number> {
  const model = readModelOf(name)
  const house = await openDistributed(settings, new Clock(), '', { service: model.service })
  const topics = house.transport.moving()
  try {
    const groups = await topics.groups()
    if (groups.some(({ name: group, active }) => active && readersIn(group).includes(name)))
      throw new StoreUnavailable(`${model.service} runs: stop every instance of it first; one that was killed is forgotten after 30 seconds`)
    const read = async (group: string) => {
      const positions = await Promise.all(topics.names().map(async (topic) => ((await topics.position(group, topic)) ? [topic] : [])))
      return positions.flat()
    }
    const rewind = async (group: string) => house.transport.rewind(group, await read(group))
    const { documents } = distributedContent(house.store.db)
    return await rebuild({ documents, groups: async () => groups.map((group) => group.name), rewind }, model, tell)
  } finally {
    await topics.close()
    await house.close()
  }
}
