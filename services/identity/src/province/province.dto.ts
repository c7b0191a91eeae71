import { Line } from '@yiwang/platform'

export class LeaveView {
  @Line({ max: 4000, description: 'the province’s page' }) url: string
}

export class CameBack {
  @Line({ max: 3000, description: 'all that stands behind the ? of the address that they came back to' }) query: string
}
