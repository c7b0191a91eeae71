import { Logger } from '@nestjs/common'

/** Whether something that nobody caught came out of kafkajs itself. */
export const isOfKafka = (reason: unknown): boolean => reason instanceof Error && /[\\/]node_modules[\\/]kafkajs[\\/]/.test(reason.stack ?? '')

/**
 * kafkajs 2.2.4 leaves promises of its own to nobody: a broker that takes connections and answers nothing was seen to end whole processes (`Broker not connected`,
 * while its pool of brokers asked for metadata). Such a one is logged; a group that fell silent with it starts anew (kafka-group.ts). Whatever else nobody caught ends
 * the process as ever. Once for a process.
 */
export function outliveKafka(): void {
  const logger = new Logger('kafka')
  process.on('unhandledRejection', (reason) => {
    if (!isOfKafka(reason)) throw reason
    logger.error(`nobody caught: ${(reason as Error).message}`)
  })
}
