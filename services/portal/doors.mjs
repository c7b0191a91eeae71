// Writes src/api/generated/<service>.ts (a function for every door of the service) and <service>.types.ts (their types) from what the built services say of themselves
// in OpenAPI. A part of the build: `node services/portal/doors.mjs` after `tsc -b`.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import openapi, { astToString } from 'openapi-typescript'
import ts from 'typescript'

const folder = join(import.meta.dirname, 'src', 'api', 'generated')
const kept = ['format', 'minLength', 'maxLength', 'minimum', 'maximum', 'pattern', 'enum', 'maxItems']

/** What a form asks of a value: of everything that a schema says, the part that can be told before it is sent. */
function ruleOf(schema, required, schemas) {
  const parts = schema.properties ? [schema] : partsOf(schema, schemas)
  const properties = parts.length > 0 && Object.assign({}, ...parts.map((part) => part.properties))
  const needed = parts.flatMap((part) => part.required ?? [])
  const rule = Object.fromEntries(kept.filter((name) => schema[name] !== undefined).map((name) => [name, schema[name]]))
  if (['boolean', 'integer', 'array'].includes(schema.type)) rule.type = schema.type
  if (schema.items?.enum) rule.enum = schema.items.enum
  if (required) rule.required = true
  if (properties) rule.fields = fieldsOf(properties, needed, schemas)
  return rule
}

/** What a schema refers to: one form, or a form and the file that is sent behind its fields. */
const partsOf = ({ $ref, allOf = [] }, schemas) =>
  $ref ? [schemas[$ref.split('/').at(-1)]] : allOf.flatMap((part) => (part.properties ? [part] : partsOf(part, schemas)))

const fieldsOf = (properties, needed, schemas) =>
  Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, ruleOf(schema, needed.includes(name), schemas)]))

function rulesOf({ parameters = [], requestBody }, schemas) {
  const query = parameters.filter((one) => one.in === 'query' && !['limit', 'cursor'].includes(one.name))
  const body = (requestBody?.content['application/json'] ?? requestBody?.content['multipart/form-data'])?.schema
  return {
    ...(query.length && { query: Object.fromEntries(query.map(({ name, schema, required }) => [name, ruleOf(schema, required, schemas)])) }),
    ...(body && { body: ruleOf(body, false, schemas).fields }),
  }
}

/** `TicketActionsController_answer` is `ticketActions.answer`. */
function doorsOf(service, { paths, components }) {
  const groups = {}
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const [controller, name] = operation.operationId.split('Controller_')
      const group = controller[0].toLowerCase() + controller.slice(1)
      groups[group] ??= []
      const rules = JSON.stringify(rulesOf(operation, components.schemas))
      groups[group].push(`  ${name}: /* @__PURE__ */ door<operations['${operation.operationId}']>('${method.toUpperCase()}', '${path}', ${rules}),`)
    }
  }
  const written = Object.entries(groups).map(([group, doors]) => `export const ${group} = {\n${doors.join('\n')}\n}\n`)
  const shapes = Object.keys(components.schemas).map((name) => `export type ${name} = components['schemas']['${name}']`)
  return [`import { door } from '../door'`, `import type { components, operations } from './${service}.types'`, '', ...shapes, '', ...written].join(
    '\n',
  )
}

/** What is the same stays as it is, so that nobody who watches files sees news. */
function write(name, text) {
  const path = join(folder, name)
  const whole = `// Made by the build (services/portal/doors.mjs): not to be changed by hand.\n${text}`
  if (!existsSync(path) || readFileSync(path, 'utf8') !== whole) writeFileSync(path, whole)
}

const { describeEveryService } = createRequire(import.meta.url)('../station/dist/openapi.js')
/** A file of a form is what a page has of it. */
const transform = ({ format }) => (format === 'binary' ? ts.factory.createTypeReferenceNode('File') : undefined)
const documents = await describeEveryService()
mkdirSync(folder, { recursive: true })
for (const [service, document] of Object.entries(documents)) {
  write(`${service}.types.ts`, astToString(await openapi(document, { alphabetize: true, transform })))
  write(`${service}.ts`, doorsOf(service, document))
}

// What every service keeps for itself, for the page that shows it of all.
const services = Object.keys(documents)
const variableOf = (service) => service.replace(/-(\w)/g, (_, letter) => letter.toUpperCase())
const ofEach = (group) => `export const ${group} = { ${services.map((service) => `'${service}': ${variableOf(service)}.${group}`).join(', ')} }`
write(
  'every.ts',
  [
    ...services.map((service) => `import * as ${variableOf(service)} from './${service}'`),
    '',
    ...['parked', 'jobs', 'redraw', 'securityLog', 'securityAlarms', 'staffAlarms', 'retention'].map((group) => ofEach(group)),
    '',
  ].join('\n'),
)
