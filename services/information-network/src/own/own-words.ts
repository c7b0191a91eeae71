import type { TimelineEvent } from '../timeline/timeline-words'

/**
 * What of a life is told to whose it is, as they would say it. Matters are not here: the hotline's news name whoever reported and whoever was reported for alike, and what a neighbour
 * told of somebody is not for that one to read. Their own they find where they reported them.
 */
export const ownWords: Partial<Record<TimelineEvent, { 'zh-CN': string; en: string }>> = {
  'information-network.resident-registered': { 'zh-CN': '社区登记了您的信息', en: 'Your community registered you' },
  'information-network.resident-updated': { 'zh-CN': '您的登记信息有更新', en: 'Your entry was changed' },
  'home-care.request-received': { 'zh-CN': '收到您的居家养老服务需求', en: 'Your need of care at home was received' },
  'home-care.request-assigned': { 'zh-CN': '已安排人员上门服务', en: 'A visit to your home was arranged' },
  'home-care.visit-started': { 'zh-CN': '上门服务开始', en: 'The visit began' },
  'home-care.visit-completed': { 'zh-CN': '上门服务完成', en: 'The visit was done' },
  'home-care.visit-not-done': { 'zh-CN': '这次上门没有办成', en: 'The visit could not be done' },
}
