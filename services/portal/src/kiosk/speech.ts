import type { Language } from '../i18n/language'

/** The device's own voice, where it has one. */
export const canRead = 'speechSynthesis' in window

export function readAloud(text: string, language: Language): void {
  stopReading()
  const words = new SpeechSynthesisUtterance(text)
  words.lang = language
  words.rate = 0.85
  window.speechSynthesis.speak(words)
}

export function stopReading(): void {
  if (canRead) window.speechSynthesis.cancel()
}
