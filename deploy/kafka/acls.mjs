// Writes deploy/kafka/acls.sh from the event map: `npm run generate`.
import { createRequire } from 'node:module'
import { keep } from '../../docs/keep.mjs'
import { topicsOf } from '../../docs/who-hears.mjs'

const { services, topicOf } = createRequire(import.meta.url)('@yiwang/contracts')

const each = (option, values) => [...new Set(values)].sort().flatMap((value) => [`--${option}`, value])
const allow = (principals, operations, resources) =>
  ['allow', ...principals.flatMap((name) => ['--allow-principal', `User:${name}`]), ...each('operation', operations), ...resources].join(' ')

const prefixed = (group) => ['--resource-pattern-type', 'prefixed', '--group', group]

const topics = services.map(topicOf)

function rightsOf(service) {
  return [
    `# ${service}`,
    allow([service], ['Write'], each('topic', [topicOf(service)])),
    // Its own topic as well, to seal it: as a group that is made for that and removed again (docs/decisions/0009).
    allow([service], ['Read'], [...each('topic', topicsOf(service)), ...each('group', [service])]),
    // Named after who reads in them: one begins where its readers were in those of before.
    allow([service], ['Read'], prefixed(`${service}.`)),
    allow([service], ['Delete'], prefixed(`${service}.reading-`)),
    '',
  ]
}

const text = `#!/bin/sh
# Who may do what in Kafka, generated from the event map by \`npm run generate\`. Do not edit: a test fails where this file is stale.
#
#   KAFKA_ACLS='kafka-acls.sh --bootstrap-server kafka:9092 --command-config admin.properties' deploy/kafka/acls.sh
#
# Each service is a principal of its own name (KAFKA_SASL_USERNAME), so is \`npm run setup\`: \`setup\`. What is not named here nobody may. It only adds:
# what an older version allowed and this one does not is shown by \`$KAFKA_ACLS --list\` and taken away by hand. Safely repeatable.
set -eu

allow() { $KAFKA_ACLS --add "$@" > /dev/null; }

# Each looks at its start whether all topics are there, with their partitions.
${allow([...services, 'setup'], ['Describe'], each('topic', topics))}

${services.flatMap(rightsOf).join('\n')}
# setup
${allow(['setup'], ['Create'], each('topic', topics))}
`

keep(new URL('./acls.sh', import.meta.url), text)
