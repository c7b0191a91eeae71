import type { PropOptions } from '@nestjs/mongoose'

/**
 * A field that is stored sealed: `@Prop(encrypted({ required: true }))`. With `lookup` it can still be found by equality
 * (`{ phone: '13800138000' }`) and indexed, through a keyed hash stored beside the ciphertext.
 */
export const encrypted = (options: { required?: boolean; lookup?: boolean; type?: unknown } = {}): PropOptions => {
  const { lookup = false, type = String, ...rest } = options
  return { type, ...rest, encrypted: { lookup } } as PropOptions
}
