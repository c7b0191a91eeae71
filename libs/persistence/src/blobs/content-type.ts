const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** What a file's own bytes say that it is, whatever it was called or said to be; undefined where they say nothing that is known. */
export async function contentType(beginning: Uint8Array): Promise<string | undefined> {
  // Half a megabyte of tables, for whoever is sent a file.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(beginning)
  // It looks for what tells an animated one, which may lie behind a long profile.
  return found?.mime.split(';')[0] ?? (PNG.equals(beginning.subarray(0, PNG.length)) ? 'image/png' : textType(beginning))
}

/** Which kind of text it is, a text does not say by itself: a use that takes one kind takes any. */
export const matches = (type: string, wanted: readonly string[]): string | undefined =>
  type === TEXT ? wanted.find((one) => one.startsWith('text/')) : wanted.find((one) => one === type)

const TEXT = 'text/plain'
// Tabs, line breaks and the end of a page are a text's own.
const CONTROLS = /[\0-\x08\x0b\x0e-\x1f\x7f]/

/** In UTF-8, or as programs of this country write it where they are not told otherwise. */
export function encodingOf(beginning: Uint8Array): 'utf-8' | 'gb18030' | undefined {
  return (['utf-8', 'gb18030'] as const).find((encoding) => {
    try {
      return !CONTROLS.test(new TextDecoder(encoding, { fatal: true }).decode(beginning, { stream: true }))
    } catch {
      return false
    }
  })
}

const textType = (beginning: Uint8Array): string | undefined => (encodingOf(beginning) ? TEXT : undefined)
