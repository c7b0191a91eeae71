import { Flag, Id, Instant, Line, OneOf, Phone, Text, Whole } from '@yiwang/platform'
import { purposes } from './template'

export class MessageView {
  @Id() id: string
  @Line({ max: 20, description: 'in full: it was sent to nobody' }) to: string
  @OneOf(purposes) purpose: string
  @OneOf(['waiting', 'sent', 'failed', 'dropped']) state: string
  @Text({ max: 500, description: 'what the telephone would have shown' }) text: string
  @Line({ max: 40, optional: true }) why?: string
  @Whole({ min: 0, max: 100 }) attempts: number
  @Instant() createdAt: Date
}

export class RefuseMessages {
  @Phone() phone: string
  @OneOf(purposes.filter((purpose) => purpose !== 'code')) purpose: Exclude<(typeof purposes)[number], 'code'>
  @Flag({ description: '`false`: they want them again' }) refused: boolean
}
