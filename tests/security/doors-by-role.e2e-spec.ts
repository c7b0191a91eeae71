import { RequestMethod, type Type } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants'
import { DiscoveryService, MetadataScanner } from '@nestjs/core'
import { allCapabilities, type Capability, clientScopes, type Role, roles, whoMay } from '@yiwang/auth'
import { everyService } from '@yiwang/station'
import { CITY, type ServicesUnderTest, startServices } from '@yiwang/testing'
import { terms } from '../identity/clients'
import { declareAreas } from '../information-network/start'

interface Door {
  method: string
  path: string
  access: 'public' | { may: Capability } | undefined
}

/** As the guard reads it: a method's word replaces its class's. */
const ACCESS = 'yiwang:access'

/** Every route of every service, from the controllers themselves: documented or not. */
function doorsOf(app: ServicesUnderTest): Door[] {
  const found: Door[] = []
  for (const { metatype } of app.nest.get(DiscoveryService, { strict: false }).getControllers()) {
    const controller = metatype as Type
    for (const name of new MetadataScanner().getAllMethodNames(controller.prototype)) {
      const handler = controller.prototype[name]
      const way = Reflect.getMetadata(PATH_METADATA, handler)
      if (way === undefined) continue
      const path = [Reflect.getMetadata(PATH_METADATA, controller), way].join('/').replace(/\/+/g, '/').replace(/\/$/, '')
      const access = Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)
      found.push({ method: RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler)], path: `/${path}`.replace(/^\/+/, '/'), access })
    }
  }
  return found
}

/** A program by its scopes, and here by all of them; everybody else by their role. */
const mayEnterBy = (role: Role, capability: Capability) =>
  role === 'gateway' ? clientScopes.includes(capability) : whoMay(capability).includes(role)

describe('every door', () => {
  let app: ServicesUnderTest
  let doors: Door[]
  beforeAll(async () => {
    app = await startServices(everyService)
    await declareAreas(app)
    doors = doorsOf(app)
  })

  /** Which are open, asks tests/flows/bad-input.e2e-spec.ts. */
  it('says who may, in a word of the table, or that it is open', () => {
    expect(doors.length).toBeGreaterThan(90)
    const unsaid = doors.filter(({ access }) => access !== 'public' && !allCapabilities.includes(access?.may as Capability))
    expect(unsaid).toEqual([])
  })

  it.each(roles)('lets a %s in where the table says so, and nowhere else', async (role) => {
    const client = role === 'gateway' ? terms(clientScopes) : undefined
    const by = app.as(role, { area: CITY, roles: [role], id: `only-${role}`, client })
    const wrong: string[] = []
    for (const { method, path, access } of doors) {
      if (!access || access === 'public') continue
      const url = `/api${path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV')}`
      // A stream is only asked whether it would begin.
      const answer = await by.send((path.endsWith('stream') ? 'HEAD' : method) as 'GET', url)
      const mayEnter = mayEnterBy(role, access.may)
      const isRefused = answer.status === 403 && (path.endsWith('stream') || answer.body.code === 'not-allowed')
      if (isRefused === mayEnter || answer.status === 401 || answer.status >= 500) wrong.push(`${method} ${path}: ${answer.status} ${answer.text}`)
    }
    expect(wrong).toEqual([])
  })

  it('is closed to a program without scopes, and opens for each of them what it says and nothing beside it', async () => {
    for (const scope of [undefined, ...clientScopes]) {
      const by = app.as('gateway', { area: CITY, id: `gateway-${scope}`, client: terms(scope ? [scope] : []) })
      const open: string[] = []
      for (const { method, path, access } of doors) {
        if (!access || access === 'public') continue
        const url = `/api${path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV')}`
        const { status } = await by.send((path.endsWith('stream') ? 'HEAD' : method) as 'GET', url)
        if (status !== 403) open.push(access.may)
      }
      expect([scope, [...new Set(open)]]).toEqual([scope, scope ? [scope] : []])
    }
  })

  it.each(['own-password', 'second-factor'] as const)(
    'but those of their own sign-in is closed to whoever has to put it right (%s)',
    async (must) => {
      const by = app.as('admin', { area: CITY, roles, must })
      const wrong: string[] = []
      for (const { method, path, access } of doors) {
        if (!access || access === 'public') continue
        const url = `/api${path.replace(/:\w+/g, '01ARZ3NDEKTSV4RRFFQ69G5FAV')}`
        const answer = await by.send((path.endsWith('stream') ? 'HEAD' : method) as 'GET', url)
        const isClosed = answer.status === 403 && (path.endsWith('stream') || answer.body.code === `${must}-first`)
        if (isClosed === (access.may === 'sign-in.own')) wrong.push(`${method} ${path}: ${answer.status} ${answer.text}`)
      }
      expect(wrong).toEqual([])
    },
  )

  it('lets in whoever holds one of the roles, whichever of them they are called by', async () => {
    const both = app.as('coordinator', { area: CITY, roles: ['coordinator', 'auditor', 'admin'] })
    await both.get('/api/identity/accounts').expect(200)
    await both.get('/api/home-care/elderly').expect(200)
    await app
      .as('admin', { area: CITY, roles: ['coordinator'] })
      .get('/api/identity/accounts')
      .expect(403)
  })
})
