// The floor of news: kafkajs alone, as one process that produces (acknowledged by all replicas) or one that consumes.
const { Kafka, logLevel } = require('kafkajs')

const [role, brokers] = process.argv.slice(2)
const TOPIC = 'floor.events'
/** As many as the house's topics have. */
const PARTITIONS = 12
const now = () => Number(process.hrtime.bigint()) / 1e6
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
const kafka = new Kafka({ clientId: `floor-${role}`, brokers: brokers.split(','), logLevel: logLevel.ERROR })

let producer
const produces = {
  async begin() {
    const admin = kafka.admin()
    await admin.connect()
    await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: PARTITIONS, replicationFactor: 1 }] })
    await admin.disconnect()
    producer = kafka.producer({ allowAutoTopicCreation: false })
    await producer.connect()
  },
  /** Each at its moment, whether the one before was acknowledged or not. */
  async produce({ rate, seconds, sample }) {
    const running = []
    const began = now()
    for (let at = 0; at < rate * seconds; at++) {
      const early = began + (at * 1000) / rate - now()
      if (early > 0) await pause(early)
      const message = { ...sample, key: `${began}-${at}`, headers: { ...sample.headers, sent: String(now()) } }
      running.push(producer.send({ topic: TOPIC, acks: -1, messages: [message] }))
    }
    await Promise.all(running)
  },
}

let times = []
const consumes = {
  async begin() {
    const consumer = kafka.consumer({ groupId: 'floor', allowAutoTopicCreation: false })
    await consumer.connect()
    await consumer.subscribe({ topics: [TOPIC], fromBeginning: true })
    const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
    await consumer.run({
      partitionsConsumedConcurrently: PARTITIONS,
      eachMessage: async ({ message }) => {
        times.push(now() - Number(message.headers.sent))
      },
    })
    await joined
  },
  async taken({ count }) {
    while (times.length < count) await pause(20)
    const taken = times
    times = []
    return { times: taken }
  },
}

const answers = role === 'produce' ? produces : consumes
process.on('message', ({ question, ...more }) =>
  answers[question](more).then(
    (answer) => process.send(answer ?? {}),
    (error) => process.send({ error: error.stack }),
  ),
)
process.once('SIGTERM', () => process.exit(0))
