import { AreaCode, Instant, Line } from '@yiwang/platform'

export class Heartbeat {
  @Line({ max: 40, optional: true }) softwareVersion?: string
}

export class HeartbeatView {
  @Instant() at: Date
}

export class TerminalView {
  @Line({ max: 64 }) id: string
  @Line({ max: 40 }) account: string
  @Line({ max: 60 }) name: string
  @AreaCode() areaCode: string
  @Instant({ optional: true }) lastSeenAt?: Date
  @Line({ max: 40, optional: true }) softwareVersion?: string
}
