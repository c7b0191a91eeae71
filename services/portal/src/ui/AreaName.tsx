import { useQuery } from '@tanstack/react-query'
import { network } from '../api/network'

/** Where an answer carries only the code. Each code is asked once. */
export function AreaName({ code }: { code: string }) {
  const area = useQuery({ queryKey: ['area', code], queryFn: () => network.area(code), staleTime: Number.POSITIVE_INFINITY })
  return <span>{area.data?.name ?? code}</span>
}
