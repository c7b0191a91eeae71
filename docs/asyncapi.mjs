// Writes docs/asyncapi.json from the built contracts, the handlers and what a message really carries: `npm run generate`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { keep } from './keep.mjs'
import { hearings } from './who-hears.mjs'

const require = createRequire(import.meta.url)
const { z } = require('zod')
const { events, sealedFieldsOf, serviceOf, services, topicOf } = require('@yiwang/contracts')
const { toCloudEvent } = require('@yiwang/messaging')
const { PARTITIONS } = require('@yiwang/persistence/stores')
const { version } = require('../package.json')

const names = Object.keys(events)
const sampleOf = (name) => JSON.parse(readFileSync(new URL(`../tests/contract/samples/${name}.json`, import.meta.url), 'utf8'))
const ref = (...path) => ({ $ref: `#/${path.map((part) => part.replaceAll('/', '~1')).join('/')}` })
const byKey = (keys, value) => Object.fromEntries(keys.map((key) => [key, value(key)]))
const plain = (schema) =>
  JSON.parse(JSON.stringify(z.toJSONSchema(schema, { target: 'draft-7' }), (key, value) => (key === '$schema' ? undefined : value)))

/** What travels in place of a personal field: text whose length alone tells of the value (12 bytes, the value's JSON, 16 bytes). Here those bytes are zeros. */
const sealedExample = (value) => `s2.00000000.${Buffer.alloc(28 + Buffer.byteLength(JSON.stringify(value))).toString('base64url')}`
const sealedSchema = (opened) => ({
  type: 'string',
  pattern: '^s[12]\\.[0-9a-f]{8}\\.[A-Za-z0-9_-]+$',
  description:
    'Personal, sealed with AES-256-GCM: `s2.<data key id>.<base64url>`. A handler that holds the key of the topic opens it to what `x-opened` says. What begins with `s1` is older, and sealed with one key for all topics.',
  'x-opened': opened,
})

function payloadOf(name) {
  const schema = plain(events[name])
  for (const path of sealedFieldsOf(name)) {
    const holder = path.slice(0, -1).reduce((above, key) => above.properties[key], schema)
    holder.properties[path.at(-1)] = sealedSchema(holder.properties[path.at(-1)])
  }
  return { ...schema, description: 'Fields may be added; what is unknown is passed over.', additionalProperties: true }
}

function exampleOf(name) {
  const data = sampleOf(name)
  for (const path of sealedFieldsOf(name)) {
    const holder = path.slice(0, -1).reduce((above, key) => above?.[key], data)
    if (holder?.[path.at(-1)] !== undefined) holder[path.at(-1)] = sealedExample(holder[path.at(-1)])
  }
  return data
}

const ULID = '01M8026ZK7B2W9E4YD6TSN1J0F'
const HASH = '6f2c0b7d3a9e4f5181c6d2e0b7a3f49c5d8e1f2a3b4c5d6e7f8091a2b3c4d5e6'
const headersOf = (name, more = {}) =>
  toCloudEvent({
    id: '01M8026ZK8S3V5X7Z9A1C3E5G7',
    type: name,
    source: `/${serviceOf(name)}/${name.slice(name.indexOf('.') + 1).split('-')[0]}s`,
    subject: ULID,
    time: '2026-11-20T01:02:03.004Z',
    sequence: 2,
    previousHash: HASH.replaceAll('6', '0'),
    hash: HASH,
    correlation: '01M8026ZK6P9R2T4V6X8Z0B2D4',
    causation: '01M8026ZK5M7N9Q1S3U5W7Y9A1',
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    actorId: '01M8026ZK2B4D6F8H0J2K4M6N8',
    actorRole: 'operator',
    clientCorrelation: 'counter-3-0042',
    data: '{}',
    ...more,
  }).headers

const headerRules = {
  ce_specversion: { const: '1.0', description: 'CloudEvents 1.0, Kafka binding, binary mode' },
  'content-type': { const: 'application/json' },
  ce_id: { description: 'the event; the same on each repeat' },
  ce_type: { enum: names, description: 'the name of the event' },
  ce_source: { pattern: '^/[a-z-]+/[a-z-]+$', description: '`/<service>/<collection>` of the aggregate' },
  ce_subject: { description: "the aggregate's id" },
  ce_partitionkey: { description: 'CloudEvents extension: the key of the message, as `ce_subject`' },
  ce_time: { format: 'date-time', description: 'when it happened' },
  ce_sequence: { pattern: '^[1-9][0-9]*$', description: 'CloudEvents extension: 1, 2, 3 … without a gap within (source, subject)' },
  ce_previoushash: { pattern: '^[0-9a-f]{64}$', description: '`ce_hash` of the event before it in its aggregate; none on the first' },
  ce_hash: { pattern: '^[0-9a-f]{64}$', description: 'SHA-256 over the one before it and all that is sent (docs/decisions/0005-evidence-chain.md)' },
  ce_correlationid: { description: 'the same for everything that one request led to; ours' },
  ce_causationid: { description: 'the event that a handler was taking; none where a request was the cause' },
  traceparent: { description: 'W3C Trace Context; only where traces are on' },
  ce_actorid: { description: 'the account or terminal that caused it, however many events ago; none where it came about by itself' },
  ce_actorrole: { description: 'in which role' },
  ce_actorfor: { description: 'the resident for whom they acted, as that person has agreed with them' },
  ce_clientcorrelation: { description: 'what the client that began it calls its request (`x-correlation-id`); nothing is found by it' },
}
const optionalHeaders = ['ce_previoushash', 'ce_causationid', 'traceparent', 'ce_actorid', 'ce_actorrole', 'ce_actorfor', 'ce_clientcorrelation']

function headers() {
  const sent = Object.keys(headersOf(names[0], { actorFor: ULID }))
  const untold = sent.filter((header) => !headerRules[header])
  if (untold.length) throw new Error(`docs/asyncapi.mjs has no words for the header ${untold.join(', ')}`)
  return {
    type: 'object',
    required: sent.filter((header) => !optionalHeaders.includes(header)),
    properties: byKey(sent, (header) => ({ type: 'string', ...headerRules[header] })),
  }
}

const message = (name) => ({
  name,
  title: name,
  contentType: 'application/json',
  correlationId: ref('components', 'correlationIds', 'request'),
  tags: [{ name: serviceOf(name) }],
  headers: ref('components', 'schemas', 'headers'),
  payload: ref('components', 'schemas', name),
  bindings: { kafka: { key: { type: 'string', description: "the aggregate's id: one aggregate's events stay in order" }, bindingVersion: '0.5.0' } },
  examples: [{ name: 'sample', headers: headersOf(name), payload: exampleOf(name) }],
})

const ownNames = (service) => names.filter((name) => serviceOf(name) === service)
const channel = (service) => ({
  address: topicOf(service),
  title: `What ${service} tells the others`,
  messages: byKey(ownNames(service), (name) => ref('components', 'messages', name)),
  bindings: {
    kafka: {
      topic: topicOf(service),
      partitions: PARTITIONS,
      replicas: 3,
      topicConfiguration: { 'cleanup.policy': ['delete'], 'retention.ms': -1, 'retention.bytes': -1 },
      bindingVersion: '0.5.0',
    },
  },
})

const operation = (action, service, topic, heard) => ({
  action,
  channel: ref('channels', topic),
  tags: [{ name: service }],
  messages: heard.map((name) => ref('channels', topic, 'messages', name)),
})

function operations() {
  const sends = services.map((service) => [`${service}.sends`, operation('send', service, topicOf(service), ownNames(service))])
  const groups = [...new Set(hearings.map(({ group }) => group))]
  const receives = groups.flatMap((group) => {
    const heard = names.filter((name) => hearings.some((one) => one.group === group && one.name === name))
    return [...new Set(heard.map(serviceOf))].map((from) => [
      `${group}.hears.${from}`,
      {
        ...operation(
          'receive',
          group.split('.')[0],
          topicOf(from),
          heard.filter((name) => serviceOf(name) === from),
        ),
        title: `${group} hears ${from}`,
        bindings: { kafka: { groupId: { type: 'string', const: group }, bindingVersion: '0.5.0' } },
      },
    ])
  })
  return Object.fromEntries([...sends, ...receives])
}

const document = {
  asyncapi: '3.0.0',
  info: {
    title: 'Yiwang 一网',
    version,
    description: [
      'Every event of the house, who publishes it and who hears it: one document for all services. An operation is tagged with the service that performs it; one that receives names its consumer group.',
      'An event is delivered at least once, in the order of its aggregate; `ce_id` tells repeats. Fields that tell of a person travel sealed: what they hold is in `x-opened` of the field.',
      'Generated by `npm run generate`; for people: docs/EVENTS.md.',
    ].join('\n\n'),
    license: { name: 'Apache-2.0' },
    tags: services.map((name) => ({ name })),
  },
  defaultContentType: 'application/json',
  servers: {
    kafka: {
      host: '{broker}',
      protocol: 'kafka',
      description:
        'KAFKA_BROKERS. With KAFKA_SASL_USERNAME each service is a principal of its own, which may do what this document says and nothing else (deploy/kafka/acls.sh).',
      variables: { broker: { default: 'kafka:9092' } },
      security: [ref('components', 'securitySchemes', 'sasl')],
      bindings: { kafka: { bindingVersion: '0.5.0' } },
    },
  },
  channels: Object.fromEntries(services.map((service) => [topicOf(service), channel(service)])),
  operations: operations(),
  components: {
    securitySchemes: { sasl: { type: 'scramSha512', description: 'SCRAM-SHA-512, or PLAIN by KAFKA_SASL_MECHANISM; in TLS with KAFKA_SSL' } },
    correlationIds: { request: { location: '$message.header#/ce_correlationid' } },
    messages: byKey(names, message),
    schemas: { headers: headers(), ...byKey(names, payloadOf) },
  },
}

keep(new URL('./asyncapi.json', import.meta.url), `${JSON.stringify(document, null, 2)}\n`)
