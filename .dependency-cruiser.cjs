/** The walls of the house (docs/ARCHITECTURE.md, section 3). */
const rule = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', {}, { circular: true }, 'A cycle means that two files are one thought.'),
    rule(
      'services-meet-only-in-events',
      { path: '^services/([^/]+)/', pathNot: '^services/station/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    rule('libs-never-import-services', { path: '^libs/' }, { path: '^services/' }),
    rule('domain-imports-nothing-of-ours', { path: '^libs/domain/' }, { path: '^(libs|services)/', pathNot: '^libs/domain/' }),
    rule('contracts-import-nothing-of-ours', { path: '^libs/contracts/' }, { path: '^(libs|services)/', pathNot: '^libs/contracts/' }),
    rule('kafkajs-only-in-messaging', { path: '^(libs|services)/', pathNot: '^libs/messaging/' }, { path: 'node_modules/kafkajs' }),
    rule('libsql-only-in-persistence', { path: '^(libs|services)/', pathNot: '^libs/persistence/' }, { path: 'node_modules/libsql' }),
    rule(
      'features-see-collections-only',
      { path: '^services/', pathNot: '^services/station/' },
      { path: '^libs/persistence/src/(?!index\\.ts$)' },
      'The stores are for libs and the composition root, what lies in them for operations.',
    ),
    rule(
      'what-lies-in-a-store-is-for-operations',
      { path: '^(libs|services)/', pathNot: '^libs/(persistence|operations)/' },
      { path: '^libs/persistence/src/operations\\.ts$' },
    ),
    rule(
      'nothing-beneath-imports-operations',
      { path: '^libs/(auth|contracts|domain|messaging|persistence)/|^services/', pathNot: '^services/station/' },
      { path: '^libs/operations/' },
    ),
    rule(
      'rules-know-no-framework',
      { path: '^services/[^/]+/src/[^/]+/[^./]+\\.ts$', pathNot: '^services/(portal|station)/|/demo/' },
      { path: 'node_modules/(@nestjs|mongoose|libsql)' },
    ),
    rule(
      'rules-of-people-import-only-what-imports-nothing',
      { path: '^libs/people/src/(rules|reveal-terms)\\.ts$' },
      { pathNot: '^libs/(contracts/|domain/|people/src/reveal-terms\\.ts$)' },
    ),
    rule(
      'rules-of-the-ledger-import-only-domain',
      { path: '^libs/ledger/src/rules/', pathNot: '\\.spec\\.ts$' },
      { pathNot: '^libs/(domain|ledger/src/rules)/' },
    ),
    rule(
      'rules-see-rules',
      { path: '^services/[^/]+/src/[^/]+/[^./]+\\.ts$' },
      { path: '^libs/(people|ledger)/src/(?!rules[./])' },
      'What is tested with nothing imports `@yiwang/people/rules` and `@yiwang/ledger/rules`: the rest brings Nest and mongoose along.',
    ),
    rule('nothing-beneath-imports-people', { path: '^libs/(?!people/|testing/)' }, { path: '^libs/people/' }),
    rule('nothing-beneath-imports-the-ledger', { path: '^libs/(?!ledger/)' }, { path: '^libs/ledger/' }),
    rule('nothing-beneath-imports-messages', { path: '^libs/(?!messages/)' }, { path: '^libs/messages/' }),
    rule(
      'schemas-stay-in-their-feature',
      { path: '^services/([^/]+)/src/([^/]+)/' },
      { path: '^services/$1/src/[^/]+/[^/]+\\.(schema|copy)\\.ts$', pathNot: '^services/$1/src/$2/', dependencyTypesNot: ['type-only'] },
      'A feature asks another feature, not its collection.',
    ),
    rule('no-testing-in-production', { path: '^(libs|services)/', pathNot: '(^libs/testing/|\\.spec\\.ts$)' }, { path: '^libs/testing/' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/|^services/portal/' },
    tsConfig: { fileName: 'tsconfig.depcruise.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
