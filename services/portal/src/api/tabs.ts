type Alive = { what: 'alive' }

/** What tabs of one browser that share a session tell each other; `name` is of the session that they share. */
export function tabsOf<News extends { what: string }>(name: string) {
  let channel: BroadcastChannel | undefined
  const alive = new Set<() => void>()
  return {
    /** Somebody came in, left, or was gone for long, in another tab. Once, when the page is loaded. */
    listen(hear: (news: News) => void): void {
      if (channel || typeof BroadcastChannel === 'undefined') return
      channel = new BroadcastChannel(name)
      channel.onmessage = ({ data }: MessageEvent<News | Alive>) => {
        if (data.what !== 'alive') hear(data as News)
        else for (const listener of alive) listener()
      }
    },

    tell: (news: News | Alive): void => channel?.postMessage(news),

    /** Somebody is there, in another tab. */
    onAlive(listener: () => void): () => void {
      alive.add(listener)
      return () => void alive.delete(listener)
    },
  }
}

/** Those of staff. */
export const { listen: listenToTabs, tell: tellTabs, onAlive } = tabsOf<{ what: 'in' | 'out' | 'idle'; account: string }>('yiwang.session')
