import { useQuery } from '@tanstack/react-query'
import { areas } from '../api/generated/information-network'

/** Where an answer carries only the code. Each code is asked once. */
export function AreaName({ code }: { code: string }) {
  const area = useQuery({ queryKey: ['area', code], queryFn: () => areas.get({ code }), staleTime: Number.POSITIVE_INFINITY })
  return <span>{area.data?.name ?? code}</span>
}
