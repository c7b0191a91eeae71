import { readFileSync } from 'node:fs'
import { GenericContainer, getContainerRuntimeClient, Wait } from 'testcontainers'
import { freePort } from './places.mjs'

const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8')
/** The very image that docker-compose.yml pins. */
const imageOf = (name) => compose.match(new RegExp(`image: (${name}:\\S+)`))[1]

/** Whether a container engine answers here. */
export const hasEngine = () =>
  getContainerRuntimeClient().then(
    () => true,
    () => false,
  )

// Each listens on the same port inside and outside: Kafka and a replica set tell their clients an address of their own.
const starts = {
  async kafka(image, port) {
    const container = await new GenericContainer(image)
      .withExposedPorts({ container: port, host: port })
      .withEnvironment({
        KAFKA_NODE_ID: '1',
        KAFKA_PROCESS_ROLES: 'broker,controller',
        KAFKA_LISTENERS: `PLAINTEXT://:${port},CONTROLLER://:9093`,
        KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`,
        KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
        KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
        KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
        KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
        KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
        KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
        KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS: '1000',
      })
      .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
      .start()
    return { container, address: `127.0.0.1:${port}` }
  },

  async mongodb(image, port) {
    const container = await new GenericContainer(image)
      .withExposedPorts({ container: port, host: port })
      .withCommand(['mongod', '--replSet', 'rs0', '--bind_ip_all', '--port', String(port)])
      .withWaitStrategy(Wait.forLogMessage(/Waiting for connections/))
      .start()
    const begin = `rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: '127.0.0.1:${port}' }] }); while (!db.hello().isWritablePrimary) sleep(100)`
    const { exitCode, output } = await container.exec(['mongosh', '--quiet', '--port', String(port), '--eval', begin])
    if (exitCode !== 0) throw new Error(output)
    return { container, address: `mongodb://127.0.0.1:${port}/yiwang?replicaSet=rs0` }
  },

  async redis(image, port) {
    const container = await new GenericContainer(image)
      .withExposedPorts({ container: port, host: port })
      .withCommand(['redis-server', '--port', String(port), '--save', '', '--appendonly', 'no'])
      .withWaitStrategy(Wait.forLogMessage(/Ready to accept connections/))
      .start()
    return { container, address: `redis://127.0.0.1:${port}` }
  },
}

const names = { kafka: 'apache/kafka', mongodb: 'mongo', redis: 'redis' }

/** A server in a container of its own. Throws where the image cannot be had or does not start. */
export async function startContainer(key) {
  const image = imageOf(names[key])
  const { container, address } = await starts[key](image, await freePort())
  return { image, address, kill: () => container.stop() }
}
