// Writes src/api/generated/<service>.ts from what a running house says of its doors: `node services/portal/generate-api.mjs [http://localhost:8080]`.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapi, { astToString } from 'openapi-typescript'

const house = process.argv[2] ?? 'http://localhost:8080'
const services = ['identity', 'information-network', 'hotline', 'home-care', 'kiosk']
const folder = join(import.meta.dirname, 'src', 'api', 'generated')

await mkdir(folder, { recursive: true })
for (const service of services) {
  const types = await openapi(new URL(`/api/${service}/openapi.json`, house), { alphabetize: true })
  await writeFile(
    join(folder, `${service}.ts`),
    `// By generate-api.mjs from /api/${service}/openapi.json: not to be changed by hand.\n${astToString(types)}`,
  )
}
