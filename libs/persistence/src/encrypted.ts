interface Encrypted {
  // biome-ignore lint/suspicious/noExplicitAny: what mongoose takes as a type is known only to mongoose
  type: any
  required?: boolean
}

/**
 * A field that is stored sealed: `@Prop(encrypted({ required: true }))`. With `lookup` it can still be found by equality
 * (`{ phone: '13800138000' }`) and indexed, through a keyed hash stored beside the ciphertext.
 */
export function encrypted(options: { required?: boolean; lookup?: boolean; type?: unknown } = {}): Encrypted {
  const { lookup = false, type = String, ...rest } = options
  return { type, ...rest, encrypted: { lookup } } as Encrypted
}
