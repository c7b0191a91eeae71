// The stores as docker-compose.yml has them, which know each service by name and let it do no more than it must, and in TLS beside: `node tests/real/guarded.mjs <folder> <service> …`
// starts them by the files of deploy/ on servers of our own recipe, prints one line of JSON (their addresses, `acls`: the command that `deploy/kafka/acls.sh` needs, `redis`: the
// folder of deploy/redis), and stops them when its input ends. Everybody's password is `<name>-secret`. `<folder>/authority.pem` is whom they are known by, `authority-key.pem` its key.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runInNewContext } from 'node:vm'
import mongoose from 'mongoose'
import { brief, kafka, logging, options } from './kafka.mjs'
import { mongodb } from './mongodb.mjs'
import { answering, freePort } from './places.mjs'
import { redis } from './redis.mjs'

const { issue, newAuthority } = createRequire(import.meta.url)('@yiwang/platform')
const [folder, ...services] = process.argv.slice(2)
const deploy = (path) => fileURLToPath(new URL(`../../deploy/${path}`, import.meta.url))
const passwords = (store, names) =>
  Object.fromEntries(names.map((name) => [`${store}_PASSWORD_${name.toUpperCase().replaceAll('-', '_')}`, `${name}-secret`]))
const withAdmin = ['admin', 'setup', ...services]

const authority = await newAuthority('an authority', new Date())
const files = { authority: join(folder, 'authority.pem'), cert: join(folder, 'stores.pem'), key: join(folder, 'stores-key.pem') }
writeFileSync(files.authority, authority.certificate)
writeFileSync(join(folder, 'authority-key.pem'), authority.key, { mode: 0o600 })
const issued = await issue(authority, ['localhost', '127.0.0.1'], new Date())
writeFileSync(files.cert, issued.certificate)
writeFileSync(files.key, issued.key, { mode: 0o600 })

async function startKafka() {
  kafka.install()
  const own = join(folder, 'kafka')
  const bin = join(own, 'bin')
  mkdirSync(bin, { recursive: true })
  writeFileSync(join(own, 'log4j2.properties'), logging(own))
  /** What Kafka's own folder of programs has by this name. */
  const program = (name, main, more = []) => {
    const quoted = ['java', ...brief, ...options(own), ...more, main].map((word) => `'${word}'`).join(' ')
    writeFileSync(join(bin, name), `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 })
  }
  program('kafka-storage.sh', 'kafka.tools.StorageTool')
  program('kafka-server-start.sh', 'kafka.Kafka', ['-Xmx384m'])
  program('kafka-acls.sh', 'org.apache.kafka.tools.AclCommand')
  const pem = join(own, 'kafka.pem')
  writeFileSync(pem, issued.key + issued.certificate, { mode: 0o600 })
  const trusting = ['ssl.truststore.type=PEM', `ssl.truststore.location=${files.authority}`]
  // The later line of a name counts.
  const more = [
    'offsets.topic.num.partitions=4',
    'group.initial.rebalance.delay.ms=0',
    'group.min.session.timeout.ms=1000',
    'listener.security.protocol.map=CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT',
    'ssl.keystore.type=PEM',
    `ssl.keystore.location=${pem}`,
    ...trusting,
  ]
  const [port, controller] = [await freePort(), await freePort()]
  const environment = {
    KAFKA_BIN: bin,
    KAFKA_RUN: own,
    KAFKA_DATA: join(own, 'data'),
    KAFKA_LISTEN: '127.0.0.1',
    KAFKA_HOST: '127.0.0.1',
    KAFKA_PORT: String(port),
    KAFKA_CONTROLLER_PORT: String(controller),
    KAFKA_MORE: more.join('\n'),
    ...passwords('KAFKA', withAdmin),
  }
  const child = spawn('sh', [deploy('kafka/start.sh')], { env: { ...process.env, ...environment }, stdio: 'ignore' })
  await answering(child, port)
  const admin = join(own, 'admin.properties')
  appendFileSync(admin, ['security.protocol=SASL_SSL', ...trusting, ''].join('\n'))
  const brokers = `127.0.0.1:${port}`
  return { child, brokers, acls: `${join(bin, 'kafka-acls.sh')} --bootstrap-server ${brokers} --command-config ${admin}` }
}

async function startMongo() {
  mongodb.install()
  const own = join(folder, 'mongodb')
  mkdirSync(own)
  const { port, command, args } = await mongodb.prepare(own)
  const child = spawn(command, [...args, '--auth', '--tls-cert-file', files.cert, '--tls-key-file', files.key], { cwd: own, stdio: 'ignore' })
  await answering(child, port)
  const host = `127.0.0.1:${port}`
  const options = { tlsCAFile: files.authority, directConnection: true }
  const first = await mongoose.createConnection(`mongodb://${host}/admin?tls=true`, options).asPromise()
  await first.db.command({ createUser: 'admin', pwd: 'admin-secret', roles: ['root'] })
  await first.close()
  const connection = await mongoose.createConnection(`mongodb://admin:admin-secret@${host}/yiwang?tls=true&authSource=admin`, options).asPromise()
  // What mongosh would be given: it does each thing before it goes on, and so do we, one behind the other.
  const commands = []
  const db = {
    getRole: () => null,
    getUser: () => null,
    createRole: ({ role, ...rest }) => commands.push({ createRole: role, ...rest }),
    createUser: ({ user, ...rest }) => commands.push({ createUser: user, ...rest }),
  }
  runInNewContext(readFileSync(deploy('mongodb/users.js'), 'utf8'), { db, process: { env: passwords('MONGODB', withAdmin) } })
  for (const command of commands) await connection.db.command(command)
  await connection.close()
  return { child, host }
}

async function startRedis() {
  redis.install()
  const own = join(folder, 'redis')
  mkdirSync(own)
  const port = await freePort()
  const tls = ['--port', '0', '--tls-port', String(port), '--tls-cert-file', files.cert, '--tls-key-file', files.key, '--tls-auth-clients', 'no']
  const environment = { REDIS_RUN: own, ...passwords('REDIS', ['setup', ...services]) }
  const args = [deploy('redis/start.sh'), ...tls, '--bind', '127.0.0.1', '--dir', own]
  const child = spawn('sh', args, { env: { ...process.env, ...environment }, stdio: 'ignore' })
  await answering(child, port)
  return { child, port }
}

const started = await Promise.allSettled([startKafka(), startMongo(), startRedis()])
const [{ value: broker }, { value: store }, { value: memory }] = started
async function stop() {
  const children = [broker, store, memory].flatMap((one) => (one ? [one.child] : []))
  for (const child of children) child.kill('SIGKILL')
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
}
const failed = started.find(({ status }) => status === 'rejected')
if (failed) {
  await stop()
  throw failed.reason
}
process.stdout.write(`${JSON.stringify({ brokers: broker.brokers, acls: broker.acls, mongodb: store.host, redis: `127.0.0.1:${memory.port}` })}\n`)
await once(process.stdin.resume(), 'end')
await stop()
