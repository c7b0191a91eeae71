import 'reflect-metadata'
import { topicOf } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import { type KnownSeal, STATION, tellVerdict, type Verdict, verifyFolder } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { dataKeys, type HouseSettings, houseSettings, isDistributed, openDistributed, orExit, readSettings, SettingsError } from '@yiwang/platform'
import { everyService } from './services'

/**
 * `npm run verify [-- <seal> <signature>]`: walks every aggregate's events, the documents' heads and the seals, read-only, also while services run; with the three
 * addresses set those of the distributed row. With the last seal that was kept elsewhere (it stands in the log: `17`, of a service's topic `hotline/17`) it also sees a
 * tail that was removed whole. Ends with 1 where something is not as it was written.
 */
orExit(async () => {
  const settings = readSettings(houseSettings)
  const known = knownSeal(process.argv.slice(2))
  const verdict = await (isDistributed(settings) ? verifyDistributed(settings, known) : verifyStation(settings, known))
  process.stdout.write(`${tellVerdict(verdict)}\n`)
  process.exit(verdict.fault ? 1 : 0)
})

function verifyStation(settings: HouseSettings, known?: KnownSeal): Promise<Verdict> {
  return verifyFolder(settings.DATA_DIR, new Vault(...dataKeys(settings, { make: false })), known)
}

async function verifyDistributed(settings: HouseSettings, known?: KnownSeal): Promise<Verdict> {
  const house = await openDistributed(settings, new Clock(), '', { readOnly: true })
  try {
    await house.transport.check()
    return await house.evidence.verify(known)
  } finally {
    await house.close()
  }
}

function knownSeal([name, signature]: string[]): KnownSeal | undefined {
  if (name === undefined) return undefined
  const [, service, number] = /^(?:([a-z-]+)\/)?(\d+)$/.exec(name) ?? []
  if (!number || !signature) throw new SettingsError('a seal is named by its number, such as 17 or hotline/17, with its signature behind it')
  if (service && !(service in everyService)) throw new SettingsError(`${name}: there is no service ${service}`)
  return { chain: service ? topicOf(service) : STATION, number: Number(number), signature }
}
