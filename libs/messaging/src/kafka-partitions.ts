import { PARTITIONS } from '@yiwang/persistence/stores'
import { Partitioners } from 'kafkajs'

const partitioner = Partitioners.DefaultPartitioner()
const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
  partitionId,
  partitionErrorCode: 0,
  leader: 1,
  replicas: [1],
  isr: [1],
}))

/** Kafka's own choice for a key, made here so that what was published is known to the last message. */
export const partitionFor = (key: Buffer | string): number => partitioner({ topic: '', partitionMetadata, message: { key, value: null } })
