const consonants = 'bdfghjkmnprstvwz'
const vowels = 'aeiou'
const words = 4

function oneOf(letters: string): string {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return letters.charAt(drawn % letters.length)
}

const word = () => oneOf(consonants) + oneOf(vowels) + oneOf(consonants) + oneOf(vowels)

/** A password that can be read out and typed, such as `kaso-mive-tupo-nera`: 50 bits, for one sign-in at a door that takes five wrong ones. */
export const madeUp = (): string => Array.from({ length: words }, word).join('-')
