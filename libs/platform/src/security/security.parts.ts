import type { FactoryProvider, Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { Clock } from '@yiwang/domain'
import type { Collection } from '@yiwang/persistence'
import { collectionToken } from '@yiwang/persistence/stores'
import { AreasService } from '../areas/areas.service'
import { WaitingFigure } from '../parked/parked.figure'
import type { SecurityAlarm } from './alarm'
import { alarmSchema } from './alarm.schema'
import { SecurityAlarms } from './alarms'
import type { SecurityEntry } from './entry'
import { securityAlarmsController, securityController, staffAlarmsController } from './security.controller'
import { securitySchema } from './security.schema'
import { SecurityLog, SecurityLogs } from './security-log'

const FIGURE = 'yiwang_security_alarms'
const HELP = 'What the rules of the security log found and no auditor has looked at'

export const securitySchemas = [securitySchema, alarmSchema]

export const securityDoors = (service: ServiceName): Type[] => [
  securityController(service),
  securityAlarmsController(service),
  staffAlarmsController(service),
]

/** What every service has of its security log. */
export const securityOf = (service: ServiceName): FactoryProvider[] => [
  {
    provide: SecurityLog,
    useFactory: (entries: Collection<SecurityEntry>, clock: Clock, logs: SecurityLogs) => {
      const log = new SecurityLog(service, entries, clock)
      logs.add(log)
      return log
    },
    inject: [collectionToken(securitySchema), Clock, SecurityLogs],
  },
  {
    provide: SecurityAlarms,
    useFactory: (log: SecurityLog, alarms: Collection<SecurityAlarm>, areas: AreasService, clock: Clock) =>
      new SecurityAlarms(log, alarms, areas, clock),
    inject: [SecurityLog, collectionToken(alarmSchema), AreasService, Clock],
  },
  {
    provide: FIGURE,
    useFactory: (alarms: SecurityAlarms) => new WaitingFigure(service, FIGURE, HELP, alarms.waiting),
    inject: [SecurityAlarms],
  },
]
