import 'reflect-metadata'
import { onTried } from '../libs/persistence/src/plan'

// What no index can tell is found by the first test that asks it.
onTried((question) => {
  throw new Error(question)
})
