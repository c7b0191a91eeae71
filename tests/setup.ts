import 'reflect-metadata'
import { onTried } from '../libs/persistence/src/plan'

// One terminal does in a second what those of a city do in a day; what it may do is tried where that is asked (tests/kiosk/budgets).
process.env.KIOSK_BUDGETS ??= 'measuring'

// What no index can tell is found by the first test that asks it.
onTried((question) => {
  throw new Error(question)
})
