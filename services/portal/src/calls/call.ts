import { useSyncExternalStore } from 'react'

export type AgentState = 'ready' | 'talking' | 'away'
interface Call {
  state: AgentState
  since: number
}

let call: Call = { state: 'ready', since: Date.now() }
const listeners = new Set<() => void>()

function become(state: AgentState): void {
  call = { state, since: Date.now() }
  for (const listener of listeners) listener()
}

/** The agent's and the call's state as the operator says it: no telephone exchange is connected yet. */
export const callState = {
  begin: () => {
    if (call.state !== 'talking') become('talking')
  },
  hangUp: () => become('ready'),
  rest: () => become(call.state === 'away' ? 'ready' : 'away'),
}

export function useCall(): Call {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => call,
  )
}
