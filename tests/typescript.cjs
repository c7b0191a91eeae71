// Lets a thread that the code under test starts read the sources, as jest does in its own way: `--require` this.
const { readFileSync } = require('node:fs')
const Module = require('node:module')
const { join } = require('node:path')
const { transformSync } = require('@swc/core')

require.extensions['.ts'] = (module, file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } },
    module: { type: 'commonjs' },
  })
  module._compile(code, file)
}

const resolve = Module._resolveFilename
Module._resolveFilename = (request, ...rest) => {
  const [, lib, inner = ''] = /^@yiwang\/([a-z-]+)(\/.+)?$/.exec(request) ?? []
  return resolve.call(Module, lib ? join(__dirname, '..', 'libs', lib, 'src', inner) : request, ...rest)
}
