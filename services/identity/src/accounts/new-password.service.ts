import { Injectable } from '@nestjs/common'
import { DomainError } from '@yiwang/domain'
import { AreasService } from '@yiwang/platform'
import type { Account } from './account'
import { hashPassword } from './passwords'
import { refusal } from './refused-passwords'

/** The one way in which a password that somebody thought up becomes one of an account's. */
@Injectable()
export class NewPassword {
  constructor(private readonly areas: AreasService) {}

  /** Its hash. Throws `common-password` or `password-of-context`, naming the field. */
  async hash(password: string, whose: Pick<Account, 'account' | 'name' | 'areaCode'>): Promise<string> {
    const codes = (await this.areas.get(whose.areaCode))?.ancestors ?? []
    const areas = (await Promise.all(codes.map((code) => this.areas.get(code)))).flatMap((area) => (area ? [area.name] : []))
    const refused = refusal(password, { ...whose, areas })
    if (refused) throw new DomainError(refused, { field: 'password' })
    return hashPassword(password)
  }
}
