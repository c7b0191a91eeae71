import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { services } from '@yiwang/contracts'
import { toCloudEvent } from '@yiwang/messaging'
import { Vault } from '@yiwang/persistence'
import { chain } from '@yiwang/persistence/stores'
import { issue } from '@yiwang/platform'
import { ancestorsOf, COMMUNITY, freePort, testAreas } from '@yiwang/testing'
import Redis from 'ioredis'
import { Kafka, logLevel } from 'kafkajs'
import mongoose from 'mongoose'

const root = join(__dirname, '..', '..')
const { TEST_MONGODB_URI, TEST_KAFKA_BROKERS, TEST_REDIS_URL } = process.env
const wanted = TEST_MONGODB_URI && TEST_KAFKA_BROKERS && TEST_REDIS_URL
const findCaddy = "import('./deploy/check/tools.mjs').then(({ find }) => process.stdout.write(find('caddy') ?? ''))"
const caddy = spawnSync(process.execPath, ['-e', findCaddy], { cwd: root, encoding: 'utf8' }).stdout
if (!wanted) console.warn('The distributed row as deploy/ has it is SKIPPED: `npm run test:real` starts the servers and runs it.')
// The proxy finds the services by their names, which it is given in a mount namespace of its own.
const tried = caddy && spawnSync('unshare', ['-m', 'true']).status === 0
if (wanted && !tried) console.warn('The reverse proxy is SKIPPED: it needs root and caddy, which `npm run check:deploy -- --install` fetches.')
const onRealServers = wanted ? describe : describe.skip
const withCaddy = tried ? describe : describe.skip

const PASSWORD = 'a-demo-city'

/** Of an answer in TLS by whom this authority vouches for; undefined where there is none. */
const statusOf = (url: string, ca: string) =>
  new Promise<number | undefined>((resolve) => {
    const asked = request(url, { ca, agent: false }, (answer) => resolve(answer.resume().statusCode))
    asked.once('error', () => resolve(undefined)).end()
  })

/** One instance of a built service. */
class Running {
  output = ''
  private readonly child: ChildProcess

  constructor(
    readonly service: string,
    environment: Record<string, string>,
  ) {
    const entry = join(root, 'services', service, 'dist/main.js')
    this.child = spawn(process.execPath, [entry], { env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk) => (this.output += chunk))
  }

  async until(door: string, ca: string): Promise<void> {
    while ((await statusOf(door, ca)) !== 200) {
      if (this.child.exitCode !== null) throw new Error(`${this.service} ended with ${this.child.exitCode}:\n${this.output}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill(signal)
    await ended
  }
}

/** The services with deploy/kafka/acls.sh between them and deploy/proxy/Caddyfile before them. */
onRealServers('the distributed row as deploy/ has it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-access-'))
  const instances: Running[] = []
  let stores: ChildProcess
  let address: { brokers: string; acls: string; mongodb: string; redis: string }
  let environment: Record<string, string>
  let authority: string

  // Each service at port 8080 of an address of its own, as in a container.
  const network = `127.${randomBytes(2).join('.')}`
  const hostOf = (service: string) => `${network}.${(services as string[]).indexOf(service) + 1}`
  const as = (name: string, password = `${name}-secret`): Record<string, string> => ({
    ...environment,
    KAFKA_SASL_USERNAME: name,
    KAFKA_SASL_PASSWORD: password,
    MONGODB_URI: `mongodb://${name}:${name}-secret@${address.mongodb}/yiwang?tls=true`,
    REDIS_URL: `rediss://${name}:${name}-secret@${address.redis}`,
  })
  const run = (name: string, password?: string, entry = 'setup', ...args: string[]) =>
    spawnSync(process.execPath, [join(root, `services/station/dist/${entry}.js`), ...args], {
      env: { ...process.env, ...as(name, password) },
      encoding: 'utf8',
    })
  /** Its own name, its own certificate, and its own keys in the place of the data key. */
  const alone = async (service: string) => {
    const { DATA_KEY: _, ...own } = as(service)
    const [TLS_CERT, TLS_KEY] = [join(folder, `${service}.pem`), join(folder, `${service}-key.pem`)]
    const issued = await issue(
      { certificate: authority, key: readFileSync(join(folder, 'authority-key.pem'), 'utf8') },
      [service, hostOf(service)],
      new Date(),
    )
    writeFileSync(TLS_CERT, issued.certificate)
    writeFileSync(TLS_KEY, issued.key, { mode: 0o600 })
    return { ...own, TLS_CERT, TLS_KEY, KEYS_FILE: join(folder, 'keys', service, 'keys.json') }
  }

  beforeAll(async () => {
    stores = spawn(process.execPath, [join(root, 'tests/real/guarded.mjs'), folder, ...services], { stdio: ['pipe', 'pipe', 'inherit'] })
    const lines = createInterface({ input: stores.stdout! })[Symbol.asyncIterator]()
    address = JSON.parse((await lines.next()).value)
    authority = readFileSync(join(folder, 'authority.pem'), 'utf8')
    environment = {
      KAFKA_BROKERS: address.brokers,
      KAFKA_REPLICATION: '1',
      KAFKA_SSL: 'true',
      NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
      DATA_KEY: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'warn',
      NODE_ENV: 'production',
    }
  }, 120_000)
  afterAll(async () => {
    await Promise.all(instances.map((one) => one.end('SIGKILL')))
    stores.stdin?.end()
    await once(stores, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }, 60_000)

  const clientAs = (name: string, retries = 40) =>
    new Kafka({
      clientId: name,
      brokers: [address.brokers],
      ssl: { ca: [authority] },
      sasl: { mechanism: 'scram-sha-512', username: name, password: `${name}-secret` },
      logLevel: logLevel.NOTHING,
      // A broker that has just made a topic may need a while before it leads it.
      retry: { initialRetryTime: 100, maxRetryTime: 1000, retries },
    })

  /** As the information network would: a few areas in place of a whole city. */
  async function tellAreas(): Promise<void> {
    const vault = new Vault(Buffer.from(environment.DATA_KEY, 'base64'))
    const producer = clientAs('information-network').producer({ allowAutoTopicCreation: false })
    await producer.connect()
    for (const { placeholder = false, ...area } of testAreas) {
      const data = { ...area, placeholder, ancestors: ancestorsOf(area.code) }
      const from = { source: '/information-network/areas', subject: area.code, now: new Date(), vault }
      const messages = chain([{ name: 'information-network.area-changed', data }], from).map(toCloudEvent)
      await producer.send({ topic: 'information-network.events', messages })
    }
    await producer.disconnect()
  }

  it('lets nobody in without a name, with a wrong password, or before anything was allowed', () => {
    expect(run('setup', 'wrong')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Cannot start: KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD: .*[Aa]uthentication failed/),
    })
    expect(run('setup')).toMatchObject({ status: 1, stderr: expect.stringMatching(/not authorized|authoriz/i) })
  }, 120_000)

  it('takes no store for ours whose certificate nobody vouches for', () => {
    const { NODE_EXTRA_CA_CERTS: _, ...trusting } = as('setup')
    const entry = join(root, 'services/station/dist/setup.js')
    const told = spawnSync(process.execPath, [entry], { env: { ...process.env, ...trusting }, encoding: 'utf8' })
    expect(told).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Cannot start: MONGODB_URI: .*certificate/) })
    const missing = spawnSync(process.execPath, [entry], { env: { ...process.env, ...trusting, NODE_EXTRA_CA_CERTS: '/none' }, encoding: 'utf8' })
    expect(missing.stderr).toContain('NODE_EXTRA_CA_CERTS: must be a file of certificates')
  }, 60_000)

  it('lets setup make the topics and every service run', async () => {
    execFileSync(join(root, 'deploy/kafka/acls.sh'), { env: { ...process.env, KAFKA_ACLS: address.acls } })
    expect(run('setup')).toMatchObject({ status: 0, stdout: expect.stringMatching(/5 roles say what [\s\S]*as they should be/) })
    expect(run('setup', undefined, 'keys', join(folder, 'keys')).status).toBe(0)
    environment.IDENTITY_URL = `https://${hostOf('identity')}:8080`
    await tellAreas()
    for (const service of services) {
      const demo: Record<string, string> = service === 'identity' ? { DEMO_PASSWORD: PASSWORD } : {}
      instances.push(new Running(service, { ...(await alone(service)), ...demo, HOST: hostOf(service), PORT: '8080' }))
    }
    // Ready: the areas have come to it. The information network, where they are at home, has none of these.
    const door = (service: string) => `https://${hostOf(service)}:8080/health/${service === 'information-network' ? 'live' : 'ready'}`
    await Promise.all(instances.map((one) => one.until(door(one.service), authority)))
    for (const { service, output } of instances)
      expect([service, output.match(/.*(authoriz|denied|at hand|DATA_KEY|NOPERM).*/i)?.[0]]).toEqual([service, undefined])
  }, 480_000)

  withCaddy('behind its proxy', () => {
    let proxy: ChildProcess
    let origin: string
    let log = ''

    beforeAll(async () => {
      const address = `127.0.0.1:${await freePort()}`
      origin = `http://${address}`
      const hosts = join(folder, 'hosts')
      writeFileSync(hosts, services.map((service) => `${hostOf(service)} ${service}\n`).join(''))
      // The services' names, as a container's network gives them: to this process alone.
      const start = `mount --bind ${hosts} /etc/hosts && exec ${caddy} run --adapter caddyfile --config deploy/proxy/Caddyfile`
      const own = {
        SERVICES_TLS: `tls_trusted_ca_certs ${join(folder, 'authority.pem')}`,
        ADDRESS: origin,
        PORTAL: join(root, 'services/portal/dist'),
        HOME: folder,
        XDG_DATA_HOME: folder,
        XDG_CONFIG_HOME: folder,
      }
      proxy = spawn('unshare', ['-m', 'sh', '-c', start], { cwd: root, env: { PATH: process.env.PATH, ...own }, stdio: ['ignore', 'ignore', 'pipe'] })
      proxy.stderr?.on('data', (chunk) => (log += chunk))
      while (!(await fetch(origin).catch(() => undefined))) {
        if (proxy.exitCode !== null) throw new Error(`the proxy ended:\n${log}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }, 30_000)
    afterAll(async () => {
      const ended = once(proxy, 'exit')
      proxy.kill('SIGKILL')
      await ended
    })

    it("serves the portal at its own addresses, its files for good, and nothing at the API's that is not there", async () => {
      const page = await fetch(`${origin}/worker/tickets`)
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache'])
      expect(page.headers.get('content-security-policy')).toContain("default-src 'self'")
      const [script] = /\/assets\/[^"]+\.js/.exec(await page.text()) as RegExpExecArray
      expect((await fetch(origin + script)).headers.get('cache-control')).toContain('immutable')
      for (const path of ['/assets/gone.js', '/api/nowhere', '/api/hotlines/tickets', '/api/hotline/nowhere'])
        expect([path, (await fetch(origin + path)).status]).toEqual([path, 404])
      for (const service of services) expect((await fetch(`${origin}/api/${service}/openapi.json`)).status).toBe(200)
      for (const path of ['/metrics', '/health/ready']) expect(await (await fetch(origin + path)).text()).toContain('<html')
    }, 60_000)

    it('brings live news at once, and writes down no query', async () => {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      const ask = async (path: string, body?: object) => {
        const answer = await fetch(origin + path, { method: body ? 'POST' : 'GET', headers, body: body && JSON.stringify(body) })
        return { status: answer.status, body: await answer.json() }
      }
      const session = await ask('/api/identity/sessions', { account: 'operator', password: PASSWORD })
      expect(session.status).toBe(201)
      headers.authorization = `Bearer ${session.body.accessToken}`

      const leaving = new AbortController()
      const stream = await fetch(`${origin}/api/hotline/tickets/stream`, { headers, signal: leaving.signal })
      const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader()
      const reporter = { name: '陈秀英', phone: '13900000017' }
      const made = await ask('/api/hotline/tickets', { reporter, areaCode: COMMUNITY, description: '楼道灯坏了', urgency: 'ordinary' })
      expect(made.status).toBe(201)
      let news = ''
      while (!news.includes(made.body.id)) news += (await reader.read()).value
      leaving.abort()

      expect((await ask('/api/hotline/callers?phone=13900000017')).status).toBe(200)
      await instances.find(({ service }) => service === 'home-care')?.end('SIGTERM')
      expect((await fetch(`${origin}/api/home-care/elderly?name=secret-name`)).status).toBe(502)
      while (!log.includes('/api/home-care/elderly')) await new Promise((resolve) => setTimeout(resolve, 50))
      expect(log).toContain('/api/hotline/callers')
      expect(log).not.toMatch(/13900000017|secret-name|Bearer|refresh/i)
    }, 60_000)
  })

  it('lets the hotline do its work in the store and in Redis, and change neither', async () => {
    const [{ MONGODB_URI, REDIS_URL }, ca] = [as('hotline'), join(folder, 'authority.pem')]
    const connection = await mongoose.createConnection(MONGODB_URI, { tlsCAFile: ca, directConnection: true }).asPromise()
    const { db } = connection
    expect(await db?.collection('hotline.tickets').countDocuments()).toBeGreaterThanOrEqual(0)
    for (const command of [{ drop: 'hotline.tickets' }, { createUser: 'more', pwd: 'more', roles: ['dbOwner'] }, { dropDatabase: 1 }])
      await expect(db?.command(command)).rejects.toThrow(/not authorized/)
    await connection.close()

    const redis = new Redis(REDIS_URL, { tls: { ca: authority } })
    for (const own of ['yiwang:hotline:tried', 'yiwang:everywhere:tried']) await redis.set(own, 1, 'PX', 1000)
    const refused = [
      ...[['set', 'other', '1'], ['keys', '*'], ['flushall'], ['config', 'get', '*'], ['publish', 'other', 'x']],
      // Another's counts, and in another's name.
      ...[
        ['del', 'yiwang:identity:limit:x'],
        ['get', 'yiwang:kiosk:tally:x'],
        ['publish', 'yiwang:identity:broadcast', 'x'],
      ],
      ...[
        ['publish', 'yiwang:kiosk:broadcast', 'x'],
        ['subscribe', 'yiwang:kiosk:broadcast'],
        ['psubscribe', 'yiwang:*'],
      ],
    ]
    for (const command of refused) await expect(redis.call(...(command as [string]))).rejects.toThrow(/NOPERM/)
    await redis.publish('yiwang:hotline:broadcast', '{}')
    for (const channel of ['yiwang:hotline:broadcast', 'yiwang:identity:broadcast']) await redis.subscribe(channel)
    redis.disconnect()
    const nobody = new Redis(`rediss://${address.redis}`, { tls: { ca: authority }, enableReadyCheck: false, lazyConnect: true })
    await nobody.connect()
    expect(await nobody.ping()).toBe('PONG')
    await expect(nobody.get('yiwang:hotline:tried')).rejects.toThrow(/NOPERM/)
    nobody.disconnect()
  }, 60_000)

  it('lets the hotline write to its own topic alone, read what it hears alone, and make nothing', async () => {
    const kafka = clientAs('hotline')
    const producer = kafka.producer({ allowAutoTopicCreation: false })
    const admin = kafka.admin()
    await Promise.all([producer.connect(), admin.connect()])
    const send = (topic: string) => producer.send({ topic, messages: [{ key: 'k', value: 'v' }] })
    await expect(send('kiosk.events')).rejects.toThrow(/authoriz/i)
    await expect(send('hotline.events')).resolves.toHaveLength(1)
    await expect(admin.createTopics({ topics: [{ topic: 'hotline.more' }], waitForLeaders: false })).rejects.toThrow()
    await expect(admin.deleteTopics({ topics: ['hotline.events'] })).rejects.toThrow()
    expect(await admin.fetchTopicMetadata({ topics: ['identity.events'] })).toMatchObject({ topics: [{ name: 'identity.events' }] })
    await expect(admin.fetchOffsets({ groupId: 'hotline.areas+calendar+units', topics: ['information-network.events'] })).resolves.toHaveLength(1)
    await Promise.all([producer.disconnect(), admin.disconnect()])
    // How kafkajs says that the broker does not name the coordinator of a group to whoever may not see it.
    const hasty = clientAs('hotline', 0).admin()
    await hasty.connect()
    await hasty.fetchTopicMetadata({ topics: ['hotline.events'] })
    await expect(hasty.fetchOffsets({ groupId: 'kiosk.areas+notices', topics: ['information-network.events'] })).rejects.toThrow('group coordinator')
    await hasty.disconnect()

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
