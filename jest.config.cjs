const { readdirSync } = require('node:fs')

const foldersOf = (path) => readdirSync(`${__dirname}/${path}`)
const libs = foldersOf('libs').join('|')
/** Folders of tests that are named like a service. */
const services = foldersOf('services').filter((name) => foldersOf('tests').includes(name))

/** Sizes of tests (docs/ARCHITECTURE.md, section 9); `npm test` runs them all. */
const common = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|js)$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  moduleNameMapper: {
    [`^@yiwang/(${libs})/([a-z-]+)$`]: '<rootDir>/libs/$1/src/$2',
    [`^@yiwang/(${libs})$`]: '<rootDir>/libs/$1/src',
    '^@yiwang/([a-z-]+)$': '<rootDir>/services/$1/src',
    // Its entry is named for ES modules only.
    '^file-type$': '<rootDir>/node_modules/file-type/index.js',
  },
  // These come as ES modules only (or load one by import()), which jest cannot run as they are.
  transformIgnorePatterns: [
    '/node_modules/(?!(content-disposition/|cookie/|@fastify/cookie/|mongodb/lib/runtime_adapters|@opentelemetry/otlp-exporter-base/|file-type/|strtok3/|token-types/|@tokenizer/|@borewit/|uint8array-extras/|openid-client/|oauth4webapi/|jose/))',
  ],
  setupFiles: ['<rootDir>/tests/setup.ts'],
}
const size = (displayName, ...testMatch) => ({ ...common, displayName, testMatch: testMatch.map((glob) => `<rootDir>/${glob}`) })

module.exports = {
  projects: [
    size('unit', 'libs/*/src/**/*.spec.ts', 'services/*/src/**/*.spec.ts'),
    size('service', ...services.map((name) => `tests/${name}/**/*.e2e-spec.ts`)),
    size('contract', 'tests/contract/**/*.e2e-spec.ts'),
    size('flow', 'tests/flows/**/*.e2e-spec.ts'),
    size('security', 'tests/security/**/*.e2e-spec.ts'),
    size('chaos', 'tests/chaos/**/*.e2e-spec.ts'),
    // By `npm run chaos` alone.
    size('chaos-long', 'tests/chaos/**/*.run-spec.ts'),
    size('browser', 'tests/browser/**/*.e2e-spec.ts'),
    // By `npm run test:pages` alone.
    size('pages', 'tests/browser/**/*.run-spec.ts'),
  ],
  testTimeout: 30000,
  testSequencer: '<rootDir>/tests/longest-first.cjs',
}
