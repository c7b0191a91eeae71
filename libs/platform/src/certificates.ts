import { randomBytes, webcrypto } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate and its private key, both in PEM. */
export interface Issued {
  certificate: string
  key: string
}

const DAY_MS = 24 * 60 * 60_000
const AUTHORITY_DAYS = 3650
/** Apple's devices take no server's certificate that lasts longer than 825 days, whoever vouches for it (support.apple.com/103769, of 2019-07-01). */
const SERVER_DAYS = 800
/** Clocks of phones and machines differ. */
const EARLIER_MS = DAY_MS

const pair = { name: 'ECDSA', namedCurve: 'P-256' }
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' }
const newPair = () => webcrypto.subtle.generateKey(pair, true, ['sign', 'verify'])
/** Loaded by whoever makes certificates, and by no service. */
const library = () => import('@peculiar/x509')

/** An authority of one's own: whoever trusts it takes every certificate that is issued with its key. */
export async function newAuthority(name: string, now: Date): Promise<Issued> {
  const x509 = await library()
  const keys = await newPair()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...lasting(now, AUTHORITY_DAYS),
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm,
    extensions: [
      // It vouches for servers, and for no further authority.
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate: `${certificate.toString('pem')}\n`, key: await inPem(keys.privateKey) }
}

/** A server's certificate for these names and addresses, the first of which it is called by. Throws where the authority's two files do not belong together. */
export async function issue(authority: Issued, names: string[], now: Date): Promise<Issued> {
  const x509 = await library()
  const issuer = new x509.X509Certificate(authority.certificate)
  const pkcs8 = x509.PemConverter.decodeFirst(authority.key)
  const keys = await newPair()
  const certificate = await x509.X509CertificateGenerator.create({
    ...lasting(now, SERVER_DAYS),
    subject: [{ CN: [names[0]] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey: await webcrypto.subtle.importKey('pkcs8', pkcs8, pair, false, ['sign']),
    signingAlgorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }))),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
    ],
  })
  if (!(await certificate.verify({ publicKey: issuer.publicKey, signatureOnly: true })))
    throw new Error("the authority's certificate and its key do not belong together")
  return { certificate: `${certificate.toString('pem')}\n`, key: await inPem(keys.privateKey) }
}

const lasting = (now: Date, days: number) => ({
  // A positive number of 128 bits (RFC 5280, 4.1.2.2).
  serialNumber: `01${randomBytes(15).toString('hex')}`,
  notBefore: new Date(now.getTime() - EARLIER_MS),
  notAfter: new Date(now.getTime() - EARLIER_MS + days * DAY_MS),
})

async function inPem(key: webcrypto.CryptoKey): Promise<string> {
  const { PemConverter } = await library()
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`
}
