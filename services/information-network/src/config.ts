import { Injectable } from '@nestjs/common'
import { readSettings } from '@yiwang/platform'
import { z } from 'zod'
import { presetNames, presets } from './moves/periods'

@Injectable()
export class InformationNetworkSettings {
  /** The rule that new requests to move somebody follow: one of moves/periods.ts. */
  readonly movePeriods = presets[readSettings({ MOVE_PERIODS: z.enum(presetNames).default('house') }).MOVE_PERIODS]
}
