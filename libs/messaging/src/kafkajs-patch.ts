import { version } from 'kafkajs/package.json'

/** Whose inner parts are known here. */
const KNOWN_VERSION = '2.2.4'
/** How often it looks whether what waits may be sent, where the broker gave no time. */
const LOOK_EVERY_MS = 10

/** A connection's requests that are not sent yet; what a broker says of its throttling. */
interface RequestQueue {
  pending: unknown[]
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
}

/** Throws where what is put right here may have been put right there, or no longer be there. */
export function requireKnown(found: string): void {
  if (found !== KNOWN_VERSION)
    throw new Error(`kafkajs ${found} is not the ${KNOWN_VERSION} that kafkajs-patch.ts knows: see which of its patches it still needs`)
}

/**
 * Each connection looked every millisecond, for ever, whether requests may be sent that nobody held back (kafkajs issues 1556 and 1704). A timer is set only while
 * something waits: what waits for room goes out with the answer that makes it, so that the timer is for what the broker throttles.
 */
function lookOnlyForWhatWaits(this: RequestQueue): void {
  if (this.throttleCheckTimeoutId || !this.pending.length) return
  const throttled = this.throttledUntil - Date.now()
  const look = () => {
    this.throttleCheckTimeoutId = null
    this.checkPendingRequests()
  }
  this.throttleCheckTimeoutId = setTimeout(look, throttled > 0 ? throttled : LOOK_EVERY_MS)
}

/** What is put right in kafkajs, in this one place, when this file is loaded (docs/decisions/0026-kafkajs-put-right.md). */
requireKnown(version)
const { prototype } = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue }
prototype.scheduleCheckPendingRequests = lookOnlyForWhatWaits
