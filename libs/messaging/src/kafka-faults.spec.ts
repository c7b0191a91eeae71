import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import { isOfKafka } from './kafka-faults'

describe('what nobody caught', () => {
  it('is told by where it came from', async () => {
    const consumer = new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING }).consumer({ groupId: 'g' })
    const fault = await consumer.subscribe({ topics: 'not a list' as never }).catch((error) => error)
    expect(isOfKafka(fault)).toBe(true)
    expect(isOfKafka(new Error('ours'))).toBe(false)
    expect(isOfKafka('a text')).toBe(false)
  })

  const run = (script: string) => {
    const outlive = `require(${JSON.stringify(join(__dirname, '../dist/kafka-faults.js'))}).outliveKafka();`
    return spawnSync(process.execPath, ['-e', outlive + script], { encoding: 'utf8', cwd: join(__dirname, '../../..') })
  }

  it('ends no process where it is of kafkajs', () => {
    const { status, stdout } = run(`
      const { Kafka, logLevel } = require('kafkajs')
      new Kafka({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING }).consumer({ groupId: 'g' }).subscribe({ topics: 'not a list' })
      setTimeout(() => console.log('goes on'), 50)`)
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('goes on') })
  })

  it('ends it where it is ours, as ever', () => {
    const { status, stderr } = run(`Promise.reject(new Error('a fault of ours')); setTimeout(() => undefined, 5000)`)
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('a fault of ours') })
  })
})
