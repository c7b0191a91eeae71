import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { CurrentUser, May, Public, type Staff } from '@yiwang/auth'
import { Answers } from '@yiwang/platform'
import { KeySetView, NextKeyView } from './keys.dto'
import { KeysService } from './keys.service'

@Controller('identity')
export class KeysController {
  constructor(private readonly keys: KeysService) {}

  @Get('jwks')
  @Public()
  @Answers(KeySetView)
  list() {
    return { keys: this.keys.published() }
  }

  @Post('keys')
  @May('signing-keys.manage')
  @Answers(NextKeyView)
  async change(@CurrentUser() by: Staff): Promise<NextKeyView> {
    const { publicKey, signsFrom } = await this.keys.change(by)
    return { kid: publicKey.kid, signsFrom: signsFrom as Date }
  }

  @Delete('keys/:kid')
  @May('signing-keys.manage')
  @HttpCode(204)
  async revoke(@Param('kid') kid: string, @CurrentUser() by: Staff): Promise<void> {
    await this.keys.revoke(kid, by)
  }
}
