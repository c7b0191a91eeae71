import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { StoreUnavailable } from '@yiwang/persistence/stores'

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Whether and with which password the demo city is to be loaded: at the first start, or where DEMO_PASSWORD is set. */
export class DemoCity {
  readonly password?: string
  /** The password was made for this start: it is shown this once. */
  readonly made: boolean

  constructor(
    private readonly directory: string,
    given?: string,
  ) {
    const kept = this.kept
    const first = !existsSync(join(directory, 'station.db'))
    if (!given && first && !existsSync(kept)) keep(kept, `${Array.from({ length: 4 }, group).join('-')}\n`)
    // A first start that was cut off is finished by the next one.
    this.made = !given && existsSync(kept) && !existsSync(this.loadedMark)
    this.password = given ?? (this.made ? readFileSync(kept, 'utf8').trim() : undefined)
  }

  loaded(): void {
    writeFileSync(this.loadedMark, 'The demo city was loaded into this data folder.\n', { mode: 0o600 })
  }

  /** Where the password lies that was made for the first start, for its owner's eyes only. */
  get kept(): string {
    return join(this.directory, 'demo-password')
  }

  /** Takes the file away once it opens nothing any more. */
  async forget(isInUse: (password: string) => Promise<boolean>): Promise<void> {
    if (existsSync(this.kept) && !(await isInUse(readFileSync(this.kept, 'utf8').trim()))) rmSync(this.kept, { force: true })
  }

  private get loadedMark(): string {
    return join(this.directory, 'demo-loaded')
  }
}

const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')

function keep(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(`${path}.new`, text, { mode: 0o600 })
    renameSync(`${path}.new`, path)
  } catch (error) {
    throw new StoreUnavailable(`the data folder ${dirname(path)} cannot be written: ${(error as Error).message}`, error)
  }
}
