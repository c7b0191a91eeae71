// Creates per second of the station at 1, 8 and 32 connections, beside a bare Fastify server that does one durable insert into the same kind of store.
// `npm run bench`; SECONDS=10 for longer runs. Everything runs on 127.0.0.1.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'

const seconds = Number(process.env.SECONDS ?? 8)
const rounds = Number(process.env.ROUNDS ?? 3)
const password = 'bench-password'

const ticket = {
  reporter: { name: '王建国', phone: '13900001234' },
  areaCode: '320613004006',
  description: '小区门口的路灯不亮，晚上老人出行不安全，希望尽快维修。',
  kind: 'complaint',
  urgency: 'ordinary',
}

async function serve(script, args, environment, ready) {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'inherit'] })
  const began = performance.now()
  let output = ''
  for await (const chunk of child.stdout) {
    output += chunk
    if (output.includes(ready)) break
  }
  child.stdout.resume?.()
  return { child, boot: Math.round(performance.now() - began) }
}

async function load(url, connections, headers) {
  const { requests, latency, non2xx } = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(ticket),
  })
  if (non2xx) throw new Error(`${non2xx} answers were not 2xx`)
  return { perSecond: Math.round(requests.average), p50: latency.p50, p99: latency.p99 }
}

const folder = mkdtempSync(join(tmpdir(), 'yiwang-bench-'))
const require = createRequire(import.meta.url)
const station = await serve(
  require.resolve('../../services/station/dist/main.js'),
  [],
  { PORT: '18080', DATA_DIR: join(folder, 'data'), DEMO_PASSWORD: password, LOG_LEVEL: 'warn' },
  'is ready at',
)
const bare = await serve(require.resolve('./bare-fastify.cjs'), [join(folder, 'bare.db'), '18081'], {}, 'ready')
const session = await fetch('http://127.0.0.1:18080/api/identity/sessions', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ account: 'operator', password }),
})
const { accessToken } = await session.json()

console.log('connections | station creates/s, p50 ms, p99 ms | bare Fastify + one durable insert: creates/s, p50 ms, p99 ms')
for (const connections of [1, 8, 32]) {
  for (let round = 0; round < rounds; round++) {
    const ours = await load('http://127.0.0.1:18080/api/hotline/tickets', connections, { authorization: `Bearer ${accessToken}` })
    const theirs = await load('http://127.0.0.1:18081/tickets', connections, {})
    console.log(`${connections} | ${ours.perSecond}, ${ours.p50}, ${ours.p99} | ${theirs.perSecond}, ${theirs.p50}, ${theirs.p99}`)
  }
}
for (const { child } of [station, bare]) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
rmSync(folder, { recursive: true, force: true })
