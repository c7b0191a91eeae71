// What the tests of the other thread have it do.
exports.spin = (ms) => {
  const began = performance.now()
  while (performance.now() - began < ms);
  return performance.now() - began
}
exports.doubled = (n) => 2 * n
exports.refuse = (field) => {
  throw Object.assign(new Error('unknown-area'), { name: 'DomainError', code: 'unknown-area', details: { field } })
}
exports.fail = (message) => {
  throw new Error(message)
}
exports.settings = () => Object.keys(process.env).length
exports.grow = (megabytes) => Array.from({ length: megabytes }, () => new Array(131_072).fill(Math.random()))
