// The distributed row's floor: a bare Fastify server that does one insert (majority, journal) of a document that the hotline stored, under a new id, into the same store.
const { randomUUID } = require('node:crypto')
const { MongoClient } = require('mongodb')
const fastify = require('fastify')

const [uri, port] = process.argv.slice(2)

async function main() {
  const client = await new MongoClient(uri, { maxPoolSize: 20, writeConcern: { w: 'majority', journal: true } }).connect()
  const stored = await client.db().collection('hotline.tickets').find().limit(1000).toArray()
  const tickets = client.db().collection('floor.tickets')
  let at = 0

  const app = fastify()
  app.get('/', async () => 'ready')
  app.post('/tickets', async (_request, reply) => {
    const id = randomUUID()
    await tickets.insertOne({ ...stored[at++ % stored.length], _id: id })
    return reply.status(201).send({ id })
  })
  await app.listen({ port: Number(port), host: '127.0.0.1' })
  process.once('SIGTERM', () => app.close().then(() => process.exit(0)))
}

main()
