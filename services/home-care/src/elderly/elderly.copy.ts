import { placeOf } from '@yiwang/people'
import { type AreasService, copyOf, Gone, type Told } from '@yiwang/platform'
import type { Elder } from './elder'
import { elderSchema } from './elder.schema'
import { Served } from './served.service'

type ToldOf<N extends 'registered' | 'updated' | 'introduced'> = Told<Elder, `information-network.resident-${N}`, Served>
type Resident = Parameters<ToldOf<'registered'>>[0]['data']

const elderOf = async ({ residentId: id, name, phone, address, birthYear, tags, areaCode }: Resident, areas: AreasService): Promise<Elder> => {
  return { id, name, phone, address, birthYear, tags, ...placeOf(await areas.placed(areaCode)) }
}

/** Of whoever is newly registered no more is asked than what is told: an import waits for nothing. */
const registered: ToldOf<'registered'> = async ({ data, at }, areas, served) => {
  if (served.isElderly(data, at)) return elderOf(data, areas)
  if (!served.isLongAgo(at)) return undefined
  const elder = await elderOf(data, areas)
  return (await served.isServed(elder)) ? elder : undefined
}

const updated: ToldOf<'updated'> = async ({ data, at }, areas, served) => {
  const elder = await elderOf(data, areas)
  return served.isElderly(data, at) || (await served.isKept(elder)) ? elder : new Gone(elder.id)
}

const introduced: ToldOf<'introduced'> = async ({ data, at }, areas, served) => {
  const elder = await elderOf(data, areas)
  await served.fillVisitsOf(elder)
  return served.isElderly(data, at) || (await served.isKept(elder)) ? elder : undefined
}

export const ElderlyCopy = copyOf<Elder, Served>(
  'home-care',
  elderSchema,
  {
    'information-network.resident-registered': registered,
    'information-network.resident-updated': updated,
    'information-network.resident-introduced': introduced,
    'information-network.resident-erased': ({ data }) => new Gone(data.residentId),
  },
  { apart: true, asked: Served },
)
