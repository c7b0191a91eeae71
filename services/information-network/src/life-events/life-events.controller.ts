import { Body, Controller, Param, Post } from '@nestjs/common'
import { CurrentUser, May, type Staff } from '@yiwang/auth'
import { Answers, IfMatch } from '@yiwang/platform'
import { ResidentView } from '../residents/residents.dto'
import { CorrectNumber, RecordEvent, RecordMoveAway, RecordName } from './life-events.dto'
import { LifeEventsService } from './life-events.service'

/** What becomes of a resident: recorded by the community, with the day from which it is so. */
@Controller('information-network/residents/:id')
@May('residents.record-events')
export class LifeEventsController {
  constructor(private readonly lifeEvents: LifeEventsService) {}

  /** They leave their households at once; one that would lose its head needs another first. */
  @Post('death')
  @Answers(ResidentView)
  die(@Param('id') id: string, @Body() body: RecordEvent, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.lifeEvents.die(id, body, by, ifVersion)
  }

  @Post('departure')
  @Answers(ResidentView)
  moveAway(@Param('id') id: string, @Body() body: RecordMoveAway, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.lifeEvents.moveAway(id, body, by, ifVersion)
  }

  @Post('return')
  @Answers(ResidentView)
  comeBack(@Param('id') id: string, @Body() body: RecordEvent, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.lifeEvents.comeBack(id, body, by, ifVersion)
  }

  @Post('name')
  @Answers(ResidentView)
  rename(@Param('id') id: string, @Body() body: RecordName, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.lifeEvents.rename(id, body, by, ifVersion)
  }

  @Post('identity-number')
  @Answers(ResidentView)
  correctNumber(@Param('id') id: string, @Body() body: CorrectNumber, @CurrentUser() by: Staff, @IfMatch() ifVersion?: number) {
    return this.lifeEvents.correctNumber(id, body, by, ifVersion)
  }
}
