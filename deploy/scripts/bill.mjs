// What ships, by name: the last step of a build. `services/station/dist/bill-of-materials.cdx.json` (CycloneDX) names every package that the services run with, as the lock file has
// them and `npm prune --omit=dev` leaves them, and every package of which something is in the portal's bundle, as Vite says; NOTICE.txt beside it has their licences and notices.
// The portal's own go to whoever loads its pages: `services/portal/dist/notices.txt`. The same tree gives the same files.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as CDX from '@cyclonedx/cyclonedx-library'

const root = join(import.meta.dirname, '..', '..')
const json = (path) => JSON.parse(readFileSync(path, 'utf8'))
const byName = (one, other) => (one.name + one.version < other.name + other.version ? -1 : 1)

/** Each package once, with `parts` where it ships: 'services', 'portal' or both. */
function shipped() {
  const found = new Map()
  const add = (part, { name, version, ...more }) => {
    const one = found.get(`${name}@${version}`) ?? { name, version, parts: new Set(), texts: [], ...more }
    one.parts.add(part)
    for (const text of more.texts) if (!one.texts.includes(text)) one.texts.push(text)
    found.set(`${name}@${version}`, one)
  }
  for (const [folder, { dev, link, integrity }] of Object.entries(json(join(root, 'package-lock.json')).packages)) {
    // A package for another kind of machine is in the lock file and not here.
    if (!folder.includes('node_modules/') || dev || link || !existsSync(join(root, folder))) continue
    const about = json(join(root, folder, 'package.json'))
    add('services', { name: about.name, version: about.version, about, integrity, texts: noticesIn(join(root, folder)) })
  }
  for (const { name, version, identifier: license, text } of json(join(root, 'services/portal/dist/.vite/license.json')))
    add('portal', { name, version, about: { name, version, license }, texts: text ? [text] : [] })
  return [...found.values()].sort(byName)
}

/** The texts that whoever hands a package on has to hand on with it; where it has no file for them, what its README says of its licence. */
function noticesIn(folder) {
  const names = readdirSync(folder, { withFileTypes: true }).flatMap((file) => (file.isFile() ? [file.name] : []))
  const text = (name) => readFileSync(join(folder, name), 'utf8').trim()
  const own = names.filter((name) => /^(un)?licen[cs]e|^copying|^notice|\.licen[cs]e$/i.test(name)).map(text)
  if (own.some(Boolean)) return own.filter(Boolean)
  const readmes = names.filter((name) => /^readme/i.test(name)).map(text)
  return readmes.flatMap((readme) => readme.match(/^#+\s*licen[cs]e\b[\s\S]*/im)?.slice(0, 1) ?? [])
}

function billOf(packages) {
  const { FromNodePackageJson, License } = CDX.Contrib
  const licenses = new License.Factories.LicenseFactory()
  const builder = new FromNodePackageJson.Builders.ComponentBuilder(new FromNodePackageJson.Factories.ExternalReferenceFactory(), licenses)
  const { name, version, license } = json(join(root, 'package.json'))
  const bill = new CDX.Models.Bom()
  const house = builder.makeComponent({ name, version, license }, CDX.Enums.ComponentType.Application)
  house.bomRef.value = `${name}@${version}`
  bill.metadata.component = house
  for (const { about, integrity, parts } of packages) {
    const component = builder.makeComponent(about)
    component.purl = `pkg:npm/${about.name.replace('@', '%40')}@${about.version}`
    component.bomRef.value = `${about.name}@${about.version}`
    const [, sha512] = /^sha512-(.+)$/.exec(integrity ?? '') ?? []
    if (sha512) component.hashes.set(CDX.Enums.HashAlgorithm['SHA-512'], Buffer.from(sha512, 'base64').toString('hex'))
    for (const part of [...parts].sort()) component.properties.add(new CDX.Models.Property('yiwang:part', part))
    bill.components.add(component)
    house.dependencies.add(component.bomRef)
  }
  const normalizers = new CDX.Serialize.JSON.Normalize.Factory(CDX.Spec.Spec1dot6)
  return new CDX.Serialize.JsonSerializer(normalizers).serialize(bill, { sortLists: true, space: 2 })
}

const rule = '='.repeat(100)
const notices = (packages) =>
  packages
    .map(({ name, version, about, texts }) => {
      const { license } = about
      return [
        rule,
        `${name} ${version}${license ? ` (${license.type ?? license})` : ''}`,
        ...(texts.length ? texts : ['(It brings no text of its own.)']),
      ].join('\n\n')
    })
    .join('\n\n')

const packages = shipped()
const head = (what) => `What others made and ${what}, with their licences and notices.\n\n`
const to = (path, text) => writeFileSync(join(root, path), `${text}\n`)
to('services/station/dist/bill-of-materials.cdx.json', billOf(packages))
to('services/station/dist/NOTICE.txt', head('Yiwang ships') + notices(packages))
to('services/portal/dist/notices.txt', head("is in Yiwang's pages") + notices(packages.filter(({ parts }) => parts.has('portal'))))
