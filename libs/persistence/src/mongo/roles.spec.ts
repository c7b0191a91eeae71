import type { Db } from 'mongodb'
import { makeRoles, privilegesOf } from './roles'

const collections = ['hotline.tickets', 'hotline.takings', 'kiosk.payments', 'home-care.visits', 'home-care-extra.visits']

it("lets a service write to its own collections and files, and to nobody else's", () => {
  const may = (action: string) =>
    privilegesOf('home-care', 'yiwang', collections).flatMap(({ resource, actions }) => (actions.includes(action) ? [resource.collection] : []))
  const own = ['home-care.visits', 'blobs.home-care.files', 'blobs.home-care.chunks']
  expect(may('remove')).toEqual(own)
  expect(may('update')).toEqual([...own, 'event-keys-home-care'])
  expect(may('find')).toEqual(expect.arrayContaining(['event-keys-hotline', 'event-keys-kiosk']))
  expect(may('find').filter((name) => name.includes('.') && !name.includes('home-care'))).toEqual([])
})

describe('roles', () => {
  const asked: object[] = []
  const said: string[] = []
  beforeEach(() => {
    asked.length = 0
    said.length = 0
  })
  const store = (answers: (command: Record<string, unknown>) => unknown) =>
    ({
      databaseName: 'yiwang',
      command: async (command: Record<string, unknown>) => {
        asked.push(command)
        return answers(command)
      },
    }) as unknown as Db
  const known = { authInfo: { authenticatedUsers: [{ user: 'setup' }] } }

  it('are made, and brought up to date where they are there', async () => {
    await makeRoles(
      store((command) => ('connectionStatus' in command ? known : { roles: [{ role: 'hotline' }] })),
      ['hotline.tickets', 'kiosk.payments'],
      (line) => said.push(line),
    )
    expect(asked.slice(2)).toMatchObject([{ updateRole: 'hotline' }, { createRole: 'kiosk' }])
    expect(said).toEqual([expect.stringMatching(/^2 roles/)])
  })

  it('are none where the store asks nobody who they are', async () => {
    await makeRoles(
      store(() => ({ authInfo: { authenticatedUsers: [] } })),
      collections,
      (line) => said.push(line),
    )
    expect([asked.length, said]).toEqual([1, []])
  })

  it('are left to others where this user may make none', async () => {
    const refused = Object.assign(new Error('not authorized'), { code: 13 })
    const answers = (command: Record<string, unknown>) => ('connectionStatus' in command ? known : Promise.reject(refused))
    await makeRoles(store(answers), collections, (line) => said.push(line))
    expect(said).toEqual([expect.stringContaining('not authorized')])
  })
})
