import type { Unit } from '../units/unit'

export const demoDepartments: Pick<Unit, 'kind' | 'name'>[] = [
  { kind: 'police', name: '南通市公安局' },
  { kind: 'civil-affairs', name: '南通市民政局' },
  { kind: 'urban-management', name: '南通市城市管理局' },
  { kind: 'environment', name: '南通市生态环境局' },
  { kind: 'water', name: '南通市水利局' },
]
