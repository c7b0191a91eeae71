import fastify from 'fastify'
import { contextOf, followRequests } from './request-context'

describe('the door that is knocked at', () => {
  const server = fastify()
  const doors: (string | undefined)[] = []
  followRequests(server)
  const answer = (request: Parameters<typeof contextOf>[0]) => {
    doors.push(contextOf(request)?.asked?.door)
    return ''
  }
  server.get('/api/hotline/tickets/:id', answer)
  // The portal's, as a station has it.
  server.get('/*', answer)
  server.setNotFoundHandler(answer)
  afterAll(() => server.close())

  it.each([
    ['GET', '/api/hotline/tickets/13812345678?q=x', 'GET /api/hotline/tickets/:id'],
    ['GET', '/api/hotline/13812345678', 'GET /api/hotline/*'],
    ['POST', '/api/hotline/tickets/13812345678', 'POST /api/hotline/*'],
    ['GET', '/api/13812345678/x', 'GET /api/*'],
    ['GET', '/api/?hotline', 'GET /api/*'],
    ['GET', '/tickets', undefined],
  ] as const)('%s %s is told as %s, without what was typed', async (method, url, door) => {
    await server.inject({ method, url })
    expect(doors.pop()).toBe(door)
  })
})
