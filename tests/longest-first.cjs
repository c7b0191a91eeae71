const Sequencer = require('@jest/test-sequencer').default

/** What takes minutes begins first, so that no worker is left with it alone at the end. A clean checkout has no memory of how long its tests took. */
const LONG = ['chaos/days/', 'chaos/moving', 'chaos/away', 'chaos/', 'contract/transports', 'contract/kafka', 'flows/']

const place = ({ path }) => {
  const at = LONG.findIndex((part) => path.includes(`/tests/${part}`))
  return at < 0 ? LONG.length : at
}

module.exports = class extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((a, b) => place(a) - place(b))
  }
}
