import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import type { Server } from 'node:https'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import { Logger } from '@nestjs/common'
import type { Clock } from '@yiwang/domain'
import { type HouseSettings, SettingsError } from '../settings'

/** TLS 1.2 with forward secrecy and authenticated encryption alone, and TLS 1.3 (Mozilla's "intermediate" of 2024-10, without the ciphers for ancient keys). */
const protection: SecureContextOptions = {
  minVersion: 'TLSv1.2',
  ciphers: [
    ...['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'],
    ...['ECDHE-ECDSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
    ...['ECDHE-RSA-AES256-GCM-SHA384', 'ECDHE-ECDSA-CHACHA20-POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ].join(':'),
}

const LOOKS_EVERY_MS = 30_000
/** Told in the log from then on, once a day. */
const ENDS_SOON_MS = 21 * 24 * 60 * 60_000
const DAY_MS = 24 * 60 * 60_000

/** What a door shows: a certificate (with the chain behind it) and its private key, in files that are read anew while the door is open, as whoever renews them puts new ones in their place. */
export class Certificate {
  private readonly log = new Logger('tls')
  private shown: { cert: string; key: string }
  private ends: Date
  /** What was wrong at the last look, and at how many in a row. */
  private fault = { message: '', times: 0 }
  private toldAt = Number.NEGATIVE_INFINITY

  /** Of TLS_CERT and TLS_KEY; undefined where neither is set. Throws SettingsError that names what is wrong. */
  static of({ TLS_CERT, TLS_KEY }: Pick<HouseSettings, 'TLS_CERT' | 'TLS_KEY'>, clock: Clock): Certificate | undefined {
    if (TLS_CERT && TLS_KEY) return new Certificate(TLS_CERT, TLS_KEY, clock)
    if (TLS_CERT || TLS_KEY) throw new SettingsError(`${TLS_CERT ? 'TLS_KEY' : 'TLS_CERT'}: must be set as well, or neither of the two`)
    return undefined
  }

  private constructor(
    private readonly certFile: string,
    private readonly keyFile: string,
    private readonly clock: Clock,
  ) {
    this.shown = this.read()
    this.ends = this.check(this.shown)
  }

  /** What a server begins with. */
  get options(): SecureContextOptions {
    return { ...this.shown, ...protection }
  }

  /** Has the server show what comes to lie in the files, until it closes. Connections that are open stay as they are. */
  follow(server: Server): void {
    const looking = setInterval(() => this.look(server), LOOKS_EVERY_MS).unref()
    server.once('close', () => clearInterval(looking))
    this.tellEnd()
  }

  /** What cannot be shown is told, once it was found twice: whoever renews it puts one file before the other. */
  look(server: Pick<Server, 'setSecureContext'>): void {
    try {
      const found = this.read()
      if (found.cert !== this.shown.cert || found.key !== this.shown.key) {
        this.ends = this.check(found)
        this.shown = found
        server.setSecureContext(this.options)
        this.toldAt = Number.NEGATIVE_INFINITY
        this.log.log(`a new certificate is shown, which ends on ${this.ends.toISOString()}`)
      }
      this.fault = { message: '', times: 0 }
    } catch (error) {
      const { message } = error as Error
      this.fault = { message, times: message === this.fault.message ? this.fault.times + 1 : 1 }
      if (this.fault.times === 2) this.log.error(`${message}. The former certificate goes on being shown.`)
    }
    this.tellEnd()
  }

  private tellEnd(): void {
    const now = this.clock.now().getTime()
    if (this.ends.getTime() - now > ENDS_SOON_MS || now - this.toldAt < DAY_MS) return
    this.toldAt = now
    this.log.warn(`TLS_CERT: the certificate ends on ${this.ends.toISOString()}: put another in its place`)
  }

  private read(): { cert: string; key: string } {
    const mode = this.found('TLS_KEY', this.keyFile, (path) => statSync(path).mode)
    // A group may read it: whoever hands out secrets (Kubernetes, systemd) gives them to the service by its group.
    if (mode & 0o027) throw new SettingsError(`TLS_KEY: ${this.keyFile} can be read or changed by others (mode ${octal(mode)}): chmod 600`)
    const read = (path: string) => readFileSync(path, 'utf8')
    return { cert: this.found('TLS_CERT', this.certFile, read), key: this.found('TLS_KEY', this.keyFile, read) }
  }

  private found<R>(setting: string, path: string, look: (path: string) => R): R {
    try {
      return look(path)
    } catch (error) {
      throw new SettingsError(`${setting}: ${path} cannot be read: ${(error as NodeJS.ErrnoException).code}`)
    }
  }

  /** Until when it is good. */
  private check({ cert, key }: { cert: string; key: string }): Date {
    const certificate = this.parsed('TLS_CERT', this.certFile, 'a certificate', () => new X509Certificate(cert))
    const secret: KeyObject = this.parsed('TLS_KEY', this.keyFile, 'a private key without a passphrase', () => createPrivateKey(key))
    const [from, to] = [new Date(certificate.validFrom), new Date(certificate.validTo)]
    const now = this.clock.now()
    if (to <= now) throw new SettingsError(`TLS_CERT: the certificate in ${this.certFile} ended on ${to.toISOString()}`)
    if (from > now) throw new SettingsError(`TLS_CERT: the certificate in ${this.certFile} begins only on ${from.toISOString()}`)
    if (!certificate.checkPrivateKey(secret))
      throw new SettingsError(`TLS_KEY: ${this.keyFile} is not the key of the certificate in ${this.certFile}`)
    this.parsed('TLS_CERT', this.certFile, 'a chain of certificates that can be shown', () => createSecureContext({ cert, key, ...protection }))
    return to
  }

  private parsed<R>(setting: string, path: string, what: string, parse: () => R): R {
    try {
      return parse()
    } catch (error) {
      throw new SettingsError(
        `${setting}: ${path} does not hold ${what} in PEM (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
      )
    }
  }
}

const octal = (mode: number) => (mode & 0o777).toString(8).padStart(4, '0')
