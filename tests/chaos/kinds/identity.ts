import { COMMUNITY } from '../world'
import type { Kinds } from './kinds'

export const identity: Kinds = {
  service: 'identity',
  wishes: (caller) => [
    [
      1,
      () =>
        caller.ask('admin', 'identity', 'register-terminal', '/terminals', {
          account: `K-${caller.number}-${caller.chance.below(1e9)}`,
          name: '便民服务亭',
          areaCode: COMMUNITY,
        }),
    ],
  ],
  due: { 'register-terminal': () => ['identity.terminal-registered'] },
  copies: [{ collection: 'identity.areas', source: '/information-network/areas', fields: ['name', 'level'] }],
  knocks: (count) => [
    {
      as: 'admin',
      service: 'identity',
      kind: 'register-terminal',
      path: '/terminals',
      method: 'POST',
      body: { account: `AWAY-${count()}`, name: '便民服务亭', areaCode: COMMUNITY },
    },
  ],
  tamperings: [],
}
