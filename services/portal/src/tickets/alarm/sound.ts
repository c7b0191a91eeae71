/** `blocked`: wanted, but the browser lets no page sound before somebody has touched it. */
export type Sound = 'on' | 'off' | 'blocked'

const stored = 'yiwang.sound'
const gestures = ['pointerdown', 'keydown'] as const
const tones = [880, 660, 880]
const toneTakes = 0.22

const listeners = new Set<() => void>()
let wanted = localStorage.getItem(stored) !== 'off'
let context: AudioContext | undefined
/** Rang while it could not be heard: made up for at the first touch. */
let missed = false

const state = (): Sound => (!wanted ? 'off' : context?.state === 'running' ? 'on' : 'blocked')

function changed(): void {
  for (const listener of listeners) listener()
}

async function wake(event?: Event): Promise<void> {
  // Whoever touches the switch itself means what the switch does.
  if (!wanted || (event?.target instanceof Element && event.target.closest('[data-sound]'))) return
  context ??= new AudioContext()
  if (context.state !== 'running') await context.resume().catch(() => undefined)
  if (context.state === 'running') for (const gesture of gestures) document.removeEventListener(gesture, wake)
  if (missed && state() === 'on') ring()
  changed()
}

/** Three short tones, made here: no file to load, nothing that the page's policy would have to allow. */
function ring(): void {
  missed = false
  if (!context) return
  tones.forEach((frequency, index) => {
    const start = (context as AudioContext).currentTime + index * toneTakes
    const tone = new OscillatorNode(context as AudioContext, { frequency })
    const volume = new GainNode(context as AudioContext, { gain: 0 })
    volume.gain.setTargetAtTime(0.25, start, 0.01)
    volume.gain.setTargetAtTime(0, start + toneTakes * 0.7, 0.03)
    tone.connect(volume).connect((context as AudioContext).destination)
    tone.start(start)
    tone.stop(start + toneTakes * 1.5)
  })
}

export const sound = {
  state,
  ring() {
    if (state() === 'on') ring()
    else missed = wanted
  },
  turn(on: boolean) {
    wanted = on
    missed = false
    localStorage.setItem(stored, on ? 'on' : 'off')
    if (on) void wake()
    changed()
  },
  subscribe(listener: () => void) {
    // Whoever shows the alarm wants it heard from the first touch on.
    if (listeners.size === 0 && context?.state !== 'running') for (const gesture of gestures) document.addEventListener(gesture, wake)
    listeners.add(listener)
    if (navigator.userActivation?.hasBeenActive) void wake()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) for (const gesture of gestures) document.removeEventListener(gesture, wake)
    }
  },
}
