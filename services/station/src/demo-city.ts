import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Whether and with which password the demo city is to be loaded: at the first start, or where DEMO_PASSWORD is set. */
export class DemoCity {
  readonly password?: string
  /** The password was made just now: it is shown this once. */
  readonly made: boolean

  constructor(
    private readonly directory: string,
    given?: string,
  ) {
    const kept = join(directory, 'demo-password')
    const first = !existsSync(join(directory, 'station.db'))
    this.made = !given && first && !existsSync(kept)
    if (this.made) {
      mkdirSync(directory, { recursive: true })
      writeFileSync(kept, `${Array.from({ length: 4 }, group).join('-')}\n`, { mode: 0o600 })
    }
    // A first start that was cut off is finished by the next one.
    const unfinished = existsSync(kept) && !existsSync(this.loadedMark)
    this.password = given ?? (this.made || unfinished ? readFileSync(kept, 'utf8').trim() : undefined)
  }

  loaded(): void {
    writeFileSync(this.loadedMark, 'The demo city was loaded into this data folder.\n')
  }

  private get loadedMark(): string {
    return join(this.directory, 'demo-loaded')
  }
}

const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
