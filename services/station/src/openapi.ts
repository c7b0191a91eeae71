import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { createApp, openLog, openStation } from '@yiwang/platform'
import { everyService } from './services'

/** The OpenAPI document of every service, told by a house in an empty folder that nobody enters: the portal's doors are made from them when it is built. */
export async function describeEveryService(): Promise<Record<string, object>> {
  const folder = mkdtempSync(join(tmpdir(), 'yiwang-openapi-'))
  const clock = new Clock()
  const house = openStation({ DATA_DIR: folder, DATA_KEY: randomBytes(32).toString('base64') }, clock)
  const app = await createApp({ services: everyService, house, clock, log: openLog('silent') })
  try {
    const server = app.getHttpAdapter().getInstance()
    await server.ready()
    const documents: Record<string, object> = {}
    for (const service of Object.keys(everyService)) documents[service] = (await server.inject(`/api/${service}/openapi.json`)).json()
    return documents
  } finally {
    await app.close()
    await house.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
