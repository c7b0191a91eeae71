import { homeCare, type RequestFilter } from '../api/home-care'
import { usePages } from '../ui/usePages'

export const useRequests = (filter: RequestFilter) =>
  usePages(['requests', filter], (cursor) => homeCare.requests({ ...filter, cursor }), { refetchInterval: 30_000 })
