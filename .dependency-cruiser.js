// @ts-check

/**
 * Who may import whom, by folder of src/. What a row does not name is forbidden.
 * `a/b` is one module of a folder: the file src/a/b.ts or what is below src/a/b/.
 *
 * @type {Record<string, string[]>}
 */
const mayImport = {
  model: [],
  runtime: [],
  policy: ['model'],
  aws: ['model', 'runtime'],
  manifest: ['model', 'policy', 'runtime'],
  kinds: ['model', 'policy', 'aws/operations', 'aws/services'],
  explain: ['model', 'manifest', 'report/text', 'kinds/shared/fields', 'aws/operations'],
  checks: ['model', 'policy', 'aws/services', 'kinds/*/schema', 'kinds/shared/fields'],
  // Of the report only the words: the engine names what is so and with which facts, they say it.
  engine: ['model', 'aws/services', 'report/sentences'],
  estimate: ['model', 'aws/operations', 'aws/services'],
  permissions: [
    'model',
    'aws/operations',
    'aws/principals',
    'aws/services',
    'report/text',
    'report/json',
    'report/formats',
  ],
  store: ['model', 'runtime', 'aws/services'],
  report: ['model', 'policy'],
  daemon: ['engine', 'manifest', 'report', 'model', 'runtime'],
  server: ['report', 'model', 'daemon/control'],
  dashboard: ['server/types'],
  // The embedded AWS shares the seam it stands behind (a request, the rows, the shape of JSON), the names of partitions and the tables of AWS's
  // reference, and no judgement.
  sandbox: [
    'runtime',
    'policy/parse',
    'policy/authorization',
    'aws/transport',
    'aws/operations',
    'model/call',
    'model/partition',
    'model/tree',
  ],
  boot: [
    'model',
    'runtime',
    'policy',
    'aws',
    'manifest',
    'kinds',
    'checks',
    'engine',
    'estimate',
    'store',
    'report',
    'sandbox',
    'daemon',
    'server',
  ],
  // Daemons that live on one virtual clock: the whole program, without its command line.
  simulator: [
    'boot',
    'daemon',
    'engine',
    'manifest',
    'model',
    'runtime',
    'sandbox',
    'store',
    'aws/transport',
  ],
  cli: [
    'boot',
    'model',
    'runtime',
    'policy',
    'aws',
    'manifest',
    'kinds',
    'checks',
    'explain',
    'engine',
    'estimate',
    'permissions',
    'store',
    'report',
    'daemon',
    'server',
  ],
};

/** A kind sees its own folder, what all kinds share, and of another kind only its schema. */
const sharedByKinds = 'shared';

/**
 * Packages with one home. What is not listed may be used anywhere (zod, node:crypto).
 *
 * @type {Record<string, string[]>}
 */
const packageHomes = {
  '@aws-sdk': ['aws', 'sandbox/wire'],
  '@smithy': ['aws', 'sandbox/wire'],
  'js-yaml': ['manifest'],
  'jsonc-parser': ['model'],
  'deep-diff': ['engine'],
  commander: ['cli'],
  'node-cron': ['model/openings', 'kinds'],
  '@prometheus-io/client': ['daemon/metrics'],
  pino: ['runtime', 'cli'],
  hono: ['server'],
  '@hono/node-server': ['runtime'],
  jose: ['server/access'],
  preact: ['dashboard'],
  '@preact/signals': ['dashboard'],
};

/** Tests, and what only tests share (`x.test-helper.ts`). */
const test = '[.]test(-helper)?[.]ts$';

/** @param {string} module `aws`, `aws/operations` or `kinds/[any]/schema` */
function pathOf(module) {
  const path = module.replace('*', '[^/]+');
  return module.includes('/') ? `^src/${path}([.]ts$|/)` : `^src/${path}/`;
}

const table = Object.entries(mayImport).map(([folder, allowed]) => ({
  name: `${folder} imports ${allowed.length === 0 ? 'nothing' : 'only'} ${allowed.join(', ')}`.trim(),
  severity: /** @type {const} */ ('error'),
  from: { path: `^src/${folder}/`, pathNot: [test] },
  to: { path: '^src/', pathNot: [folder, ...allowed].map(pathOf) },
}));

const homes = Object.entries(packageHomes).map(([name, allowed]) => ({
  name: `${name} lives in ${allowed.join(', ')}`,
  severity: /** @type {const} */ ('error'),
  from: { path: '^src/', pathNot: [test, ...allowed.map(pathOf)] },
  to: { path: `(^|/)node_modules/(@types/)?${name}/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...table,
    ...homes,
    {
      name: 'every folder of src has a row in the table',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: Object.keys(mayImport).map(pathOf) },
    },
    {
      name: 'of another kind only its schema',
      comment: 'Copying one folder must be enough to add a kind.',
      severity: 'error',
      from: { path: '^src/kinds/([^/]+)/', pathNot: [test] },
      to: {
        path: '^src/kinds/[^/]+/',
        pathNot: ['^src/kinds/$1/', pathOf(`kinds/${sharedByKinds}`), '^src/kinds/[^/]+/schema([.]ts$|/)'],
      },
    },
    {
      name: 'what kinds share knows no kind',
      severity: 'error',
      from: { path: pathOf(`kinds/${sharedByKinds}`), pathNot: [test] },
      to: { path: '^src/kinds/', pathNot: [pathOf(`kinds/${sharedByKinds}`)] },
    },
    {
      name: 'sentences know nothing but the model',
      comment: 'They stand below the engine, and the rest of the report above it.',
      severity: 'error',
      from: { path: pathOf('report/sentences'), pathNot: [test] },
      to: { path: '^src/', pathNot: [pathOf('report/sentences'), pathOf('model')] },
    },
    {
      name: 'no cycles',
      severity: 'error',
      from: { path: '^(src|test|scripts)/' },
      to: { circular: true },
    },
    {
      name: 'no file outside of everything',
      comment:
        'A file that imports nothing and is imported by nothing. Unused exports: scripts/dead-code.ts.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [test, '[.]d[.]ts$'] },
      to: {},
    },
    {
      name: 'the product does not import its tests',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: [test] },
      to: { path: [test, '^(test|scripts)/'] },
    },
    {
      name: 'the product runs without dev dependencies',
      severity: 'error',
      // The page is bundled when it is built.
      from: { path: '^(src|bin)/', pathNot: [test, '^src/dashboard/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'every import can be resolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no deprecated module of Node',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['core'], path: '^(punycode|domain|constants|sys|_stream_.*)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
