/** What a feature sees: how its documents are kept, and the collections that keep them. The stores themselves are in `stores`, and what lies in them in `operations`. */
export type { Blob } from './blobs/blob'
export { Blobs, type Incoming, type OpenBlob } from './blobs/blobs'
export { encodingOf } from './blobs/content-type'
export { type Collection, InjectCollection, type Page, type Stored } from './collection'
export { type Actor, type Asked, besideDelivery, type Context, currentContext, runInContext, unnamed } from './context'
export { forgetting, foundBy, notFoundBy } from './encrypted'
export { DuplicateError } from './errors'
export { EventKeys, type MonthOfKeys } from './event-keys/event-keys'
export type { Filter } from './filter'
export { type KeptKind, keptAs, keptKinds } from './kept-as'
export { OneAtATime } from './one-at-a-time'
export {
  blob,
  byDefault,
  carrying,
  type DocumentOf,
  flag,
  from,
  type Kind,
  type Kinds,
  list,
  number,
  type OptionalKind,
  oneOf,
  optional,
  part,
  schemaOf,
  sealed,
  text,
  time,
} from './schema'
export { searchedIn } from './texts/searched-in'
export { Vault } from './vault'
