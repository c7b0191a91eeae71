import { Clock } from '@yiwang/domain'
import { openDistributed } from './house'

const addresses = { MONGODB_URI: 'mongodb://127.0.0.1:1/city', KAFKA_BROKERS: '127.0.0.1:1', REDIS_URL: 'redis://127.0.0.1:1' }
const settings = { ...addresses, DATA_KEY: Buffer.alloc(32, 7).toString('base64'), MONGODB_POOL: 1, KAFKA_CLIENT_ID: 'test' }

it.each([
  [{ KAFKA_SASL_USERNAME: 'hotline' }, 'KAFKA_SASL_PASSWORD: must be set as well'],
  [{ KAFKA_SASL_PASSWORD: 'secret' }, 'KAFKA_SASL_USERNAME: must be set as well'],
  [{ REDIS_URL: undefined }, 'REDIS_URL: must be set as well'],
])('says which setting is missing beside %j, and reaches for nothing', async (given, message) => {
  await expect(openDistributed({ ...settings, ...given }, new Clock())).rejects.toThrow(message)
})
