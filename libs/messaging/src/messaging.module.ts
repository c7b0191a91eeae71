import { type DynamicModule, Module } from '@nestjs/common'
import { EventConsumer } from './consumer'
import { RetryDelays, SetAsides } from './set-asides'
import { StoppedPartitions } from './stopped-partitions'
import { EventTransport } from './transport'

/** Once for a process. */
@Module({})
export class MessagingModule {
  static forRoot(transport: EventTransport, retryDelays?: number[]): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      providers: [
        { provide: EventTransport, useValue: transport },
        { provide: RetryDelays, useValue: retryDelays },
        SetAsides,
        StoppedPartitions,
        EventConsumer,
      ],
      exports: [EventConsumer, SetAsides, StoppedPartitions],
    }
  }
}
