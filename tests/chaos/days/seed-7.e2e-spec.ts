import { aDay, livesThrough } from '../lived-through'

livesThrough(
  'services that could not tell a silent broker, at their start, from a fault of their own, and payments put off by a clock that was ahead',
  aDay(7),
)
