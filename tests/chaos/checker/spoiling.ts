import { acknowledged } from '../history'
import type { Collected, Stored } from './collected'
import type { Message } from './topics'

// How a good day's record is made a bad one.

export type Where = (document: Stored) => boolean

export const set = (target: object, fields: object) => Object.assign(target, fields)

export function find({ documents }: Collected, collection: string, where: Where = () => true): Stored {
  const found = documents[collection]?.find(where)
  if (!found) throw new Error(`the day has none of ${collection} to tamper with`)
  return found
}

export const without = (day: Collected, collection: string, where?: Where) => {
  const gone = find(day, collection, where)
  day.documents[collection] = day.documents[collection].filter((one) => one !== gone)
}

export const add = (day: Collected, collection: string, _id: string, where?: Where) =>
  day.documents[collection].push({ ...find(day, collection, where), _id })

export const toldOf = ({ operations }: Collected, kind: string) => {
  const operation = operations.find((one) => one.kind === kind && acknowledged(one))
  if (!operation) throw new Error(`the day has no ${kind} that was acknowledged`)
  return operation
}
export const toldTicket = (day: Collected): Where => {
  const id = toldOf(day, 'record-ticket').answered?.id
  return ({ _id }) => _id === id
}

export function lose(day: Collected, where: (message: Message) => boolean): void {
  const lost = day.messages.find(where)
  day.messages = day.messages.filter(({ id }) => id !== lost?.id)
}

export function behind({ _ }: Stored): void {
  for (const key of Object.keys(_?.taken ?? {})) set(_?.taken ?? {}, { [key]: 0 })
}
