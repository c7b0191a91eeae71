import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { everything } from '../api/door'
import { units } from '../api/generated/information-network'
import { AreaName } from '../areas/AreaName'
import { useAccount } from '../ui/useSession'

/** Where somebody works: their area, or the department there. */
export function Post({ of: { areaCode, unitId } }: { of: { areaCode: string; unitId?: string } }) {
  return (
    <>
      <AreaName code={areaCode} />
      {unitId && unitId !== areaCode && <Department areaCode={areaCode} id={unitId} />}
    </>
  )
}

function Department({ areaCode, id }: { areaCode: string; id: string }) {
  const known = useQuery({
    queryKey: [units.list.path, areaCode],
    queryFn: () => everything(units.list, { areaCode }),
    enabled: may(useAccount(), 'units.read'),
  })
  return <span> · {known.data?.find((unit) => unit.id === id)?.name ?? id}</span>
}
