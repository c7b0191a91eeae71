import type { Provider, Type } from '@nestjs/common'
import type { ServiceName } from '@yiwang/contracts'
import { EventConsumer } from '@yiwang/messaging'
import { copyOf } from '../copy'
import { Readiness } from '../run/health.controller'
import { CalendarService, calendarSchema, type KnownYear } from './calendar.service'

/**
 * The city's calendar as the parts of a service that counts ask for it. The service is ready once it has taken what there is of it, or has waited half a minute; where nothing is told, as beside
 * an information network of an earlier version, it counts by weekends and says so.
 */
export const calendarOf = (service: ServiceName): { copies: Type[]; providers: Provider[] } => ({
  copies: [
    copyOf<KnownYear>(
      service,
      calendarSchema,
      { 'information-network.calendar-changed': ({ data: { year: id, off, worked, noticed } }) => ({ id, off, worked, noticed }) },
      { rememberedBy: CalendarService },
    ),
  ],
  providers: [CalendarService, { provide: 'CalendarReadiness', useFactory: readiness(service), inject: [Readiness, EventConsumer] }],
})

/** What is counted without the calendar is provisional, so a copy that does not come (a partition that is stopped) keeps nobody waiting for longer. */
const PATIENCE_MS = 30_000

const readiness = (service: ServiceName) => (ready: Readiness, consumer: EventConsumer) => {
  const began = performance.now()
  ready.require(`${service} calendar`, async () => consumer.lag(`${service}.calendar`) === 0 || performance.now() - began > PATIENCE_MS)
  return true
}
