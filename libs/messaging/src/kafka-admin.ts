import { StoreUnavailable } from '@yiwang/persistence/stores'
import type { Admin, Kafka } from 'kafkajs'

const TRIES = 20
const PAUSE_MS = 300

export const unreadable = (error: Error) => new StoreUnavailable(`${settingOf(error)}: the topics cannot be read or made: ${reasonOf(error)}`, error)

export const unreachable = (error: Error) => new StoreUnavailable(`${settingOf(error)}: no broker answers: ${reasonOf(error)}`, error)

/** Which setting has to change, as far as the broker tells. */
function settingOf(error: Error): string {
  const reason = reasonOf(error)
  if (/replication.factor/i.test(reason)) return 'KAFKA_REPLICATION'
  if (/authentication|SASL/i.test(reason)) return 'KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD'
  return /SSL|TLS|certificate/.test(reason) ? 'KAFKA_SSL' : 'KAFKA_BROKERS'
}

/** Where several topics were asked for at once, kafkajs has a reason for each. */
function reasonOf({ message, errors = [] }: Error & { errors?: Error[] }): string {
  return [message, ...new Set(errors.map((one) => one.message))].join(': ')
}

/** Asks the brokers on a connection of its own. One that has just heard of a topic or a group may not lead it yet: it is asked again. */
export async function asAdmin<R>(kafka: Kafka, work: (admin: Admin) => Promise<R>, tries = TRIES): Promise<R> {
  const admin = kafka.admin()
  try {
    await admin.connect()
    return await work(admin)
  } catch (error) {
    if (!tries) throw unreadable(error as Error)
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  return asAdmin(kafka, work, tries - 1)
}
