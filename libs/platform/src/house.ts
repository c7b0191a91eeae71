import { type ServiceName, topicOf } from '@yiwang/contracts'
import { type Clock, dayOf } from '@yiwang/domain'
import { type EventTransport, type KafkaPrincipal, KafkaTransport, LogTransport } from '@yiwang/messaging'
import { DistributedEvidence, type Seal, StationEvidence } from '@yiwang/operations'
import { Vault } from '@yiwang/persistence'
import { type MongoOpening, MongoStore, SqliteStore, StationFile, type Store, StoreUnavailable, type Tell } from '@yiwang/persistence/stores'
import { dataKeys, type KeySettings } from './data-keys'
import { readKeys } from './keys-file'
import { RedisMemory } from './memory/redis-memory'
import { LocalMemory, type SharedMemory } from './memory/shared-memory'
import { type HouseSettings, SettingsError } from './settings'

/** What the services of one process stand on: where they store, and how their events travel. */
export interface House {
  store: Store
  transport: EventTransport
  memory: SharedMemory
  /** Until indexes that a newer version added are there (station); throws StoreUnavailable where what `npm run setup` makes is missing (distributed). Before the door opens. */
  check(): Promise<void>
  /** Seals what is new in the evidence of these services; answers the seals that it made. */
  seal(services: ServiceName[], now: Date): Promise<Seal[]>
  close(): Promise<void>
}

interface Opening {
  /** For the command that changes the data key: documents may lie under a former one. */
  rotating?: boolean
  /** Of long work before anybody is let in; the log where absent. */
  tell?: Tell
}

export interface StationHouse extends House {
  store: SqliteStore
  evidence: StationEvidence
}

/** The station's row: one file in the data folder. Throws StoreUnavailable with a message for whoever starts it. */
export function openStation(settings: KeySettings, clock: Clock, options: Opening = {}): StationHouse {
  // The key first: a folder that holds data but no key is then always one that lost it.
  const vault = new Vault(...dataKeys(settings))
  const file = new StationFile(settings.DATA_DIR, { tell: options.tell })
  const evidence = new StationEvidence(file, vault)
  const store = new SqliteStore(file, vault, clock, { rotating: options.rotating, provenSince: evidence.provenSince })
  return {
    store,
    transport: new LogTransport(store.log),
    memory: new LocalMemory(),
    check: () => store.ready(),
    evidence,
    // One chain of seals for the whole file.
    seal: async (_services, now) => sealed(await evidence.seal(now)),
    close: () => file.close(),
  }
}

type DistributedSettings = Pick<
  HouseSettings,
  'MONGODB_URI' | 'KAFKA_BROKERS' | 'REDIS_URL' | 'DATA_KEY' | 'DATA_KEYS_FORMER' | 'KEYS_FILE' | 'MONGODB_POOL' | 'KAFKA_CLIENT_ID'
> &
  KafkaAccess
type KafkaAccess = Partial<Pick<HouseSettings, 'KAFKA_SASL_USERNAME' | 'KAFKA_SASL_PASSWORD' | 'KAFKA_SASL_MECHANISM' | 'KAFKA_SSL'>>

/** Whether the distributed row is asked for. */
export const isDistributed = ({ MONGODB_URI, KAFKA_BROKERS, REDIS_URL }: Partial<DistributedSettings>): boolean =>
  Boolean(MONGODB_URI || KAFKA_BROKERS || REDIS_URL)

export interface SettingUp {
  /** The event keys are gone, and nobody has a copy: the house begins anew. */
  eventKeysLost?: boolean
}

export interface DistributedHouse extends House {
  store: MongoStore
  transport: KafkaTransport
  evidence: DistributedEvidence
  /** Makes topics, and the indexes of all collections that were asked for. Safely repeatable. */
  setup(replication: number, tell?: Tell, options?: SettingUp): Promise<void>
}

/**
 * The distributed row. Throws SettingsError naming what is not set, and StoreUnavailable where the store cannot be reached. `prefix`: before topics and groups, so
 * that tests keep out of each other's way. `service`: the one that it is opened for, which needs no other's keys.
 */
export async function openDistributed(
  settings: DistributedSettings,
  clock: Clock,
  prefix = '',
  { service, ...options }: MongoOpening & { service?: ServiceName } = {},
): Promise<DistributedHouse> {
  const { MONGODB_URI, KAFKA_BROKERS, REDIS_URL, DATA_KEY, KEYS_FILE } = settings
  const keys = service ? { 'KEYS_FILE or DATA_KEY': KEYS_FILE ?? DATA_KEY } : { DATA_KEY: KEYS_FILE ?? DATA_KEY }
  const missing = Object.entries({ MONGODB_URI, KAFKA_BROKERS, REDIS_URL, ...keys }).flatMap(([name, value]) => (value ? [] : [name]))
  if (missing.length) throw new SettingsError(missing.map((name) => `${name}: must be set as well, or none of the three addresses`).join('\n'))
  const access = kafkaAccess(settings)
  const vault = vaultOf(settings, service)
  const uri = MONGODB_URI as string
  const store = await MongoStore.open({ uri, poolSize: settings.MONGODB_POOL, appName: settings.KAFKA_CLIENT_ID }, vault, clock, options)
  const brokers = (KAFKA_BROKERS as string).split(',')
  const transport = new KafkaTransport({ brokers, clientId: settings.KAFKA_CLIENT_ID, ...access, prefix }, store.outbox)
  const memory = new RedisMemory(REDIS_URL as string, `yiwang:${prefix}`, service)
  const evidence = new DistributedEvidence(store.db, vault, transport.topics)
  return {
    store,
    transport,
    memory,
    async check() {
      await store.check()
      await transport.check()
    },
    evidence,
    seal: (services, now) => sealDaily(evidence, services, now),
    async setup(replication, tell, options) {
      await store.setup({ ...options, atRest: async () => requireRest(await transport.groupsAtWork()), tell, provenSince: evidence.provenSince })
      await transport.setup(replication)
    },
    async close() {
      await transport.close()
      await memory.close()
      await store.close()
    },
  }
}

function vaultOf({ DATA_KEY, DATA_KEYS_FORMER = [], KEYS_FILE }: DistributedSettings, service: ServiceName | undefined): Vault {
  if (KEYS_FILE && DATA_KEY) throw new SettingsError('KEYS_FILE: stands in the place of DATA_KEY: set one of the two')
  if (KEYS_FILE && service) return new Vault(...readKeys(KEYS_FILE, service))
  return new Vault(...dataKeys({ DATA_DIR: '', DATA_KEY, DATA_KEYS_FORMER, KEYS_FILE }))
}

function requireRest(atWork: string[]): void {
  if (atWork.length)
    throw new StoreUnavailable(
      `what lies in the store is to be brought into another form, and services still run (${atWork.join(', ')}): stop every instance first; one that was killed is forgotten after 30 seconds`,
    )
}

function kafkaAccess(settings: KafkaAccess): { ssl?: boolean; sasl?: KafkaPrincipal } {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password, KAFKA_SASL_MECHANISM: mechanism = 'scram-sha-512', KAFKA_SSL: ssl } = settings
  if (!username && !password) return { ssl }
  if (!username) throw new SettingsError('KAFKA_SASL_USERNAME: must be set as well, or not KAFKA_SASL_PASSWORD')
  if (!password) throw new SettingsError('KAFKA_SASL_PASSWORD: must be set as well, or not KAFKA_SASL_USERNAME')
  return { ssl, sasl: { mechanism, username, password } }
}

/** Each service's topic once a day, whichever instance comes first. */
async function sealDaily(evidence: DistributedEvidence, services: ServiceName[], now: Date): Promise<Seal[]> {
  const made: Seal[] = []
  for (const topic of services.map(topicOf)) {
    const last = await evidence.last(topic)
    if (!last?.proven || dayOf(new Date(last.at)) !== dayOf(now)) made.push(...sealed(await evidence.seal(topic, now)))
  }
  return made
}

const sealed = (seal: Seal | undefined): Seal[] => (seal ? [seal] : [])

/** The row that the settings ask for, for one service alone. */
export const openHouse = async (settings: HouseSettings, clock: Clock, service: ServiceName): Promise<House> =>
  isDistributed(settings) ? openDistributed(settings, clock, '', { service }) : openStation(settings, clock)
