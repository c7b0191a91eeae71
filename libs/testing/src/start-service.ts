import type { Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { ServicesUnderTest } from './service-under-test'

const started: ServicesUnderTest[] = []

afterAll(async () => {
  for (const services of started.splice(0)) await services.close()
})

/** Several services in one process, with nothing in their store. */
export async function startServices(services: Partial<Record<ServiceName, Type>>): Promise<ServicesUnderTest> {
  const app = new ServicesUnderTest(services)
  started.push(app)
  return app.start()
}

/** One service alone: `HomeCareModule` is `home-care`. It knows the test's areas. Closed by itself after the file. */
export async function startService(module: Type): Promise<ServicesUnderTest> {
  const service = module.name
    .replace(/Module$/, '')
    .replace(/\B[A-Z]/g, '-$&')
    .toLowerCase() as ServiceName
  const app = await startServices({ [service]: module })
  if (service !== 'information-network' && service !== 'identity') await app.knowAreas()
  return app
}
