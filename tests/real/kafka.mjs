import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cache, freePort } from './places.mjs'

const VERSION = '4.1.1'
const home = join(cache, `kafka-${VERSION}`)
const pom = fileURLToPath(new URL('./kafka-pom.xml', import.meta.url))

/** Apache Kafka from Maven Central's jars, on the JDK that is there. */
export const kafka = {
  name: 'Apache Kafka',
  variable: 'TEST_KAFKA_BROKERS',

  install() {
    if (existsSync(join(home, 'jars'))) return
    const draft = join(home, `jars.${process.pid}`)
    mkdirSync(home, { recursive: true })
    execFileSync('mvn', ['-q', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${draft}`], { stdio: ['ignore', 'ignore', 'inherit'] })
    // Another checkout may have been faster.
    if (existsSync(join(home, 'jars'))) rmSync(draft, { recursive: true })
    else renameSync(draft, join(home, 'jars'))
  },

  async prepare(folder) {
    const [port, controller] = [await freePort(), await freePort()]
    const properties = join(folder, 'server.properties')
    // Clients go to where the broker says that it is: behind a proxy, that is the proxy.
    const advertised = process.env.KAFKA_ADVERTISED || `127.0.0.1:${port}`
    writeFileSync(properties, settings({ port, controller, folder, advertised }))
    writeFileSync(join(folder, 'log4j2.properties'), logging(folder))
    const id = Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
    const args = [...brief, ...options(folder), 'kafka.tools.StorageTool', 'format', `--cluster-id=${id}`, '-c', properties]
    execFileSync('java', args, { stdio: 'ignore' })
    return { port, command: 'java', args: [...options(folder), '-Xmx384m', 'kafka.Kafka', properties], address: `127.0.0.1:${port}` }
  },
}

/** What java is told before the name of one of Kafka's programs. */
export const options = (folder) => ['-cp', join(home, 'jars', '*'), `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`]
/** For what runs for seconds or is started again and again: half the work of a start is compiling and collecting for a long life. */
export const brief = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']

const settings = ({ port, controller, folder, advertised }) => `
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://${advertised}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
controller.quorum.voters=1@127.0.0.1:${controller}
log.dirs=${join(folder, 'data')}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
min.insync.replicas=1
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
`

export const logging = (folder) => `
status=error
appender.file.type=File
appender.file.name=file
appender.file.fileName=${join(folder, 'kafka.log')}
appender.file.layout.type=PatternLayout
appender.file.layout.pattern=%d %p %c %m%n
rootLogger.level=warn
rootLogger.appenderRef.file.ref=file
`
