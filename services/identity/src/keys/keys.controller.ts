import { Controller, Get } from '@nestjs/common'
import { Public } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { KeySetView } from './keys.dto'
import { KeysService } from './keys.service'

@Controller('identity/jwks')
@Public()
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Get()
  @Answers(KeySetView)
  list() {
    return { keys: this.keys.published() }
  }
}
