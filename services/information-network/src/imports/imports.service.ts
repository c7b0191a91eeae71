import { Injectable } from '@nestjs/common'
import { type Staff, scopeOf, seen, unscoped } from '@yiwang/auth'
import { Clock, DomainError, deriveId } from '@yiwang/domain'
import { Blobs, type Collection, type Incoming, InjectCollection, type OpenBlob, type Page, type Stored } from '@yiwang/persistence'
import {
  AreasService,
  BEGINNING,
  Every,
  faultsOf,
  Id,
  Job,
  Jobs,
  type PageQuery,
  readForm,
  readTable,
  type Step,
  type TableRow,
  takeDue,
} from '@yiwang/platform'
import { RegisterResident } from '../residents/residents.dto'
import { type Asking, ResidentsService, refuseDepartment } from '../residents/residents.service'
import { advance, begin, type Came, columnsOf, type Import, KEPT_MS, MOST_NAMED, typed } from './import'
import { type ImportFault, importFaultSchema, importSchema } from './import.schema'
import type { ImportState } from './imports.dto'

const KIND = 'import-residents'
/** In one slice, which takes some tens of milliseconds. */
const ROWS = 200

class ImportForm {
  @Id() id: string
}

/** Residents from a table: each row by the rules of the door, as whoever sent it. */
@Injectable()
export class ImportsService {
  constructor(
    @InjectCollection(importSchema) private readonly imports: Collection<Import>,
    @InjectCollection(importFaultSchema) private readonly named: Collection<ImportFault>,
    private readonly residents: ResidentsService,
    private readonly areas: AreasService,
    private readonly blobs: Blobs,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  async start(incoming: Incoming, by: Staff): Promise<Stored<Import>> {
    refuseDepartment(by)
    const area = await this.areas.requireOwn(by.areaCode, by)
    if (await this.jobs.underWay(KIND)) throw new DomainError('import-under-way')
    const file = await this.blobs.store(incoming)
    const { rows, next } = await readTable(await this.blobs.open(file.id), BEGINNING, 1)
    if (!rows.length || !next) throw new DomainError('no-rows', { field: 'file' })
    const columns = columnsOf(rows[0].cells)
    const made = await this.imports.insert(begin(file, columns, next, area, { by, now: this.clock.now() }))
    // Where another began at the same moment, this one waits to be gone on with.
    return this.goOn(made, by).catch((error) => {
      if ((error as DomainError).code !== 'import-under-way') throw error
      return made
    })
  }

  async list({ limit, cursor }: PageQuery, by: Staff): Promise<Page<Stored<Import>>> {
    refuseDepartment(by)
    return seen(this.imports, scopeOf(by)).find({}, { sort: '-startedAt', limit, after: cursor })
  }

  async get(id: string, by: Staff): Promise<Stored<Import>> {
    refuseDepartment(by)
    return seen(this.imports, scopeOf(by)).get(id)
  }

  /** Line by line. */
  async faults(id: string, { limit, cursor }: PageQuery, by: Staff): Promise<Page<Stored<ImportFault>>> {
    await this.get(id, by)
    return this.named.find({ importId: id }, { sort: 'line', limit, after: cursor })
  }

  async cancel(id: string, by: Staff): Promise<Stored<Import>> {
    const one = await this.get(id, by)
    if (!one.job) throw new DomainError('illegal-transition')
    await this.jobs.cancel(one.job)
    return one
  }

  /** From the line that it came to. */
  async resume(id: string, by: Staff): Promise<Stored<Import>> {
    const one = await this.get(id, by)
    if (!one.file) throw new DomainError(one.endedAt ? 'illegal-transition' : 'file-gone')
    return this.goOn(one, by)
  }

  async view(one: Stored<Import>) {
    const { at, size, by, areaCode, ...rest } = one
    const areaPath = await this.areas.path(areaCode)
    return { ...rest, state: await this.stateOf(one), done: at.byte, of: size, line: at.line, startedBy: by.name, areaPath }
  }

  @Job(KIND, { input: ImportForm })
  async take({ id }: ImportForm): Promise<Step<true>> {
    const one = await unscoped(this.imports).get(id)
    if (!one?.file) return {}
    const came = await this.slice(one, await this.blobs.open(one.file))
    await unscoped(this.imports).change(id, (now) => advance(now, came, this.clock.now()))
    return { next: came.next && true, done: came.next?.byte ?? one.size, of: one.size }
  }

  /** A file that nobody goes on with is not kept for good. */
  @Every(60_000)
  async forget(): Promise<void> {
    const due = { where: {}, at: 'keptUntil', now: this.clock.now(), longestMs: KEPT_MS }
    await takeDue(unscoped(this.imports), due, ({ id }) =>
      unscoped(this.imports).change(id, () => ({ set: { file: undefined, keptUntil: undefined } })),
    )
  }

  private async goOn({ id }: Import, by: Staff): Promise<Stored<Import>> {
    const input = { id }
    const job = await this.jobs.start(KIND, input, by)
    // What it was started with is gone once it has ended: then this request came before.
    if (job.cancelling || (job.input && job.input !== JSON.stringify(input))) throw new DomainError('import-under-way')
    return unscoped(this.imports).change(id, (now) => (now.job === job.id ? undefined : { set: { job: job.id } }))
  }

  private async stateOf({ endedAt, job }: Import): Promise<ImportState> {
    if (endedAt) return 'done'
    const { state, cancelling } = job ? await this.jobs.get(job) : { state: 'cancelled' as const, cancelling: false }
    if (state === 'failed') return 'failed'
    return cancelling || state === 'cancelled' || state === 'done' ? 'stopped' : 'running'
  }

  /** Done again, it finds its own residents and faults by their ids, which follow from import and line. */
  private async slice(one: Import, file: OpenBlob): Promise<Came> {
    const { rows, next, broken } = await readTable(file, one.at, ROWS)
    const line = (next ?? rows.at(-1) ?? one.at).line
    const came: Came = { from: one.at, next: broken ? undefined : next, line, stored: 0, known: 0, refused: 0 }
    const faults: ImportFault[] = []
    const refuse = (row: number, error: unknown) => {
      const reasons = faultsOf(error).map(({ field, code, messages }) => ({ field, code, zh: messages['zh-CN'], en: messages.en }))
      if (one.refused + came.refused++ < MOST_NAMED) faults.push({ id: deriveId(one.id, 'fault', String(row)), importId: one.id, line: row, reasons })
    }
    const asked: { line: number; asking: Asking }[] = []
    for (const row of rows) {
      try {
        asked.push({ line: row.line, asking: { id: deriveId(one.id, String(row.line)), wanted: this.read(row, one) } })
      } catch (error) {
        refuse(row.line, error)
      }
    }
    const asker = { role: one.by.role as Staff['role'], areaCode: one.areaCode }
    const outcomes = await this.residents.registerEach(
      asked.map(({ asking }) => asking),
      asker,
      { at: one.startedAt, door: 'import', certainty: 'copied', matter: { service: 'information-network', id: one.id } },
    )
    for (const [at, outcome] of outcomes.entries()) {
      if (typeof outcome === 'string') came[outcome]++
      else refuse(asked[at].line, outcome)
    }
    if (broken) refuse(line + 1, new DomainError('unreadable-row'))
    // One that is there already was named by the same slice before.
    await this.named.insertEach(faults.map((set) => ({ set })))
    return came
  }

  private read({ cells }: TableRow, { columns, areaCode }: Import): RegisterResident {
    if (cells.length > columns.length && cells.slice(columns.length).some(Boolean)) throw new DomainError('too-many-cells', { max: columns.length })
    if (cells.some((cell) => cell.includes('\ufffd'))) throw new DomainError('unreadable-characters')
    return readForm(RegisterResident, typed(cells, columns, areaCode))
  }
}
