import { Injectable } from '@nestjs/common'
import { readSettings } from '@yiwang/platform'
import { z } from 'zod'
import { presetNames } from './tickets/deadline'

@Injectable()
export class HotlineSettings {
  /** The rule that deadlines of new tickets follow: one of tickets/deadline.ts, where a city adds its own with its source. */
  readonly deadlines = readSettings({ HOTLINE_DEADLINES: z.enum(presetNames).default('house') }).HOTLINE_DEADLINES
}
