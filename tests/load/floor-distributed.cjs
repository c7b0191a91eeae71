// The distributed row's floor: a bare Fastify server that does one insert (majority, journal) of a document that the hotline stored, under a new id, into the same
// store: at /tickets into a collection without indexes, at /indexed into one with the hotline's.
const { randomUUID } = require('node:crypto')
const { MongoClient } = require('mongodb')
const fastify = require('fastify')

const [uri, port] = process.argv.slice(2)

async function main() {
  const client = await new MongoClient(uri, { maxPoolSize: 20, writeConcern: { w: 'majority', journal: true } }).connect()
  const hotline = client.db().collection('hotline.tickets')
  const stored = await hotline.find().limit(1000).toArray()
  const bare = client.db().collection('floor.tickets')
  const indexed = client.db().collection('floor.indexed')
  await copyIndexes(hotline, indexed)

  let at = 0
  const insertInto = (collection) => async (_request, reply) => {
    const id = randomUUID()
    // A number is unique.
    await collection.insertOne({ ...stored[at++ % stored.length], _id: id, number: id })
    return reply.status(201).send({ id })
  }
  const app = fastify()
  app.get('/', async () => 'ready')
  app.post('/tickets', insertInto(bare))
  app.post('/indexed', insertInto(indexed))
  await app.listen({ port: Number(port), host: '127.0.0.1' })
  process.once('SIGTERM', () => app.close().then(() => process.exit(0)))
}

async function copyIndexes(from, to) {
  for (const { key, name, v: _version, ns: _namespace, ...options } of await from.indexes()) {
    if (name !== '_id_') await to.createIndex(key, { name, ...options })
  }
}

main()
