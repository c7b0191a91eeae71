import { StoreUnavailable } from '@yiwang/persistence'
import type { Admin, Kafka } from 'kafkajs'

const TRIES = 20
const PAUSE_MS = 300

export const unreadable = (error: Error) => new StoreUnavailable(`KAFKA_BROKERS: the topics cannot be read or made: ${reasonOf(error)}`, error)

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
