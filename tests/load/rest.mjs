import { setTimeout } from 'node:timers/promises'
import { ofRounds } from './figures.mjs'
import { withCpu } from './processes.mjs'
import { openHouse } from './rows.mjs'

/** Until V8 has tidied up after the start: between the half and the whole of a minute it goes through the whole heap several times, on threads of its own. */
const SETTLES_MS = 60_000
const ROUND_MS = 20_000
/** Of a core, in percent. */
const GOAL = 1

/** What each process takes of a core while nobody asks anything and nothing happens. */
export async function rest(row, { rounds, tell }) {
  const house = await openHouse(row, { probed: false })
  try {
    const parts = Object.fromEntries(house.processes.map(({ name, pid }) => [name, [pid]]))
    const taken = Object.fromEntries(Object.keys({ ...parts, ...house.serverParts }).map((name) => [name, []]))
    await setTimeout(SETTLES_MS)
    for (let round = 0; round < rounds; round++) {
      const { cpu } = await withCpu({ ...parts, ...house.serverParts }, () => setTimeout(ROUND_MS, {}))
      for (const [name, ms] of Object.entries(cpu)) taken[name].push((100 * ms) / ROUND_MS)
      tell(`${row}: at rest, in percent of a core: ${Object.entries(taken).map(([name, shares]) => `${name} ${shares.at(-1).toFixed(2)}`)}`)
    }
    const lines = Object.entries(taken).map(([name, shares]) => ({
      figure: `at rest: ${name}`,
      row,
      ours: `${ofRounds(shares)} % of a core`,
      ...(parts[name] && { goal: `< ${GOAL} ${Math.max(...shares) < GOAL ? 'met' : 'missed'}` }),
    }))
    return { lines }
  } finally {
    await house.close()
  }
}
