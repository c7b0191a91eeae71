import type { Db } from 'mongodb'
import { StoreUnavailable } from '../errors'
import { ask } from './faults'

interface Move {
  _id: 'in'
  /** Tells the folder, as it was, from any other. */
  print: string
  done?: Date
}

const movesOf = (db: Db) => db.collection<Move>('moves')

/** A station's folder that is being moved into this store, or was. */
export const moveInto = async (db: Db): Promise<Move | undefined> => (await ask(movesOf(db).findOne({ _id: 'in' }))) ?? undefined

export async function beginMove(db: Db, print: string): Promise<void> {
  await ask(movesOf(db).insertOne({ _id: 'in', print }))
}

export async function endMove(db: Db, done: Date): Promise<void> {
  await ask(movesOf(db).updateOne({ _id: 'in' }, { $set: { done } }))
}

/** No service works on half a house. Throws StoreUnavailable. */
export async function checkMoved(db: Db): Promise<void> {
  const move = await moveInto(db)
  if (move && !move.done)
    throw new StoreUnavailable('a station is being moved into the store: run `npm run move -- in` again, until it says that everything is there')
}
