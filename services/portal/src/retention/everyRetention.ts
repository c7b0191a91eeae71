import { everything } from '../api/door'
import { retention } from '../api/generated/every'
import type { RetentionView } from '../api/generated/identity'
import { useEveryService } from '../ui/useEveryService'

export type Service = keyof typeof retention
export type Kept = RetentionView & { service: Service }

const services = Object.keys(retention) as Service[]
const keptBy = async (service: Service): Promise<Kept[]> => (await everything(retention[service].list, {})).map((one) => ({ ...one, service }))

/** What each service keeps of people, for how long, and what of it is due. */
export function useRetention() {
  const all = useEveryService('retention', services, keptBy, 60_000)
  return { ...all, data: all.data?.flat() }
}
