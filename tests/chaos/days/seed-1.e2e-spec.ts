import { check } from '../checker/check'
import { tamperings } from '../checker/tampering'
import { aDay, livesThrough } from '../lived-through'

livesThrough('consumers that never came back after the broker restarted, and processes ended by what Redis left unanswered', aDay(1), (day) => {
  describe('has a checker that', () => {
    it.each(tamperings)('names %s', (_, tamper, named) => {
      const tampered = structuredClone(day().collected)
      tamper(tampered)
      expect(check(tampered)).toContainEqual(expect.stringMatching(named))
    })
  })
})
