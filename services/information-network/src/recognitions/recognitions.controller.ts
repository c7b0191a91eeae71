import { Body, Controller, Param, Post } from '@nestjs/common'
import { CurrentUser, May, Public, type Staff } from '@yiwang/auth'
import { Answers, RateLimited } from '@yiwang/platform'
import { PresentCard, PresentedView, Recognise, RecognitionView, VouchView } from './recognitions.dto'
import { RecognitionsService } from './recognitions.service'

@Controller('information-network')
export class RecognitionsController {
  constructor(private readonly recognitions: RecognitionsService) {}

  /** For whoever brings a note of identity's. */
  @Post('recognitions')
  @Public()
  @RateLimited({ limit: 300, seconds: 600 })
  @Answers(RecognitionView)
  async recognise(@Body() { proof, lastFour }: Recognise): Promise<RecognitionView> {
    return { recognition: await this.recognitions.recognise(proof, lastFour) }
  }

  /** Of whoever acts for another, and may live anywhere. */
  @Post('residents/presented')
  @May('family-proxies.record')
  @Answers(PresentedView)
  async present(@Body() body: PresentCard, @CurrentUser() by: Staff): Promise<PresentedView> {
    return { presented: await this.recognitions.present(body, by) }
  }

  @Post('residents/:id/vouch')
  @May('resident-cards.issue')
  @Answers(VouchView)
  async vouch(@Param('id') id: string, @CurrentUser() by: Staff): Promise<VouchView> {
    return { vouch: await this.recognitions.vouch(id, by) }
  }
}
