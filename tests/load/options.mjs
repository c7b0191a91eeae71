import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sections = [
  'creates',
  'events',
  'rest',
  'door',
  'boot',
  'growth',
  'stops',
  'rebuild',
  'search',
  'documents',
  'register',
  'import',
  'texts',
  'areas',
]
const rows = ['station', 'distributed']

export const help = `npm run bench -- [options]      prints a table in Markdown; what it is at goes to standard error

  --row station|distributed|both      which row to measure (both)
  --only <figures>                    of creates,events,rest,door,boot,growth,stops,rebuild,search,documents,register,import,texts,areas, with commas between (all)
  --seconds <n>                       how long each round loads (3)
  --rounds <n>                        how often each figure is taken (3)
  --full                              growth up to 1,000,000 tickets, a register and an import of 1,000,000 residents, however long that takes
  --count <n>                         how many residents an import brings, and how many tickets areas have (100,000; 1,000,000 with --full)
  --minutes <n>                       how long filling a house may take at most: then it holds fewer than 100,000 (3)
  --profile                           where the processes spend their time while tickets are created; keeps .cpuprofile files in tests/.artifacts
  --messages <folder>                 texts of real messages (../shared/data/hotline, where it is there; otherwise generated ones)
  --help

How each figure is measured: tests/load/README.md`

export class WrongOption extends Error {}

const known = {
  row: { type: 'string', default: 'both' },
  only: { type: 'string', default: sections.join() },
  seconds: { type: 'string', default: '3' },
  rounds: { type: 'string', default: '3' },
  minutes: { type: 'string', default: '3' },
  count: { type: 'string' },
  full: { type: 'boolean', default: false },
  profile: { type: 'boolean', default: false },
  messages: { type: 'string' },
  help: { type: 'boolean', default: false },
}

/** Throws WrongOption with one line for whoever typed it. */
export function readOptions(args) {
  const { values } = parsed(args)
  const only = values.only.split(',')
  const strange = only.find((name) => !sections.includes(name))
  if (strange !== undefined) throw new WrongOption(`--only ${strange}: must be of ${sections.join(', ')}, with commas between`)
  if (values.row !== 'both' && !rows.includes(values.row)) throw new WrongOption(`--row ${values.row}: must be ${rows.join(', ')} or both`)
  if (values.messages !== undefined && !existsSync(join(values.messages, 'messages.jsonl')))
    throw new WrongOption(`--messages ${values.messages}: there is no messages.jsonl in it`)
  return {
    ...values,
    rows: values.row === 'both' ? rows : [values.row],
    sections: sections.filter((name) => only.includes(name)),
    seconds: whole('seconds', values.seconds, 600),
    rounds: whole('rounds', values.rounds, 100),
    minutes: whole('minutes', values.minutes, 1000),
    count: whole('count', values.count ?? (values.full ? '1000000' : '100000'), 10_000_000),
    messages: values.messages ?? join(root, '../shared/data/hotline'),
  }
}

function parsed(args) {
  try {
    return parseArgs({ args, options: known })
  } catch (error) {
    throw new WrongOption(error.message.split('. ')[0])
  }
}

function whole(name, text, most) {
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < 1 || number > most) throw new WrongOption(`--${name} ${text}: must be a whole number from 1 to ${most}`)
  return number
}
