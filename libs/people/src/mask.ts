import { mainNumber } from '@yiwang/domain/normalization'

/** `13800138000` -> `138****8000`, with an extension `051****0000-***`: what an answer shows of personal data until someone states why they need more. */
export function maskPhone(phone: string): string {
  const main = mainNumber(phone)
  const extension = phone.slice(main.length).replace(/\d/g, '*')
  return `${main.length < 8 ? '*'.repeat(main.length) : `${main.slice(0, 3)}****${main.slice(-4)}`}${extension}`
}

/** `王小明` -> `王**` */
export const maskName = (name: string): string => Array.from(name, (letter, at) => (at === 0 ? letter : '*')).join('')

/** The first six characters (mostly district and street), of a short one its first half, then stars. */
export const maskAddress = (address: string): string => {
  const letters = Array.from(address)
  return `${letters.slice(0, Math.min(6, Math.floor(letters.length / 2))).join('')}****`
}

/** `320602194001011234` -> `320602********1234` */
export const maskIdentityNumber = (number: string): string => `${number.slice(0, 6)}********${number.slice(-4)}`
