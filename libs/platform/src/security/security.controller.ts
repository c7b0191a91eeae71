import { Body, Controller, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { ServiceName } from '@yiwang/contracts'
import { AreasService } from '../areas/areas.service'
import { Answers, AnswersPage } from '../fields/page'
import { SecurityAlarms } from './alarms'
import type { Facts } from './entry'
import { AcknowledgeAlarm, AlarmQuery, SecurityAlarmView, SecurityEntryView, SecurityQuery, StaffAlarmView } from './security.dto'
import { SecurityLog } from './security-log'

const said = (facts: Record<string, string | undefined>): Facts =>
  Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])))

/** A service's security log, for the city's own auditors. That it was read is written into it, before it is shown. */
export function securityController(service: ServiceName): Type {
  @Controller(`${service}/security-log`)
  @May('security.read')
  class SecurityLogController {
    constructor(
      readonly security: SecurityLog,
      readonly areas: AreasService,
    ) {}

    @Get()
    @AnswersPage(SecurityEntryView)
    async list(@Query() { limit, cursor, look, ...sought }: SecurityQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      await this.security.note({ what: 'log-read', outcome: 'done', facts: said({ ...sought, look }), once: look })
      return this.security.list(sought, { limit, cursor })
    }
  }
  return SecurityLogController
}

/** What its rules found, for the same, until one of them has looked. */
export function securityAlarmsController(service: ServiceName): Type {
  @Controller(`${service}/security-alarms`)
  @May('security.read')
  class SecurityAlarmsController {
    constructor(
      readonly alarms: SecurityAlarms,
      readonly areas: AreasService,
    ) {}

    @Get()
    @AnswersPage(SecurityAlarmView)
    async list(@Query() { state, ...page }: AlarmQuery, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.alarms.list(state, page)
    }

    @Post(':id/acknowledge')
    @May('security.acknowledge')
    @Answers(SecurityAlarmView)
    async acknowledge(@Param('id') id: string, @Body() { note }: AcknowledgeAlarm, @CurrentUser() by: Staff) {
      await this.areas.requireCity(by)
      return this.alarms.acknowledge(id, note, by)
    }
  }
  return SecurityAlarmsController
}

/** What they found of those who work within an admin's area: for whoever knows these people. */
export function staffAlarmsController(service: ServiceName): Type {
  @Controller(`${service}/staff-alarms`)
  @May('staff-alarms.read')
  class StaffAlarmsController {
    constructor(readonly alarms: SecurityAlarms) {}

    @Get()
    @AnswersPage(StaffAlarmView)
    async list(@CurrentUser() by: Staff) {
      return { items: await this.alarms.ofStaff(by), next: null }
    }

    @Post(':id/seen')
    @HttpCode(204)
    async see(@Param('id') id: string, @CurrentUser() by: Staff): Promise<void> {
      await this.alarms.see(id, by)
    }
  }
  return StaffAlarmsController
}
