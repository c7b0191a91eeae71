import { type ComponentType, lazy } from 'react'
import { line } from '../api/line'

const stored = 'yiwang.loaded-anew'
const notAgainWithin = 60_000
/** What a timer takes at most. */
const longest = 2 ** 31 - 1

/**
 * A part of the pages that comes when it is needed. One that does not come (the line is down, or a new version has other files) comes with the whole page loaded anew, once the
 * line is back: a browser may remember that a file could not be had.
 */
export const part = <P extends object = object>(load: () => Promise<{ default: ComponentType<P> }>) =>
  lazy<ComponentType<P>>(() =>
    load().catch(async (error) => {
      line.look()
      await line.backWithin(line.get() === 'down' ? longest : 2000)
      const last = Number(sessionStorage.getItem(stored))
      if (Date.now() - last < notAgainWithin) throw error
      sessionStorage.setItem(stored, String(Date.now()))
      window.location.reload()
      return new Promise<never>(() => undefined)
    }),
  )
