import 'reflect-metadata'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname, networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { Clock } from '@yiwang/domain'
import { issue, newAuthority, orExit, SettingsError } from '@yiwang/platform'

/** Of names in a network (RFC 1123), and of addresses. */
const NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$|^[0-9a-f:]+:[0-9a-f:]*$/i

/** `npm run certificate -- <folder> [names …]`: an authority of one's own, where the folder has none yet, and a server's certificate by it for these names and for this machine by itself. Takes the place of nothing. */
orExit(async () => {
  const [folder, ...given] = process.argv.slice(2)
  if (!folder) throw new SettingsError('certificate: say where to, such as `npm run certificate -- /etc/yiwang/tls station.lan 192.168.1.20`')
  const faulty = given.find((name) => !NAME.test(name))
  if (faulty) throw new SettingsError(`certificate: ${faulty} is neither a name nor an address of a machine`)
  const names = [...new Set([...(given.length ? given : thisMachine()), 'localhost', '127.0.0.1', '::1'])]
  const files = {
    authority: join(folder, 'authority.pem'),
    authorityKey: join(folder, 'authority-key.pem'),
    certificate: join(folder, `${names[0]}.pem`),
    key: join(folder, `${names[0]}-key.pem`),
  }
  for (const path of [files.certificate, files.key])
    if (existsSync(path)) throw new SettingsError(`certificate: ${path} is there already, and nothing is overwritten: move it away first`)

  const now = new Clock().now()
  if (mkdirSync(folder, { recursive: true })) chmodSync(folder, 0o755)
  const known = [files.authority, files.authorityKey].filter((path) => existsSync(path))
  if (known.length === 1) throw new SettingsError(`certificate: of an authority there is only ${known[0]}: bring back the other, or move it away`)
  const read = (path: string) => readFileSync(path, 'utf8')
  const authority = known.length
    ? { certificate: read(files.authority), key: read(files.authorityKey) }
    : await newAuthority(`Yiwang 一网 ${names[0]} ${now.toISOString().slice(0, 10)}`, now)
  const issued = await issue(authority, names, now)
  if (!known.length) {
    write(files.authority, authority.certificate, 0o644)
    write(files.authorityKey, authority.key, 0o600)
  }
  write(files.certificate, issued.certificate, 0o644)
  write(files.key, issued.key, 0o600)
  process.stdout.write(`${words(files, names, known.length > 0).join('\n')}\n`)
  process.exit(0)
})

/** What others in the network call it. */
function thisMachine(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return [hostname(), ...addresses.filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address)]
}

function write(path: string, text: string, mode: number): void {
  writeFileSync(path, text, { flag: 'wx' })
  // What is no secret is for everybody to read, whatever else the process keeps to its owner.
  chmodSync(path, mode)
}

function words(files: Record<'authority' | 'authorityKey' | 'certificate' | 'key', string>, names: string[], known: boolean): string[] {
  return [
    `A certificate for ${names.join(', ')}, good for 800 days, by the authority in ${files.authority}${known ? '' : ', which was made now'}.`,
    `Start with:  TLS_CERT=${files.certificate} TLS_KEY=${files.key}`,
    ...(known
      ? []
      : [
          `Phones and PCs have to trust ${files.authority} once (it is no secret):`,
          '  iPhone 苹果    open the file, 设置 → 已下载描述文件 → 安装; then 设置 → 通用 → 关于本机 → 证书信任设置: switch it on',
          '  Android 安卓   设置 → 安全 → 更多安全设置 → 加密与凭据 → 安装证书 → CA 证书 (the words differ from maker to maker)',
          '  Windows       double-click → 安装证书 → 本地计算机 → 受信任的根证书颁发机构;  Linux: /usr/local/share/ca-certificates/….crt, update-ca-certificates',
          '  Node.js       NODE_EXTRA_CA_CERTS=<the file>',
          `Whoever has ${files.authorityKey} can make certificates that all of them trust: keep it away from the machine that serves, such as on a stick in the safe.`,
        ]),
  ]
}
