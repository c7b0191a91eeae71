import { COMMUNITY, type ServicesUnderTest } from '@yiwang/testing'

/** A terminal with its token. */
export const aTerminal = (app: ServicesUnderTest, id = 'terminal-1', area = COMMUNITY) =>
  app.as('terminal', { id, account: id.toUpperCase(), name: '易家桥便民服务亭', area })
