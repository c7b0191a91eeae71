import type { Door } from '../api/door'
import { sendAs } from '../api/send'
import { mySession } from './session'

const send = sendAs(mySession)

/** A door as the resident at this browser, whoever of staff may be signed in beside them: `asMe(own.read)`. */
export const asMe = <G, A>(door: Door<G, A>): Door<G, A> => Object.assign((given: G) => door(given, send), door)
