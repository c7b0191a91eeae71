// A broker that knows each principal by name and lets nobody do what was not allowed: `node tests/real/guarded-kafka.mjs <folder> <principal> …` starts it, prints one line of
// JSON ({ brokers, acls: the command that `deploy/kafka/acls.sh` needs }), and stops it when its input ends.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brief, kafka, options } from './kafka.mjs'
import { answering } from './places.mjs'

const [folder, ...principals] = process.argv.slice(2)
const names = ['admin', ...principals]
const login = (name) => `org.apache.kafka.common.security.scram.ScramLoginModule required username="${name}" password="${name}-secret";`

kafka.install()
const { port, command, args, address } = await kafka.prepare(folder, {
  format: names.flatMap((name) => ['--add-scram', `SCRAM-SHA-512=[name=${name},password=${name}-secret]`]),
  // The later line of a name counts. Only the broker itself comes by the controller's listener, which asks nobody's name.
  more: `
listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512
listener.name.plaintext.scram-sha-512.sasl.jaas.config=${login('admin')}
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:admin;User:ANONYMOUS
`,
})
const admin = join(folder, 'admin.properties')
writeFileSync(admin, `security.protocol=SASL_PLAINTEXT\nsasl.mechanism=SCRAM-SHA-512\nsasl.jaas.config=${login('admin')}\n`)

const broker = spawn(command, [...brief, ...args], { stdio: 'ignore' })
await answering(broker, port)
const tool = join(folder, 'kafka-acls.sh')
const quoted = ['java', ...brief, ...options(folder), 'org.apache.kafka.tools.AclCommand'].map((word) => `'${word}'`).join(' ')
writeFileSync(tool, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 })
process.stdout.write(`${JSON.stringify({ brokers: address, acls: `${tool} --bootstrap-server ${address} --command-config ${admin}` })}\n`)

await once(process.stdin.resume(), 'end')
broker.kill('SIGKILL')
await once(broker, 'exit')
