import type { AreaStep } from '../api/generated/information-network'
import { useSession } from '../ui/useSession'

interface Props {
  path: AreaStep[]
  /** Only the last two: for lists. */
  short?: boolean
}

/** 和平桥街道 / 易家桥社区: the path from the part that differs from the reader's own area. */
export function AreaPath({ path, short }: Props) {
  const { account } = useSession()
  const own = path.findIndex((step) => step.code === account?.areaCode)
  const rest = own >= 0 && own < path.length - 1 ? path.slice(own + 1) : own >= 0 ? path.slice(-1) : path
  return <span className="area-path">{(short ? rest.slice(-2) : rest).map((step) => step.name).join(' / ')}</span>
}
