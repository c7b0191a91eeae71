// The station's floor: a bare Fastify server that stores each body with one durable insert (SQLite in WAL mode, synchronous=FULL) and answers its id.
const { randomUUID } = require('node:crypto')
const Database = require('libsql')
const fastify = require('fastify')

const [file, port] = process.argv.slice(2)
const db = new Database(file)
db.pragma('journal_mode = WAL')
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE tickets (id TEXT PRIMARY KEY, body TEXT NOT NULL)')
const insert = db.prepare('INSERT INTO tickets VALUES (?, ?)')

const app = fastify()
app.get('/', async () => 'ready')
app.post('/tickets', async (request, reply) => {
  const id = randomUUID()
  insert.run([id, JSON.stringify(request.body)])
  return reply.status(201).send({ id })
})
app.listen({ port: Number(port), host: '127.0.0.1' })
process.once('SIGTERM', () => app.close().then(() => process.exit(0)))
