import { load } from './creates.mjs'
import { figure, ofRounds } from './figures.mjs'
import { registerResidents, signIn, ticketsOf } from './people.mjs'
import { residentMb } from './processes.mjs'
import { openHouse } from './rows.mjs'

const RESTS_MS = 5_000

/** From the start of a process until it says that it is ready, and what it holds in memory: at rest, and after it had work to do. */
export async function boot(row, { messages, seconds, rounds, tell }) {
  const house = await openHouse(row, { probed: false })
  try {
    const taken = new Map([...house.running].map(([name, { bootMs }]) => [name, { first: bootMs, boots: [], cpu: [] }]))
    for (let round = 0; round < rounds; round++)
      for (const [name, { boots, cpu }] of taken) {
        await house.stop(name)
        const { bootMs, bootCpuMs } = await house.start(name)
        boots.push(bootMs)
        cpu.push(bootCpuMs)
        tell(`${row}: ${name} was ready in ${figure(boots.at(-1))} ms`)
      }
    await new Promise((resolve) => setTimeout(resolve, RESTS_MS))
    for (const [name, one] of taken) one.rest = residentMb(house.running.get(name).pid)

    const bodies = ticketsOf(messages, await registerResidents(house))
    await load({
      url: `${house.url('hotline')}/api/hotline/tickets`,
      headers: await signIn(house),
      bodies,
      connections: 8,
      seconds: seconds * rounds,
    })
    await house.caughtUp()
    for (const [name, one] of taken) one.loaded = residentMb(house.running.get(name).pid)
    return { lines: [...taken].map(([name, one]) => lineOf(row, name, one)) }
  } finally {
    await house.close()
  }
}

const lineOf = (row, name, { first, boots, cpu, rest, loaded }) => ({
  figure: `boot and memory: ${name}`,
  row,
  ours: `${ofRounds(boots)} ms, with the demo city ${figure(first)} ms; ${figure(rest)} MB at rest, ${figure(loaded)} MB after load`,
  'CPU ms each': ofRounds(cpu),
})
