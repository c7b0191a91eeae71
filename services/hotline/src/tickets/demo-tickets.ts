import type { RecordTicket } from './tickets.dto'

/** What happened to a demo ticket after it was written down, by whom the rules allow. */
export type DemoStep =
  | { answer: { reply: string; solved?: boolean; satisfied?: boolean } }
  | { dispatch: true }
  | { accept: true }
  | { returnToHotline: string }
  | { resolve: string }
  | { callBack: { reached: boolean; solved?: boolean; satisfied?: boolean; rating?: number; note?: string } }

export interface DemoTicket {
  wanted: Omit<RecordTicket, 'areaCode'>
  steps: DemoStep[]
}

// People of the demo city, as the information network registers them.
const neighbour = { name: '陈志强', phone: '19900000002' }
const wangGuiying = { name: '王桂英', phone: '19900000001', address: '易家桥新村12幢302室' }
const dispatched: DemoStep = { dispatch: true }
const accepted: DemoStep = { accept: true }

/** Made up, and marked so in the first word that anyone reads of them. */
export const DEMO_MARK = '【演示】'

const rows: [description: string, more: Partial<RecordTicket> & Pick<RecordTicket, 'reporter'>, ...DemoStep[]][] = [
  [
    '邻居王桂英老人独居，三天没见她下楼，电话也没人接，想请社区上门看看。',
    { reporter: neighbour, beneficiary: wangGuiying, urgency: 'urgent', place: '易家桥新村12幢' },
  ],
  ['小区东门的窨井盖松动，车一过就响，晚上看不清，怕绊倒人。', { reporter: { name: '周美华', phone: '19900000005' }, place: '易家桥新村东门' }],
  ['想问高龄津贴从几岁开始领，要带什么材料，在哪里办。', { reporter: { name: '吴晓燕', phone: '19900000007' }, kind: 'advice' }],
  ['12 幢楼道的灯坏了三天，老人上下楼不安全。', { reporter: { name: '徐海涛', phone: '19900000008' }, place: '易家桥新村12幢' }, dispatched],
  ['楼下棋牌室夜里十二点还很吵，影响休息。', { reporter: { name: '周建国', phone: '19900000006' }, kind: 'complaint' }, dispatched, accepted],
  [
    '菜场门口的路灯整条都不亮。',
    { reporter: { name: '吴晓燕', phone: '19900000007' }, place: '易家桥菜场' },
    dispatched,
    { returnToHotline: '路灯由市政养护，不属于社区职责，请改派。' },
  ],
  [
    '健身器材缺了一颗螺丝，孩子玩的时候容易夹手。',
    { reporter: { name: '徐海涛', phone: '19900000008' }, urgency: 'urgent' },
    dispatched,
    accepted,
    { resolve: '已更换螺丝并检查全部器材，当天恢复使用。' },
  ],
  [
    '想问今天停水到几点。',
    { reporter: { name: '李德福', phone: '051385120004' }, kind: 'advice' },
    { answer: { reply: '管网抢修，预计 18:00 恢复供水，已请社区给独居老人送水。', solved: true, satisfied: true } },
  ],
  [
    '建议在活动室加几把有扶手的椅子，老人起身方便。',
    { reporter: { name: '张秀兰', phone: '19900000003' }, kind: 'suggestion' },
    dispatched,
    accepted,
    { resolve: '已添置 10 把扶手椅。' },
    { callBack: { reached: true, solved: true, satisfied: true, rating: 5, note: '老人很高兴。' } },
  ],
]

export const demoTickets: DemoTicket[] = rows.map(([description, more, ...steps]) => ({
  wanted: { urgency: 'ordinary', ...more, description: `${DEMO_MARK}${description}` },
  steps,
}))
