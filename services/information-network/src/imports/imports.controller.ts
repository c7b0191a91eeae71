import { Controller, Get, Param, Post, Query } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import type { Incoming } from '@yiwang/persistence'
import { Answers, AnswersPage, PageQuery, Upload } from '@yiwang/platform'
import { ImportFaultView, ImportView } from './imports.dto'
import { ImportsService } from './imports.service'

const MiB = 1024 * 1024
const table = { field: 'file', max: 256 * MiB, types: ['text/csv'] }

@Controller('information-network/residents/imports')
@May('residents.import')
export class ImportsController {
  constructor(private readonly imports: ImportsService) {}

  /** A table of residents as CSV, in UTF-8 or GB 18030; its first row names the columns. Answered as soon as the file is there: its rows are registered afterwards. */
  @Post()
  @Answers(ImportView)
  async start(@Upload(table) file: Incoming, @CurrentUser() by: Staff) {
    return this.imports.view(await this.imports.start(file, by))
  }

  @Get()
  @AnswersPage(ImportView)
  async list(@Query() query: PageQuery, @CurrentUser() by: Staff) {
    const { items, next } = await this.imports.list(query, by)
    return { items: await Promise.all(items.map((one) => this.imports.view(one))), next }
  }

  @Get(':id')
  @Answers(ImportView)
  async get(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.imports.view(await this.imports.get(id, by))
  }

  @Get(':id/faults')
  @AnswersPage(ImportFaultView)
  faults(@Param('id') id: string, @Query() query: PageQuery, @CurrentUser() by: Staff) {
    return this.imports.faults(id, query, by)
  }

  @Post(':id/cancel')
  @Answers(ImportView)
  async cancel(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.imports.view(await this.imports.cancel(id, by))
  }

  @Post(':id/resume')
  @Answers(ImportView)
  async resume(@Param('id') id: string, @CurrentUser() by: Staff) {
    return this.imports.view(await this.imports.resume(id, by))
  }
}
