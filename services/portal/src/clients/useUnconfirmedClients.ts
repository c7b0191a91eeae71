import { useQuery } from '@tanstack/react-query'
import { may } from '@yiwang/auth/capabilities'
import { clients } from '../api/generated/identity'
import { useAccount } from '../ui/useSession'

/** How many clients have something that this admin is to confirm. */
export function useUnconfirmedClients(): number {
  const { data } = useQuery({
    queryKey: [clients.list.path, 'mine'],
    queryFn: () => clients.list({ unconfirmed: true }),
    refetchInterval: 60_000,
    enabled: may(useAccount(), 'clients.manage'),
  })
  return data?.items.filter(({ scopes }) => scopes.some(({ allowedActions }) => allowedActions.includes('confirm'))).length ?? 0
}
