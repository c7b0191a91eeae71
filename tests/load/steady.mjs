import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'

/** More answers than these are not waited for at once: whoever is so far behind has not held the rate. */
const MOST_AT_ONCE = 256

/** Sends `rate` tickets a second, each when its moment has come and not when the one before was answered. The answer: their ids, how long each took in milliseconds, and how long it took until the last was answered. */
export async function sendSteadily({ url, headers, bodies, rate, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_AT_ONCE })
  const running = new Set()
  const ids = []
  const times = []
  const count = rate * seconds
  const began = performance.now()
  for (let at = 0; at < count; at++) {
    const early = began + (at * 1000) / rate - performance.now()
    if (early > 0) await setTimeout(early)
    while (running.size >= MOST_AT_ONCE) await Promise.race(running)
    const asked = performance.now()
    const one = send(url, headers, bodies[at % bodies.length], agent)
      .then((id) => {
        ids.push(id)
        times.push(performance.now() - asked)
      })
      .finally(() => running.delete(one))
    running.add(one)
    one.catch(() => undefined)
  }
  await Promise.all(running)
  agent.destroy()
  return { count, ids, times, took: (performance.now() - began) / 1000 }
}

const send = (url, headers, body, agent) =>
  new Promise((resolve, reject) => {
    const text = JSON.stringify(body)
    const asked = request(url, { method: 'POST', agent, headers: { ...headers, 'content-length': Buffer.byteLength(text) } }, (answer) => {
      const chunks = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.once('end', () => {
        if (answer.statusCode === 201) resolve(JSON.parse(Buffer.concat(chunks)).id)
        else reject(new Error(`${url} answered ${answer.statusCode}`))
      })
    })
    asked.once('error', reject)
    asked.end(text)
  })
