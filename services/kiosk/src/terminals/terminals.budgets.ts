import { applyDecorators, type CanActivate, type ExecutionContext, Injectable, SetMetadata, UseGuards } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { SignedIn } from '@yiwang/auth'
import { Budgets, readSettings } from '@yiwang/platform'
import { z } from 'zod'
import { presetNames, presets, type Spending } from './budgets'

const SPENDS = 'kiosk:spends'

/** Counts what one terminal does, over all instances: a device that somebody took over, or that a script drives, does no more than people at a screen can. */
@Injectable()
export class TerminalBudgets implements CanActivate {
  private readonly preset = presets[readSettings({ KIOSK_BUDGETS: z.enum(presetNames).default('house') }).KIOSK_BUDGETS]

  constructor(
    private readonly reflector: Reflector,
    private readonly budgets: Budgets,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const kind = this.reflector.get<Spending>(SPENDS, context.getHandler())
    const { user } = context.switchToHttp().getRequest<SignedIn>()
    await this.budgets.take(`kiosk-${kind}`, user.id, this.preset[kind])
    return true
  }
}

/** A door at which a terminal spends: 429 `budget-spent` where it has none left. */
export const Spends = (kind: Spending) => applyDecorators(SetMetadata(SPENDS, kind), UseGuards(TerminalBudgets))
