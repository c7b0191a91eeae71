import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { newId } from '@yiwang/domain'
import { freePort } from '@yiwang/testing'
import { Kafka, logLevel } from 'kafkajs'
import mongoose from 'mongoose'
import { Instance } from './instance'

const root = join(__dirname, '..', '..')
const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS, TEST_REDIS_URL } = process.env
const wanted = TEST_MONGODB_URI && TEST_KAFKA_BROKERS && TEST_REDIS_URL
if (!wanted) console.warn('Who may do what in Kafka is SKIPPED: `npm run test:real` starts the servers and runs it.')
const onRealServers = wanted ? describe : describe.skip

const services = ['information-network', 'identity', 'hotline', 'home-care', 'kiosk']

onRealServers('a broker that lets each service do what deploy/kafka/acls.sh allows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-access-'))
  const uri = TEST_MONGODB_URI?.replace(/\/[^/]*$/, `/access-${newId()}`) as string
  const instances: Instance[] = []
  let broker: ChildProcess
  let address: { brokers: string; acls: string }
  let environment: Record<string, string>

  const as = (name: string, password = `${name}-secret`) => ({ ...environment, KAFKA_SASL_USERNAME: name, KAFKA_SASL_PASSWORD: password })
  const run = (name: string, password?: string) =>
    spawnSync(process.execPath, [join(root, 'services/station/dist/setup.js')], { env: { ...process.env, ...as(name, password) }, encoding: 'utf8' })

  beforeAll(async () => {
    broker = spawn(process.execPath, [join(root, 'tests/real/guarded-kafka.mjs'), folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: broker.stdout! })[Symbol.asyncIterator]()
    address = JSON.parse((await lines.next()).value)
    environment = {
      MONGODB_URI: uri,
      KAFKA_BROKERS: address.brokers,
      KAFKA_REPLICATION: '1',
      REDIS_URL: TEST_REDIS_URL as string,
      DATA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    }
  }, 120_000)
  afterAll(async () => {
    await Promise.all(instances.map((one) => one.end()))
    broker.stdin?.end()
    await once(broker, 'exit')
    const connection = await mongoose.createConnection(uri).asPromise()
    await connection.dropDatabase()
    await connection.close()
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  it('lets nobody in without a name, with a wrong password, or before anything was allowed', () => {
    expect(run('setup', 'wrong')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Cannot start: KAFKA_BROKERS: .*[Aa]uthentication failed/),
    })
    expect(run('setup')).toMatchObject({ status: 1, stderr: expect.stringMatching(/not authorized|authoriz/i) })
  }, 120_000)

  it('lets setup make the topics and every service run', async () => {
    execFileSync(join(root, 'deploy/kafka/acls.sh'), { env: { ...process.env, KAFKA_ACLS: address.acls } })
    expect(run('setup')).toMatchObject({ status: 0, stdout: expect.stringContaining('as they should be') })
    environment.IDENTITY_URL = `http://127.0.0.1:${await freePort()}`
    for (const service of services) {
      const port = service === 'identity' ? Number(new URL(environment.IDENTITY_URL).port) : await freePort()
      const demo: Record<string, string> = service === 'information-network' ? { DEMO_PASSWORD: 'a-demo-city' } : {}
      const instance = new Instance(service, port, { ...as(service), ...demo })
      instances.push(instance)
      // Ready: the areas have come to it, published by the information network and heard in a group of its own.
      await instance.start()
      await instance.ready()
    }
    for (const { service, output } of instances) expect([service, output.match(/.*(authoriz|denied).*/i)?.[0]]).toEqual([service, undefined])
  }, 240_000)

  it('lets the hotline write to its own topic alone, read what it hears alone, and make nothing', async () => {
    const kafka = new Kafka({
      clientId: 'hotline',
      brokers: [address.brokers],
      sasl: { mechanism: 'scram-sha-512', username: 'hotline', password: 'hotline-secret' },
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    })
    const producer = kafka.producer({ allowAutoTopicCreation: false })
    const admin = kafka.admin()
    await Promise.all([producer.connect(), admin.connect()])
    const send = (topic: string) => producer.send({ topic, messages: [{ key: 'k', value: 'v' }] })
    await expect(send('kiosk.events')).rejects.toThrow(/authoriz/i)
    await expect(send('hotline.events')).resolves.toHaveLength(1)
    await expect(admin.createTopics({ topics: [{ topic: 'hotline.more' }], waitForLeaders: false })).rejects.toThrow()
    await expect(admin.deleteTopics({ topics: ['hotline.events'] })).rejects.toThrow()
    expect(await admin.fetchTopicMetadata({ topics: ['identity.events'] })).toMatchObject({ topics: [{ name: 'identity.events' }] })
    await expect(admin.fetchOffsets({ groupId: 'hotline.areas', topics: ['information-network.events'] })).resolves.toHaveLength(1)
    // How kafkajs says that the broker does not name the coordinator of a group to whoever may not see it.
    await expect(admin.fetchOffsets({ groupId: 'kiosk.areas', topics: ['information-network.events'] })).rejects.toThrow('group coordinator')
    await Promise.all([producer.disconnect(), admin.disconnect()])

    // Alone in its group, so that the topic is given to it.
    await instances.find(({ service }) => service === 'hotline')?.end('SIGTERM')
    const consumer = kafka.consumer({ groupId: 'hotline', retry: { retries: 0, restartOnFailure: async () => false } })
    const crashed = new Promise<Error>((resolve) => consumer.on('consumer.crash', ({ payload }) => resolve(payload.error)))
    await consumer.connect()
    await consumer.subscribe({ topics: ['identity.events'], fromBeginning: true })
    await consumer.run({ eachMessage: async () => undefined })
    expect((await crashed).message).toMatch(/authoriz/i)
    await consumer.disconnect()
  }, 120_000)
})
