/** What tabs of one browser tell each other. */
type News = { what: 'in' | 'out' | 'idle'; account: string } | { what: 'alive' }

let channel: BroadcastChannel | undefined
const alive = new Set<() => void>()

/** Somebody came in, left, or was gone for long, in another tab. Once, when the page is loaded. */
export function listenToTabs(hear: (news: Exclude<News, { what: 'alive' }>) => void): void {
  if (channel || typeof BroadcastChannel === 'undefined') return
  channel = new BroadcastChannel('yiwang.session')
  channel.onmessage = ({ data }: MessageEvent<News>) => {
    if (data.what !== 'alive') hear(data)
    else for (const listener of alive) listener()
  }
}

export const tellTabs = (news: News): void => channel?.postMessage(news)

/** Somebody is there, in another tab. */
export function onAlive(listener: () => void): () => void {
  alive.add(listener)
  return () => void alive.delete(listener)
}
