const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

/** What a file's own bytes say that it is, whatever it was called or said to be; undefined where they say nothing that is known. */
export async function contentType(beginning: Uint8Array): Promise<string | undefined> {
  // Half a megabyte of tables, for whoever is sent a file.
  const { fileTypeFromBuffer } = await import('file-type')
  const found = await fileTypeFromBuffer(beginning)
  // It looks for what tells an animated one, which may lie behind a long profile.
  return found?.mime.split(';')[0] ?? (PNG.equals(beginning.subarray(0, PNG.length)) ? 'image/png' : undefined)
}
