/** What a file's own bytes say that it is, whatever it was called or said to be; undefined where they say nothing that is known. */
export async function contentType(beginning: Uint8Array): Promise<string | undefined> {
  // Half a megabyte of tables, for whoever is sent a file.
  const { fileTypeFromBuffer } = await import('file-type')
  return (await fileTypeFromBuffer(beginning))?.mime
}
