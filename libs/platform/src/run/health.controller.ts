import { Controller, Get, HttpStatus, Injectable, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import { Public } from '@yiwang/auth'
import type { FastifyReply } from 'fastify'

/** What must hold before this process should be asked anything. What held once is not asked again: who was ready stays so. */
@Injectable()
export class Readiness {
  private readonly checks = new Map<string, () => Promise<boolean>>()

  require(name: string, check: () => Promise<boolean>): void {
    this.checks.set(name, check)
  }

  /** The names of what is still missing. */
  async missing(): Promise<string[]> {
    const held = await Promise.all([...this.checks].map(async ([name, check]) => ((await check().catch(() => false)) ? [name] : [])))
    for (const name of held.flat()) this.checks.delete(name)
    return [...this.checks.keys()]
  }
}

@ApiExcludeController()
@Controller('health')
@Public()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live() {
    return { status: 'live' }
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const missing = await this.readiness.missing()
    reply.status(missing.length ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK)
    return missing.length ? { status: 'not ready', missing } : { status: 'ready' }
  }
}
