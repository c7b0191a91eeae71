import type { Role } from '@yiwang/auth'

/** From the demo community up to the city: 易家桥社区, 新城桥街道, 崇川区, 南通市. */
const community = ['320613004006', '320613004000', '320613000000', '320600000000']
const city = community.slice(-1)

/** Everyone of the demo city. Names are invented. */
export const demoAccounts: { account: string; name: string; role: Role; areas: string[]; pin?: string }[] = [
  { account: 'operator', name: '周敏', role: 'operator', areas: city },
  { account: 'worker', name: '顾建华', role: 'worker', areas: community },
  { account: 'coordinator', name: '陆晓燕', role: 'coordinator', areas: city },
  { account: 'provider', name: '季春梅', role: 'provider', areas: community },
  { account: 'auditor', name: '施文华', role: 'auditor', areas: city },
  { account: 'admin', name: '沈涛', role: 'admin', areas: city },
  { account: 'KIOSK-DEMO-1', name: '易家桥便民服务亭', role: 'terminal', areas: community, pin: '246810' },
]
