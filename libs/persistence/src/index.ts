export { type Backup, backUp } from './backup'
export { carrying } from './carrying'
export {
  type ChangeOptions,
  type Collection,
  collectionOf,
  collectionToken,
  type FindOptions,
  InjectCollection,
  LARGEST_PAGE,
  type Page,
  type Stored,
} from './collection'
export {
  besideDelivery,
  type Context,
  contextOf,
  currentContext,
  type EventInHand,
  type KeyedRequest,
  type RequestHashes,
  runInContext,
} from './context'
export { encrypted, forgetting } from './encrypted'
export { DuplicateError, StoreUnavailable } from './errors'
export { CityEvidence } from './evidence/city/evidence'
export type { Published, Topics } from './evidence/city/topics'
export type { Fault } from './evidence/fault'
export { type Seal, STATION, sealName } from './evidence/seal'
export type { KnownSeal } from './evidence/seals'
export { verifyFolder } from './evidence/station/verify'
export { tellVerdict, type Verdict } from './evidence/verdict'
export type { Filter } from './filter'
export { beginMove, endMove, moveInto } from './mongo/moved-in'
export { Outbox, type OutboxEntry } from './mongo/outbox'
export { CityReadModels } from './mongo/read-models'
export { type MongoOpening, type MongoSettings, MongoStore } from './mongo/store'
export { CityContent } from './moving/city-content'
export { moveDocuments, moveSeals, printOf } from './moving/content'
export { MovedFile } from './moving/moved-file'
export { StationContent } from './moving/station-content'
export { OneAtATime } from './one-at-a-time'
export { collectionsOf, PersistenceModule } from './persistence.module'
export { type ReadModel, type ReadModels, readModelOf } from './read-model'
export { rebuild, rebuildInFolder } from './rebuild'
export { type Resealed, type Rotating, rotate } from './rotation'
export {
  byDefault,
  flag,
  from,
  type Kind,
  type Kinds,
  list,
  number,
  oneOf,
  optional,
  part,
  schemaOf,
  sealed,
  text,
  time,
} from './schema'
export { EventLog, type LoggedEvent, PARTITIONS, type Position, partitionOf, type UnreadableRow } from './sqlite/event-log'
export { StationFile } from './sqlite/file'
export { StationReadModels } from './sqlite/read-models'
export { SqliteStore, Store } from './store'
export { chain, faultOf, hashOf, openData, type StoredEvent } from './stored-event'
export { progress, type Tell } from './tell'
export { nextTurn } from './turns'
export { Vault } from './vault'
