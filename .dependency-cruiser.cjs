/**
 * The layers of the house (docs/ARCHITECTURE.md): imports point inward.
 * content-schema ← prose, attribution ← domain ← use-cases ← http ← app/main
 *                                       domain ← adapters  ← app/main
 */
const pure = '^(content-schema|forge/prose|forge/attribution|forge/domain|forge/use-cases)/'
const only = (name, from, allowed, comment) => ({
  name, severity: 'error', comment,
  from: { path: from },
  to: { path: '^(content-schema|forge|web|cli)/', pathNot: allowed },
})
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', comment: 'No cycles, types included.', from: {}, to: { circular: true } },
    only('content-schema-is-the-core', '^content-schema/', '^content-schema/', 'content-schema imports nothing of ours.'),
    only('prose-is-pure', '^forge/prose/', '^(content-schema|forge/prose)/', 'prose imports content-schema only.'),
    only('attribution-is-pure', '^forge/attribution/', '^(content-schema|forge/prose|forge/attribution)/', 'attribution imports prose and content-schema.'),
    only('domain-points-inward', '^forge/domain/', '^(content-schema|forge/prose|forge/attribution|forge/domain)/', 'domain knows engines and nouns.'),
    only('use-cases-point-inward', '^forge/use-cases/', '^(content-schema|forge/prose|forge/attribution|forge/domain|forge/use-cases)/', 'use cases know no adapter and no HTTP.'),
    only('contract-is-alone', '^forge/contract/', '^(content-schema|forge/contract)/', 'the contract is shared by server, browser and CLI.'),
    only('adapters-implement-ports', '^forge/adapters/', '^(content-schema|forge/prose|forge/attribution|forge/domain|forge/adapters|forge/config\\.ts|forge/version\\.ts)', 'adapters know the domain, never HTTP or use cases.'),
    only('http-translates', '^forge/http/', '^(content-schema|forge/(prose|attribution|domain|use-cases|contract|http)|forge/config\\.ts|forge/version\\.ts|web/(pages|messages|html)|web/html\\.ts)', 'routes know use cases and pages, never an adapter.'),
    only('pages-are-pure', '^web/(pages|messages)/', '^(content-schema|forge/prose|forge/attribution|forge/domain|web/(pages|messages|html\\.ts))', 'pages turn data into HTML.'),
    only('islands-are-for-browsers', '^web/(islands|editor)/', '^(content-schema|forge/prose|forge/contract|web/(islands|editor|pages|messages|html\\.ts))', 'islands run in a browser.'),
    { name: 'pure-code-has-no-node', severity: 'error', comment: 'Pure layers do no I/O.',
      from: { path: pure }, to: { dependencyTypes: ['core'], pathNot: '^(node:)?(buffer|crypto|path)$' } },
    { name: 'pure-code-has-no-framework', severity: 'error', comment: 'No framework inside the house.',
      from: { path: pure }, to: { path: 'node_modules/(express|kysely|better-sqlite3|lit|passport|helmet|pino|nodemailer|isomorphic-git|simple-git|@napi-rs)' } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|tests)/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
